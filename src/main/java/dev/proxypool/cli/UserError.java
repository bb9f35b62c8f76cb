package dev.proxypool.cli;

/** An error that the user must fix, in one line; it ends the command. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }
}
