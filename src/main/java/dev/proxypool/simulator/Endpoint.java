package dev.proxypool.simulator;

import java.util.List;
import java.util.Optional;

/** The operations of the API, as Twilio's rate limits distinguish them; those on entries for each kind of entry. */
enum Endpoint {
    LIST_SERVICES,
    CREATE_SERVICE,
    FETCH_SERVICE,
    UPDATE_SERVICE,
    DELETE_SERVICE,
    LIST_ENTRIES,
    CREATE_ENTRY,
    FETCH_ENTRY,
    UPDATE_ENTRY,
    DELETE_ENTRY;

    /** The operation of a method on a path of {@code depth} segments below {@code /v1}; empty = 405. */
    static Optional<Endpoint> of(String method, int depth) {
        List<Endpoint> getPostDelete = switch (depth) {
            case 1 -> List.of(LIST_SERVICES, CREATE_SERVICE);
            case 2 -> List.of(FETCH_SERVICE, UPDATE_SERVICE, DELETE_SERVICE);
            case 3 -> List.of(LIST_ENTRIES, CREATE_ENTRY);
            default -> List.of(FETCH_ENTRY, UPDATE_ENTRY, DELETE_ENTRY);
        };
        int index = List.of("GET", "POST", "DELETE").indexOf(method);
        return index < 0 || index >= getPostDelete.size() ? Optional.empty() : Optional.of(getPostDelete.get(index));
    }
}
