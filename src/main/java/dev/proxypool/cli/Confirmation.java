package dev.proxypool.cli;

import picocli.CommandLine.Option;

/** A yes, given beforehand or when asked. */
final class Confirmation {

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    /** Whether the yes is given already. */
    boolean isGiven() {
        return yes;
    }

    /** Ends the command without it. */
    void ask(Shell shell, String question) {
        if (!yes) {
            shell.confirm(question);
        }
    }
}
