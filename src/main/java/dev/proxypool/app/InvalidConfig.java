package dev.proxypool.app;

import java.util.List;

/** All that is wrong with the configuration, at once. */
final class InvalidConfig extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidConfig(List<String> problems) {
        super(
                problems.size() == 1
                        ? problems.getFirst()
                        : "%d problems of the configuration: %s"
                                .formatted(problems.size(), String.join("; ", problems)));
    }
}
