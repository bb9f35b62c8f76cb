package dev.proxypool.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a shell needs to complete the commands and their options. */
@Command(
        name = "completion",
        description = {
            "Prints a script that lets a shell complete commands, options and their values.",
            "The names of resources are not completed: no cluster is asked."
        },
        footer = {
            "  source <(${ROOT-COMMAND-NAME} completion bash)    # in ~/.bashrc",
            "  source <(${ROOT-COMMAND-NAME} completion zsh)     # in ~/.zshrc, after compinit",
            "  ${ROOT-COMMAND-NAME} completion fish > ~/.config/fish/completions/proxypool.fish"
        })
public final class CompletionCommand implements Callable<Integer> {

    private static final String PROGRAM = "proxypool";

    /** The names are what is typed. */
    enum Language {
        bash,
        zsh,
        fish
    }

    private final Shell shell;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init")
    private Language language;

    public CompletionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        CommandLine program = spec.root().commandLine();
        shell.out()
                .text(
                        switch (language) {
                            // The script of picocli finds out which of the two reads it.
                            case bash, zsh -> AutoComplete.bash(PROGRAM, program);
                            case fish -> FishCompletion.of(PROGRAM, program);
                        });
        return Exit.FINE;
    }
}
