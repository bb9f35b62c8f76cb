package dev.proxypool.cli;

import java.util.Collection;

/**
 * Something in a manifest that an API server refuses.
 *
 * @param path of the field, such as {@code spec.shortCodes[3].sid}
 * @param problem a sentence that names the field
 */
record Fault(String path, String problem) {

    /**
     * @param name of the field, with which the path ends
     * @param known the fields that may stand there
     */
    static Fault unknown(String path, String name, Collection<String> known) {
        String meant = Spelling.meant(name, known)
                .map(" (did you mean %s?)"::formatted)
                .orElse("");
        return new Fault(path, "unknown field \"%s\"%s".formatted(path, meant));
    }

    static Fault of(String path, String problem) {
        return new Fault(path, "%s %s".formatted(path, problem));
    }
}
