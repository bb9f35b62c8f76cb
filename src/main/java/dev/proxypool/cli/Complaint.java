package dev.proxypool.cli;

/** Something that the user has to mend, told in one line; the command ends with it. */
public final class Complaint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Complaint(String message) {
        super(message);
    }
}
