package dev.proxypool.cli;

import picocli.CommandLine.Option;

/** Whether a command prints for people or for programs. */
final class OutputOption {

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private OutputFormat format;

    boolean isJson() {
        return format == OutputFormat.json;
    }
}
