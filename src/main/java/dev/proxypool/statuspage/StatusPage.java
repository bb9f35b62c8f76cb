package dev.proxypool.statuspage;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page to browsers. It only reads, has no script and sets no cookie. For any number of requests, it builds
 * the page at most once a second.
 */
public final class StatusPage implements HttpHandler {

    private static final Duration KEPT = Duration.ofSeconds(1);

    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
                    "default-src 'none'; style-src '%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                            .formatted(PageStyle.HASH),
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cache-Control", "no-store");

    private final Supplier<Overview> source;
    private final InstantSource clock;
    private @Nullable Overview overview;
    private Instant made = Instant.MIN;
    private final Map<Reload, byte[]> pages = new EnumMap<>(Reload.class);

    /** Whether the page asks the browser to load it again. */
    enum Reload {
        ON,
        OFF
    }

    /** @param source must not wait for anything */
    public StatusPage(Supplier<Overview> source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        String method = exchange.getRequestMethod();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            answer(exchange, 405, "text/plain", bytes("only GET and HEAD\n"));
        } else if (!HostNames.areOurs(hosts(exchange))) {
            answer(exchange, 421, "text/plain", bytes("the host must be " + HostNames.EXPECTED + "\n"));
        } else {
            boolean paused = "refresh=off".equals(exchange.getRequestURI().getRawQuery());
            answer(exchange, 200, "text/html", page(paused ? Reload.OFF : Reload.ON));
        }
    }

    private static List<String> hosts(HttpExchange exchange) {
        return Objects.requireNonNullElse(exchange.getRequestHeaders().get("Host"), List.of());
    }

    private synchronized byte[] page(Reload reload) {
        Instant now = clock.instant();
        // A clock that was set back must not keep an old page.
        if (overview == null || now.isBefore(made) || !now.isBefore(made.plus(KEPT))) {
            pages.clear();
            overview = source.get();
            made = now;
        }
        Overview shown = overview;
        return pages.computeIfAbsent(reload, _ -> bytes(PageHtml.of(shown, reload)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
            return;
        }
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
