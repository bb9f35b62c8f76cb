package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Exchanges with Twilio as a file, {@code exchanges/<story>.http}: each begins with {@code ###} and a sentence, then come
 * method and target, the form if there is one, an empty line, and the answer as HTTP writes it. The player answers in that
 * order, and afterwards compares what was asked.
 */
record Recording(String story, List<Exchange> exchanges) {

    record Exchange(String method, String target, String form, int status, List<String> headers, String body) {
        StubServer.Reaction reaction() {
            return StubServer.answer(status, body, headers.toArray(String[]::new));
        }
    }

    static Recording of(String story) {
        String text = read("/exchanges/" + story + ".http");
        List<Exchange> exchanges = Arrays.stream(text.split("(?m)^### .*\\n", -1))
                .skip(1)
                .map(Recording::parse)
                .toList();
        assertThat(exchanges).as(story).isNotEmpty();
        return new Recording(story, exchanges);
    }

    StubServer play() {
        return new StubServer(exchanges.stream().map(Exchange::reaction).toList());
    }

    void requireAskedOf(StubServer server) {
        assertThat(server.seen())
                .as("requests of " + story)
                .extracting(seen -> List.of(seen.method(), seen.target(), seen.form()))
                .isEqualTo(exchanges.stream()
                        .map(e -> List.of(e.method(), e.target(), e.form()))
                        .toList());
    }

    private static Exchange parse(String text) {
        String[] parts = text.split("\\n\\n", 3);
        String[] request = parts[0].split("\\n", -1);
        String[] verb = request[0].split(" ", -1);
        String[] answer = parts[1].split("\\n", -1);
        List<String> headers = new ArrayList<>();
        for (String line : Arrays.asList(answer).subList(1, answer.length)) {
            headers.addAll(Arrays.asList(line.split(": ", 2)));
        }
        return new Exchange(
                verb[0],
                verb[1],
                request.length > 1 ? request[1] : "",
                Integer.parseInt(answer[0].split(" ", -1)[1]),
                headers,
                parts.length > 2 ? parts[2].strip() : "");
    }

    private static String read(String resource) {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
