package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The operations on Services. Every caller holds the world's lock. */
record Services(World world, Request request, Account account) {
    Response list() {
        return Pages.refusal(request, account.sid, world.behaviour())
                .orElseGet(() ->
                        Pages.of(request, "services", account.sid).serve(account.sid, account.pools(), this::body));
    }

    Response create() {
        Params form = request.form();
        Optional<String> name = form.get("UniqueName");
        if (name.isEmpty()) {
            return Errors.invalid("UniqueName", "It is required");
        }
        Optional<Response> refusal = ServiceSettings.refusal(form);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        if (account.poolNamed(name.get()).isPresent()) {
            return Errors.nameTaken();
        }
        ServiceSettings settings = ServiceSettings.named(name.get()).with(form, world.behaviour());
        Pool pool = new Pool(SidKind.SERVICE.random(), settings, world.now());
        account.open(pool);
        return Response.json(201, body(pool));
    }

    Response fetch(Pool pool) {
        return Response.ok(body(pool));
    }

    Response update(Pool pool) {
        Params form = request.form();
        Optional<Response> refusal = ServiceSettings.refusal(form);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<Pool> namesake = form.get("UniqueName").flatMap(account::poolNamed);
        if (namesake.isPresent() && !namesake.get().sid.equals(pool.sid)) {
            return Errors.nameTaken();
        }
        pool.change(pool.settings().with(form, world.behaviour()), world.now());
        return fetch(pool);
    }

    Response delete(Pool pool) {
        account.close(pool, world.now());
        return Response.noContent();
    }

    private ObjectNode body(Pool pool) {
        return Bodies.service(request, account, pool, world.behaviour());
    }
}
