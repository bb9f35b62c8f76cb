package dev.proxypool.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Runs an operator until all is Ready on a {@link TrainingGround}, and stops it, or lets a {@link TourCommand} end there: its
 * JVM has then seen what a start needs.
 */
@Command(
        name = "train",
        description = "For builds: runs the operator for a moment, so that its JVM can archive what it loaded.",
        hidden = true)
final class TrainCommand implements Callable<Integer> {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(300);
    private static final Set<String> KEPT = Set.of("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL");

    @Option(
            names = "--tour",
            description = "The command is a tour of all commands, and ends by itself, instead of the operator.")
    private boolean tour;

    @Parameters(
            paramLabel = "COMMAND",
            arity = "1..*",
            description = "After --: the operator, such as java -XX:AOTCacheOutput=FILE -jar proxypool.jar run.")
    @SuppressWarnings("NullAway.Init")
    private List<String> command;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Logs.quiet();
        Path folder = Files.createTempDirectory("training");
        Path log = folder.resolve("log");
        try (TrainingGround ground = new TrainingGround()) {
            int port = freePort();
            Process operator = operator(command, ground, folder, log, port).start();
            if (tour) {
                return awaitEnd(operator, log);
            }
            boolean ready = awaitReady(ground, operator);
            if (ready) {
                page(port, "readyz");
                page(port, "metrics");
                page(port, "");
            } else {
                System.err.print(Files.readString(log));
            }
            operator.destroy();
            if (!operator.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
                operator.destroyForcibly();
            }
            return ready ? 0 : Main.FAILED;
        } finally {
            Files.deleteIfExists(log);
            Files.deleteIfExists(folder.resolve("kubeconfig"));
            Files.deleteIfExists(folder);
        }
    }

    /** The program, still to be started, to work there. */
    static ProcessBuilder operator(List<String> command, TrainingGround ground, Path folder, Path log, int port)
            throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        // The builder's own settings, such as namespaces to watch or a proxy, would keep the operator from its training
        // ground.
        builder.environment().keySet().retainAll(KEPT);
        builder.environment().putAll(ground.environment(folder));
        builder.environment().put("PROXYPOOL_MANAGEMENT_PORT", Integer.toString(port));
        builder.environment().put("PROXYPOOL_LOG_FORMAT", "json");
        return builder;
    }

    private static int awaitEnd(Process process, Path log) throws IOException, InterruptedException {
        boolean ended = process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS);
        process.destroyForcibly();
        if (ended && process.exitValue() == 0) {
            return 0;
        }
        System.err.print(Files.readString(log));
        return Main.FAILED;
    }

    private static boolean awaitReady(TrainingGround ground, Process operator) throws InterruptedException {
        Instant end = Instant.now().plus(BOUND);
        while (!ground.isReady()) {
            if (!operator.isAlive() || Instant.now().isAfter(end)) {
                return false;
            }
            Thread.sleep(TICK);
        }
        return true;
    }

    static String page(int port, String name) throws IOException {
        try (var in = URI.create("http://127.0.0.1:%d/%s".formatted(port, name))
                .toURL()
                .openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
