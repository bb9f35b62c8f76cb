package dev.proxypool.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Connects the JDK's HTTP server with our values: reads a whole request; sends an answer whole, in part, or not at all.
 */
final class Wire {
    /** Far more than a legal request of this API needs, and small enough to keep the request log small. */
    static final int LONGEST_BODY = 8 * 1024;

    private static final String HOST = "[A-Za-z0-9.:_\\[\\]-]+";

    private Wire() {}

    /** Reads at most one byte more than {@link #LONGEST_BODY}. */
    static Request read(HttpExchange exchange, String ownHost) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(LONGEST_BODY + 1);
        String body = new String(bytes, StandardCharsets.UTF_8);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        boolean form = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
        String host = exchange.getRequestHeaders().getFirst("Host");
        String query = exchange.getRequestURI().getRawQuery();
        return new Request(
                exchange.getRequestMethod(),
                "http://" + (host != null && host.matches(HOST) ? host : ownHost),
                exchange.getRequestURI().getRawPath(),
                query == null ? "" : query,
                form && bytes.length <= LONGEST_BODY ? Params.decode(body) : Params.NONE,
                body,
                bytes.length > LONGEST_BODY,
                exchange.getRequestHeaders().getFirst("Authorization"));
    }

    static void send(HttpExchange exchange, Response response) throws IOException {
        boolean body = begin(exchange, response);
        if (body) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(response.body());
            }
        }
        exchange.close();
    }

    /** Announces the whole body and sends half of it. Without a body there is no answer at all. */
    static void sendHalf(HttpExchange exchange, Response response) throws IOException {
        if (response.body().length > 0 && begin(exchange, response)) {
            OutputStream out = exchange.getResponseBody();
            out.write(Arrays.copyOf(response.body(), response.body().length / 2));
            out.flush();
        }
        exchange.close();
    }

    static void drop(HttpExchange exchange) {
        exchange.close();
    }

    /**
     * The JDK's server closes a connection if the client asks for it, but does not say so; a client such as Node's then
     * sends its next request into it (RFC 9112, section 9.6).
     */
    private static boolean wantsClose(HttpExchange exchange) {
        String connection = exchange.getRequestHeaders().getFirst("Connection");
        return connection != null && connection.toLowerCase(Locale.ROOT).contains("close");
    }

    /** Returns whether a body follows. */
    private static boolean begin(HttpExchange exchange, Response response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        if (!response.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", response.contentType());
        }
        if (wantsClose(exchange)) {
            exchange.getResponseHeaders().set("Connection", "close");
        }
        boolean body =
                response.body().length > 0 && !exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(response.status(), body ? response.body().length : -1);
        return body;
    }
}
