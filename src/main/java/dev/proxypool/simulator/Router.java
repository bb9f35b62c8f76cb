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
                && (segments.size() < 4 || EntryKind.ofPath(segments.get(3)).isPresent());
    }

    private Response ofAccount(Endpoint endpoint, Request request, Account account) {
        if (!account.rates.admit(endpoint, world.limits(), world.now())) {
            return Errors.tooFast(world.behaviour());
        }
        Services services = new Services(world, request, account);
        return endpoint == Endpoint.LIST_SERVICES ? services.list() : services.create();
    }

    private Response ofService(Endpoint endpoint, Request request, Account account, List<String> segments) {
        Optional<EntryKind> kind = segments.size() > 3 ? EntryKind.ofPath(segments.get(3)) : Optional.empty();
        if (kind.isPresent() && kind.get().withdrawn(world.behaviour())) {
            return Errors.notFound(request);
        }
        String serviceSid = segments.get(2);
        Optional<Pool> pool = find(endpoint, account, serviceSid);
        if (pool.isEmpty()) {
            return SidKind.SERVICE.matches(serviceSid) || endpoint == Endpoint.FETCH_SERVICE
                    ? Errors.notFound(request)
                    : Errors.malformedService(request, world.behaviour());
        }
        RateLimits rates = kind.map(of -> pool.get().of(of).rates).orElse(pool.get().rates);
        if (!rates.admit(endpoint, world.limits(), world.now())) {
            return Errors.tooFast(world.behaviour());
        }
        return kind.isPresent()
                ? ofPool(endpoint, new PoolMembers(world, request, account, pool.get(), kind.get()), segments)
                : ofService(endpoint, new Services(world, request, account), pool.get());
    }

    private static Response ofService(Endpoint endpoint, Services services, Pool pool) {
        return switch (endpoint) {
            case FETCH_SERVICE -> services.fetch(pool);
            case UPDATE_SERVICE -> services.update(pool);
            case DELETE_SERVICE -> services.delete(pool);
            default -> throw new IllegalStateException("Not of a Service: " + endpoint);
        };
    }

    private static Response ofPool(Endpoint endpoint, PoolMembers members, List<String> segments) {
        return switch (endpoint) {
            case LIST_ENTRIES -> members.list();
            case CREATE_ENTRY -> members.create();
            case FETCH_ENTRY -> members.fetch(segments.get(4));
            case UPDATE_ENTRY -> members.update(segments.get(4));
            case DELETE_ENTRY -> members.delete(segments.get(4));
            default -> throw new IllegalStateException("Not below a Service: " + endpoint);
        };
    }

    /** Only the fetch of a Service has no SID pattern in Twilio's document: it may accept a unique name too. */
    private Optional<Pool> find(Endpoint endpoint, Account account, String sidOrName) {
        Pool pool = account.pools().get(sidOrName);
        if (pool != null) {
            return Optional.of(pool);
        }
        return endpoint == Endpoint.FETCH_SERVICE && world.behaviour().numbers().servicesByName()
                ? account.poolNamed(Params.text(sidOrName))
                : Optional.empty();
    }
}
