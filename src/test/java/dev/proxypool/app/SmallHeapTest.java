package dev.proxypool.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.proxypool.api.ResourceKind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program with the heap of its container, against an API server that is full of what the operator has no use for. */
class SmallHeapTest {

    private static final int OBJECTS = 700;
    private static final String LARGE = "x".repeat(250 * 1024);
    private static final Pattern CODE = Pattern.compile(".*/proxyshortcodes/code-(\\d+)(/status)?");

    private final Set<Integer> written = ConcurrentHashMap.newKeySet();
    private final AtomicInteger version = new AtomicInteger(1_000);
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private HttpServer server;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void sevenHundredObjectsWithAnnotationsOf250KilobytesFitInto128Megabytes() throws Exception {
        Path log = folder.resolve("log");
        Process operator = operator(log).start();
        try {
            await().atMost(Duration.ofSeconds(120))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> written.size() == OBJECTS || !operator.isAlive());
            assertThat(operator.isAlive()).as(() -> read(log)).isTrue();
            assertThat(written).hasSize(OBJECTS);
        } finally {
            operator.destroy();
            if (!operator.waitFor(10, TimeUnit.SECONDS)) {
                operator.destroyForcibly();
            }
        }
    }

    private ProcessBuilder operator(Path log) throws IOException {
        Path kubeconfig = Files.writeString(
                folder.resolve("kubeconfig"), """
                    apiVersion: v1
                    kind: Config
                    clusters: [{name: here, cluster: {server: "http://127.0.0.1:%d"}}]
                    users: [{name: me, user: {token: example}}]
                    contexts: [{name: here, context: {cluster: here, user: me, namespace: operators}}]
                    current-context: here
                    """.formatted(server.getAddress().getPort()));
        ProcessBuilder operator = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.proxypool.app.Main",
                        "run")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        operator.environment().keySet().removeIf(name -> name.matches("(TWILIO|PROXYPOOL|KUBERNETES)_.*|HTTPS?_PROXY"));
        operator.environment().put("KUBECONFIG", kubeconfig.toString());
        return operator;
    }

    private static String read(Path log) {
        try {
            String all = Files.readString(log);
            return all.substring(Math.max(0, all.length() - 3_000));
        } catch (IOException e) {
            return e.toString();
        }
    }

    // The API server

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            String query = String.valueOf(exchange.getRequestURI().getQuery());
            Matcher code = CODE.matcher(path);
            if (query.contains("watch=true")) {
                watch(exchange);
            } else if (path.equals("/apis/proxypool.dev/v1alpha1")) {
                send(exchange, 200, kinds());
            } else if (path.endsWith("/proxyshortcodes")) {
                send(exchange, 200, page(query));
            } else if (path.matches(".*/(proxyshortcodepools|proxyphonenumber(pool)?s|proxyaccounts|secrets)")) {
                send(exchange, 200, list("", ""));
            } else if (code.matches()) {
                if (exchange.getRequestMethod().equals("PATCH") && code.group(2) != null) {
                    written.add(Integer.valueOf(code.group(1)));
                }
                send(exchange, 200, object(Integer.parseInt(code.group(1)), version.incrementAndGet()));
            } else {
                send(exchange, 404, "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"code\":404}");
            }
        }
    }

    private void watch(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Upgrade")) {
            exchange.sendResponseHeaders(503, -1);
            return;
        }
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static String kinds() {
        return """
            {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"proxypool.dev/v1alpha1","resources":[%s]}\
            """.formatted(Stream.of(ResourceKind.values())
                .map(ResourceKind::toString)
                .map(kind -> """
                    {"name":"%ss","singularName":"","namespaced":true,"kind":"%s","verbs":["list"]}\
                    """.formatted(kind.toLowerCase(java.util.Locale.ROOT), kind))
                .collect(Collectors.joining(",")));
    }

    /** As an API server answers: no more than the limit, and where to go on. */
    private static String page(String query) {
        int limit = number(query, "limit", OBJECTS);
        int from = number(query, "continue", 0);
        int to = Math.min(OBJECTS, from + limit);
        return list(
                IntStream.range(from, to).mapToObj(i -> object(i, 1 + i)).collect(Collectors.joining(",")),
                to < OBJECTS ? "" + to : "");
    }

    private static String list(String items, String next) {
        return """
            {"kind":"List","apiVersion":"proxypool.dev/v1alpha1","metadata":{"resourceVersion":"1000","continue":"%s"},"items":[%s]}\
            """.formatted(next, items);
    }

    private static int number(String query, String parameter, int fallback) {
        Matcher matcher = Pattern.compile("(?:^|&)" + parameter + "=(\\d+)").matcher(query);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : fallback;
    }

    private static String object(int number, int version) {
        return """
            {"kind":"ProxyShortCode","apiVersion":"proxypool.dev/v1alpha1","metadata":{"namespace":"messaging","name":"code-%d",\
            "uid":"u-%d","generation":1,"resourceVersion":"%d","creationTimestamp":"2026-11-01T12:00:00Z",\
            "annotations":{"example.com/notes":"%s"}},\
            "spec":{"serviceSid":"KS00000000000000000000000000000001","shortCodeSid":"SC%032d"}}\
            """.formatted(number, number, version, LARGE, number);
    }
}
