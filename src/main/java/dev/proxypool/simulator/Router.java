package dev.proxypool.simulator;

import java.util.List;
import java.util.Optional;

/**
 * Finds the operation for a request of an account. The order of the checks follows the contract where it is known, and
 * is plausible where it is not: path, method, withdrawn endpoint, Service, rate, and only then the operation itself.
 */
record Router(World world) {
    Response answer(Request request, Account account) {
        List<String> segments = request.segments();
        if (!isKnown(segments)) {
            return Errors.notFound(request);
        }
        Optional<Endpoint> endpoint = Endpoint.of(request.method(), segments.size() - 1);
        if (endpoint.isEmpty()) {
            return Errors.methodNotAllowed();
        }
        synchronized (world) {
            return segments.size() == 2
                    ? ofAccount(endpoint.get(), request, account)
                    : ofService(endpoint.get(), request, account, segments);
        }
    }

    private static boolean isKnown(List<String> segments) {
        return segments.size() >= 2
                && segments.size() <= 5
                && segments.get(0).equals("v1")
                && segments.get(1).equals("Services")
                && (segments.size() < 4 || segments.get(3).equals("ShortCodes"));
    }

    private Response ofAccount(Endpoint endpoint, Request request, Account account) {
        if (!account.rates.admit(endpoint, world.limits(), world.now())) {
            return Errors.tooFast(world.behaviour());
        }
        Services services = new Services(world, request, account);
        return endpoint == Endpoint.LIST_SERVICES ? services.list() : services.create();
    }

    private Response ofService(Endpoint endpoint, Request request, Account account, List<String> segments) {
        if (segments.size() > 3 && world.behaviour().withdrawn()) {
            return Errors.notFound(request);
        }
        String serviceSid = segments.get(2);
        Optional<Pool> pool = find(endpoint, account, serviceSid);
        if (pool.isEmpty()) {
            return SidKind.SERVICE.matches(serviceSid) || endpoint == Endpoint.FETCH_SERVICE
                    ? Errors.notFound(request)
                    : Errors.malformedService(request, world.behaviour());
        }
        if (!pool.get().rates.admit(endpoint, world.limits(), world.now())) {
            return Errors.tooFast(world.behaviour());
        }
        Services services = new Services(world, request, account);
        ShortCodes codes = new ShortCodes(world, request, account, pool.get());
        return switch (endpoint) {
            case FETCH_SERVICE -> services.fetch(pool.get());
            case UPDATE_SERVICE -> services.update(pool.get());
            case DELETE_SERVICE -> services.delete(pool.get());
            case LIST_CODES -> codes.list();
            case CREATE_CODE -> codes.create();
            case FETCH_CODE -> codes.fetch(segments.get(4));
            case UPDATE_CODE -> codes.update(segments.get(4));
            case DELETE_CODE -> codes.delete(segments.get(4));
            case LIST_SERVICES, CREATE_SERVICE -> throw new IllegalStateException("Not below a Service: " + endpoint);
        };
    }

    /** Only the fetch of a Service has no SID pattern in Twilio's document: it accepts a unique name too (inferred). */
    private static Optional<Pool> find(Endpoint endpoint, Account account, String sidOrName) {
        Pool pool = account.pools().get(sidOrName);
        if (pool != null) {
            return Optional.of(pool);
        }
        return endpoint == Endpoint.FETCH_SERVICE ? account.poolNamed(Params.text(sidOrName)) : Optional.empty();
    }
}
