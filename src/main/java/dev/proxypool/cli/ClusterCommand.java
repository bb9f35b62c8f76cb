package dev.proxypool.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command about the resources of a cluster. */
abstract sealed class ClusterCommand implements Callable<Integer>
        permits ApproveCommand,
                CheckCommand,
                OrphanCommand,
                ReconcileCommand,
                StatusCommand,
                SuspensionCommand,
                VersionCommand {

    @Mixin
    final ClusterOptions cluster = new ClusterOptions();

    final Shell shell;
    final ClusterSource source;

    ClusterCommand(Shell shell, ClusterSource source) {
        this.shell = shell;
        this.source = source;
    }
}
