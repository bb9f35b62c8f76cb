package dev.proxypool.cli;

/**
 * Something in a manifest that an API server refuses.
 *
 * @param path of the field, such as {@code spec.shortCodes[3].sid}
 * @param problem a sentence that names the field
 */
record Fault(String path, String problem) {

    static Fault unknown(String path) {
        return new Fault(path, "unknown field \"%s\"".formatted(path));
    }

    static Fault of(String path, String problem) {
        return new Fault(path, "%s %s".formatted(path, problem));
    }
}
