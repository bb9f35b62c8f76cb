package dev.proxypool.simulator;

import java.util.List;

/**
 * A state that the simulator cannot start with; lists all problems, each with file, path of the key, and what is
 * expected.
 */
public final class InvalidState extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // a list of strings from List.copyOf
    private final List<String> problems;

    InvalidState(String source, List<String> problems) {
        super(String.join("\n", prefixed(source, problems)));
        this.problems = prefixed(source, problems);
    }

    /** One line each: {@code state.yaml: accounts[0].sid: expected …}. */
    public List<String> problems() {
        return problems;
    }

    private static List<String> prefixed(String source, List<String> problems) {
        return problems.stream().map(problem -> source + ": " + problem).toList();
    }
}
