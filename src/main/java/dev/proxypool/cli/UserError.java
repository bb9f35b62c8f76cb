package dev.proxypool.cli;

/** Something that the user has to mend, told in one line; the command ends with it. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }
}
