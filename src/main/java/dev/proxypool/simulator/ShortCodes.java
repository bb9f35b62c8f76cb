package dev.proxypool.simulator;

import java.util.Optional;

/** The five operations on the short codes of one pool. Every caller holds the world's lock. */
record ShortCodes(World world, Request request, Account account, Pool pool) {
    Response list() {
        return Pages.refusal(request, pool.sid, world.behaviour())
                .orElseGet(() -> Pages.of(request, "short_codes", pool.sid)
                        .serve(pool.sid, pool.entries(), entry -> Bodies.shortCode(request, account, pool, entry)));
    }

    /**
     * There is no {@code IsReserved} here, unlike for phone numbers: a new code is unreserved even if the client sends
     * it.
     */
    Response create() {
        String sid = request.form().get("Sid").orElse("");
        if (!SidKind.SHORT_CODE.matches(sid)) {
            return Errors.invalid("Sid", "It must match " + SidKind.SHORT_CODE.form());
        }
        SimulatorState.ShortCode leased = account.leased().get(sid);
        if (leased == null) {
            return Errors.unknownCode(world.behaviour());
        }
        if (pool.find(sid).isPresent()) {
            return Errors.alreadyInService();
        }
        if (account.homeOf(sid).isPresent()) {
            return Errors.inOtherService(world.behaviour());
        }
        if (pool.isFull(false, world.behaviour())) {
            return Errors.poolFull(world.behaviour(), false);
        }
        PoolEntry entry = PoolEntry.added(leased, world.now());
        account.place(pool, entry);
        return Response.json(201, Bodies.shortCode(request, account, pool, entry));
    }

    Response fetch(String sid) {
        return pool.find(sid).map(this::show).orElseGet(() -> Errors.notFound(request));
    }

    /** A body without {@code IsReserved}, or an absent one, is legal: Twilio's own Terraform provider sends one. */
    Response update(String sid) {
        Optional<PoolEntry> found = pool.find(sid);
        if (found.isEmpty()) {
            return Errors.notFound(request);
        }
        PoolEntry entry = found.get();
        Optional<String> wish = request.form().get("IsReserved");
        if (wish.isEmpty()) {
            return replace(world.behaviour().emptyUpdateTouchesDate() ? entry.touched(world.now()) : entry);
        }
        if (!wish.get().equals("true") && !wish.get().equals("false")) {
            return Errors.invalid("IsReserved", "It must be true or false");
        }
        boolean reserved = wish.get().equals("true");
        if (reserved != entry.reserved() && pool.isFull(reserved, world.behaviour())) {
            return Errors.poolFull(world.behaviour(), reserved);
        }
        return replace(entry.withReserved(reserved, world.now()));
    }

    Response delete(String sid) {
        Optional<PoolEntry> found = pool.find(sid);
        if (found.isEmpty()) {
            return Errors.notFound(request);
        }
        if (found.get().inUse()) {
            return Errors.inUse(world.behaviour());
        }
        account.take(sid);
        return Response.noContent();
    }

    private Response replace(PoolEntry entry) {
        account.place(pool, entry);
        return show(entry);
    }

    private Response show(PoolEntry entry) {
        return Response.ok(Bodies.shortCode(request, account, pool, entry));
    }
}
