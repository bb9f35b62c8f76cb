package dev.proxypool.cli;

/** The exit codes, which are API: scripts rely on them. */
final class Exit {

    static final int FINE = 0;

    /** Something failed; of a plan, also wrong usage. */
    static final int FAILED = 1;

    /** Of a plan: something would be written to Twilio. */
    static final int CHANGES = 2;

    /** Of a status: something is Stalled, so that only a person can help. */
    static final int STALLED = 3;

    private Exit() {}
}
