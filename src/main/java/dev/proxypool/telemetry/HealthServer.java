package dev.proxypool.telemetry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves kubelet and Prometheus. {@code /livez} reports that the process answers: a restart fixes nothing else, and
 * least of all an outage of Twilio. {@code /readyz} reports that every watched object is known, also on a standby
 * replica. At {@code /} is the status page, if there is one. It changes nothing, and exposes no secret.
 */
public final class HealthServer implements AutoCloseable {

    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

    static {
        // Read once per process, when the first server starts: no client may hold a connection with half a request for
        // ever.
        if (System.getProperty("sun.net.httpserver.maxReqTime") == null) {
            System.setProperty("sun.net.httpserver.maxReqTime", "10");
        }
    }

    private final Supplier<String> metrics;
    private final @Nullable HttpHandler page;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private volatile boolean ready;

    private HealthServer(InetSocketAddress listen, Supplier<String> metrics, @Nullable HttpHandler page)
            throws IOException {
        this.metrics = metrics;
        this.page = page;
        server = HttpServer.create(listen, 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Listens on all interfaces, because kubelet connects from outside the Pod. Live at once, ready once the operator
     * says so.
     *
     * @param port 0 chooses a free one
     * @param page what {@code /} serves; null for nothing
     * @throws IOException if the port is in use
     */
    public static HealthServer start(int port, Supplier<String> metrics, @Nullable HttpHandler page)
            throws IOException {
        return new HealthServer(new InetSocketAddress(port), metrics, page);
    }

    /** The same, on any free port of the loopback interface. */
    public static HealthServer startHere(Supplier<String> metrics, HttpHandler page) throws IOException {
        return new HealthServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), metrics, page);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void ready(boolean now) {
        ready = now;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (page != null && exchange.getRequestURI().getPath().equals("/")) {
                page.handle(exchange);
                return;
            }
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                answer(exchange, 405, TEXT, "only GET\n");
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/livez" -> answer(exchange, 200, TEXT, "alive\n");
                case "/readyz" -> answer(exchange, ready ? 200 : 503, TEXT, ready ? "ready\n" : "not ready\n");
                case "/metrics" -> answer(exchange, 200, EXPOSITION, metrics.get());
                default -> answer(exchange, 404, TEXT, "there are /livez, /readyz and /metrics\n");
            }
        }
    }

    private static void answer(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
