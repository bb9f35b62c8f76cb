package dev.proxypool.simulator;

import java.util.List;
import java.util.Optional;

/** The operations of the API, as Twilio's rate limits distinguish them. */
enum Endpoint {
    LIST_SERVICES,
    CREATE_SERVICE,
    FETCH_SERVICE,
    UPDATE_SERVICE,
    DELETE_SERVICE,
    LIST_CODES,
    CREATE_CODE,
    FETCH_CODE,
    UPDATE_CODE,
    DELETE_CODE;

    /** The operation of a method on a path of {@code depth} segments below {@code /v1}; empty = 405. */
    static Optional<Endpoint> of(String method, int depth) {
        List<Endpoint> getPostDelete = switch (depth) {
            case 1 -> List.of(LIST_SERVICES, CREATE_SERVICE);
            case 2 -> List.of(FETCH_SERVICE, UPDATE_SERVICE, DELETE_SERVICE);
            case 3 -> List.of(LIST_CODES, CREATE_CODE);
            default -> List.of(FETCH_CODE, UPDATE_CODE, DELETE_CODE);
        };
        int index = List.of("GET", "POST", "DELETE").indexOf(method);
        return index < 0 || index >= getPostDelete.size() ? Optional.empty() : Optional.of(getPostDelete.get(index));
    }
}
