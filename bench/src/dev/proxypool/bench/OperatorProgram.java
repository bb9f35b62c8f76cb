package dev.proxypool.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operator: {@code bin/proxypool run}, as a process of its own, with its metrics. */
final class OperatorProgram implements AutoCloseable {
    /** As the image does with 256 MiB: half of it for the heap. */
    static final String HEAP = "-Xmx128m";

    private static final Pattern RUNS = Pattern.compile("(the operator runs)");

    private final Program program;
    private final URI metrics;

    private OperatorProgram(Program program, URI metrics) {
        this.program = program;
        this.metrics = metrics;
    }

    /** What differs between scenarios. */
    record Settings(URI twilio, String account, String namespaces, Duration interval, Map<String, String> more) {
        Settings with(String name, String value) {
            Map<String, String> all = new HashMap<>(more);
            all.put(name, value);
            return new Settings(twilio, account, namespaces, interval, all);
        }
    }

    static OperatorProgram start(Path work, Settings settings) {
        int port = freePort();
        Map<String, String> environment = new HashMap<>(Map.of(
                "TWILIO_ACCOUNT_SID", settings.account(),
                "TWILIO_AUTH_TOKEN", Codes.TOKEN,
                "PROXYPOOL_BASE_URL", settings.twilio().toString(),
                "PROXYPOOL_ACCOUNT_HOSTS", settings.twilio().toString(),
                "PROXYPOOL_OBSERVE_INTERVAL", settings.interval().toMillis() + "ms",
                "PROXYPOOL_WATCH_NAMESPACES", settings.namespaces(),
                "PROXYPOOL_MANAGEMENT_PORT", Integer.toString(port),
                "PROXYPOOL_JAVA_OPTS", HEAP));
        environment.putAll(settings.more());
        Program program = Program.start(work, "operator", environment, List.of("bin/proxypool", "run"));
        return new OperatorProgram(program, URI.create("http://127.0.0.1:%d/metrics".formatted(port)));
    }

    Program program() {
        return program;
    }

    OperatorProgram awaitRunning() {
        var unused = program.said(RUNS, Duration.ofMinutes(2));
        return this;
    }

    /** The sum of a metric over all its label sets that match. */
    double metric(String name, String... labels) {
        return samples(name, labels).stream().mapToDouble(Double::doubleValue).sum();
    }

    /** How many label sets of a metric match. */
    long series(String name, String... labels) {
        return samples(name, labels).size();
    }

    private List<Double> samples(String name, String... labels) {
        List<Double> found = new ArrayList<>();
        Matcher sample =
                Pattern.compile("(?m)^" + name + "(?:\\{(.*)\\})? (\\S+)$").matcher(Web.text(metrics));
        while (sample.find()) {
            String has = sample.group(1) == null ? "" : sample.group(1);
            if (List.of(labels).stream().allMatch(has::contains)) {
                found.add(Double.parseDouble(sample.group(2)));
            }
        }
        return found;
    }

    /** Of resources of kind ProxyShortCode, those that are Ready. */
    long ready() {
        return Math.round(metric("proxypool_resources", "kind=\"ProxyShortCode\"", "ready=\"True\""));
    }

    /** Passes that ended well, of all resources of kind ProxyShortCode together. */
    long passes() {
        return Math.round(
                metric("proxypool_framework_reconciliations_success_total", "controller_name=\"shortcodes\""));
    }

    long looks() {
        return Math.round(metric("proxypool_looks_total"));
    }

    void awaitReady(int resources, Duration limit) {
        Await.until("%d resources are Ready".formatted(resources), limit, () -> ready() >= resources);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
