package dev.proxypool.scenarios;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A request to the Kubernetes API, as {@link ApiProxy} reads it.
 *
 * @param target path and query
 */
record ApiRequest(String method, String target, List<String> headers, byte[] body) {

    private static final int LONGEST_HEAD = 64 * 1024;

    /** Empty if the client has hung up. */
    static Optional<ApiRequest> read(InputStream in) throws IOException {
        String head = head(in);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = List.of(head.split("\r\n"));
        String[] first = lines.getFirst().split(" ");
        List<String> headers = lines.subList(1, lines.size());
        byte[] body = in.readNBytes(
                header(headers, "Content-Length").map(Integer::valueOf).orElse(0));
        return Optional.of(new ApiRequest(first[0], first[1], headers, body));
    }

    /** All up to the empty line. */
    static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int newlines = 0;
        while (newlines < 2 && head.size() < LONGEST_HEAD) {
            int next = in.read();
            if (next < 0) {
                return "";
            }
            head.write(next);
            newlines = next == '\n' ? newlines + 1 : next == '\r' ? newlines : 0;
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    static Optional<String> header(List<String> headers, String name) {
        return headers.stream()
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .map(header -> header.substring(name.length() + 1).strip())
                .findFirst();
    }

    String path() {
        return target.replaceAll("\\?.*", "");
    }

    boolean asks(String parameter) {
        return List.of(target.replaceAll("^[^?]*\\??", "").split("&")).contains(parameter);
    }

    boolean isWatch() {
        return asks("watch=true");
    }

    /** Of all objects of a kind, maybe of one namespace; one object may be named by a field selector. */
    boolean isListOf(String plural) {
        return method.equals("GET") && !isWatch() && path().endsWith("/" + plural);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** As it is sent on: an answer that ends with its connection, and that can be read. */
    byte[] forwarded(String host) {
        boolean upgrade = header(headers, "Upgrade").isPresent();
        StringBuilder head = new StringBuilder("%s %s HTTP/1.1\r\nHost: %s\r\n".formatted(method, target, host));
        headers.stream()
                .filter(header -> !header.matches("(?i)(host|accept-encoding|sec-websocket-extensions):.*"))
                .filter(header -> upgrade || !header.matches("(?i)connection:.*"))
                .forEach(header -> head.append(header).append("\r\n"));
        head.append(upgrade ? "\r\n" : "Connection: close\r\n\r\n");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            all.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
            all.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all.toByteArray();
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
