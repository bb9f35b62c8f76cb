package dev.proxypool.simulator;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the problems of some input, so that the user sees all of them at once: one message for each path. */
final class Problems {
    private final Map<String, String> byPath = new LinkedHashMap<>();

    /** Only the first problem of a path is reported; the others follow from it. */
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
