package dev.proxypool.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects what is wrong with some input, so that the user learns all of it at once: one message for each place. */
final class Problems {
    private final Map<String, String> byPath = new LinkedHashMap<>();

    /** The first problem of a place is the one to mend; what follows from it is left out. */
    void add(String path, String message) {
        byPath.putIfAbsent(path, message);
    }

    boolean isEmpty() {
        return byPath.isEmpty();
    }

    List<String> messages() {
        return byPath.entrySet().stream()
                .map(problem -> problem.getKey() + ": " + problem.getValue())
                .toList();
    }
}
