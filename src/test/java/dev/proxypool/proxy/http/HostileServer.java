package dev.proxypool.proxy.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.proxypool.proxy.ProxyFixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A server that a tenant chose: below each {@link Attack}'s name it answers lists of pools with that attack. */
final class HostileServer implements AutoCloseable {

    private static final int MANY = 8_100_000;
    private static final int ONE_MIB = 1 << 20;

    /** What is sent as the answer to a request for a page, and what the look at the pool says then. */
    enum Attack {
        OBJECTS_UNDER_A_KEY_THAT_IS_NOT_USED(
                200, _ -> lastPage("\"junk\":[" + repeated("{},", MANY) + "{}],"), "the answer is larger than 1 MiB"),
        MANY_MEMBERS_ON_EACH_PAGE(
                200, page -> page(page, 100_000, HostileServer::member), "the answer is larger than 1 MiB"),
        MEMBERS_WITHOUT_END(
                200, page -> page(page, 7_000, HostileServer::member), "the list has more than 11,000 entries"),
        MEMBERS_WITH_ALL_THAT_IS_KEPT(
                200, page -> page(page, 400, HostileServer::memberWithCapabilities), "the list is larger than 21 MiB"),
        PAGES_WITHOUT_END(200, page -> page(page, 0, HostileServer::member), "the list has more than 110 pages"),
        NESTING_OF_SEVERAL_MEGABYTES(200, _ -> "{\"a\":" + "[".repeat(MANY), "the answer is larger than 1 MiB"),
        NESTING(
                200,
                _ -> "{\"a\":" + "[".repeat(ONE_MIB - 10),
                "the answer is nested too deeply, or a name in it is too long"),
        LONG_TEXTS(200, _ -> lastPage("\"junk\":\"" + "x".repeat(MANY) + "\","), "the answer is larger than 1 MiB"),
        LONG_DIGITS(
                200,
                _ -> "{\"meta\":{},\"short_codes\":[{\"short_code\":\"" + "1".repeat(ONE_MIB - 100) + "\"}]}",
                "a short code in the answer has no valid sid"),
        NAMES(
                200,
                _ -> IntStream.range(0, 80_000)
                        .mapToObj("\"%x\":1"::formatted)
                        .collect(Collectors.joining(",", "{", "}")),
                "the answer is not a page of short codes"),
        THE_TOKEN_IN_EACH_CHARACTER(
                400,
                _ -> "{\"code\":80701,\"message\":\"" + "a".repeat(MANY) + "\"}",
                "the answer is not from Twilio's API"),
        A_MESSAGE_OF_A_MEGABYTE(
                400,
                _ -> "{\"code\":80701,\"message\":\"" + "a".repeat(ONE_MIB - 100) + "\"}",
                "no message from Twilio");

        private final int status;
        private final IntFunction<String> body;
        private final String seen;

        Attack(int status, IntFunction<String> body, String seen) {
            this.status = status;
            this.body = body;
            this.seen = seen;
        }

        /** Of one character, where that makes it worse. */
        String token() {
            return this == THE_TOKEN_IN_EACH_CHARACTER || this == A_MESSAGE_OF_A_MEGABYTE ? "a" : ProxyFixtures.TOKEN;
        }

        /** What must be said of the pool. */
        String seen() {
            return seen;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HostileServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        for (Attack attack : Attack.values()) {
            server.createContext("/" + attack, exchange -> answer(exchange, attack));
        }
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, Attack attack) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        int page = query.contains("Page=") ? Integer.parseInt(query.replaceAll(".*\\bPage=(\\d+).*", "$1")) : 0;
        byte[] body = attack.body.apply(page).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(attack.status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        } catch (IOException _) {
            // The client does not want more.
        }
        exchange.close();
    }

    private static String lastPage(String more) {
        return "{" + more + "\"meta\":{\"next_page_url\":null},\"short_codes\":[]}";
    }

    /** With a link to one more, always. */
    private static String page(int page, int members, IntFunction<String> member) {
        return IntStream.range(page * members, (page + 1) * members)
                .mapToObj(member)
                .collect(Collectors.joining(
                        ",",
                        "{\"meta\":{\"next_page_url\":\"%s?Page=%d\"},\"short_codes\":["
                                .formatted(ProxyFixtures.POOL, page + 1),
                        "]}"));
    }

    private static String member(int number) {
        return "{\"sid\":\"SC%032x\",\"is_reserved\":true}".formatted(number);
    }

    /** As much as is kept of one, and of each other capabilities. */
    private static String memberWithCapabilities(int number) {
        String capabilities = IntStream.range(0, 32)
                .mapToObj(i ->
                        "\"%s_%s\":true".formatted(letters(number), letters(i).repeat(9)))
                .collect(Collectors.joining(","));
        return "{\"sid\":\"SC%032x\",\"is_reserved\":true,\"short_code\":\"1234567890123456\",\"iso_country\":\"US\",\"capabilities\":{%s}}"
                .formatted(number, capabilities);
    }

    private static String letters(int number) {
        return "%06d"
                .formatted(number)
                .chars()
                .mapToObj(digit -> Character.toString(digit + 49))
                .collect(Collectors.joining());
    }

    private static String repeated(String text, int length) {
        return text.repeat(length / text.length());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
