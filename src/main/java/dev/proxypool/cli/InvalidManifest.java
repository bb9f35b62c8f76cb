package dev.proxypool.cli;

import dev.proxypool.cli.Positions.Position;

/** A text that cannot be read as documents. */
public final class InvalidManifest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Position position;

    InvalidManifest(Position position, String problem) {
        super(ClusterError.line(problem));
        this.position = position;
    }

    /** With the place before it, as compilers write it. */
    public String in(String source) {
        return "%s:%s: %s".formatted(source, position, getMessage());
    }
}
