package dev.proxypool.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.Member;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Reads what is only told to people. Nothing in here can spoil an answer: what is missing or odd is left out. */
final class DetailsReader {

    /** Most codes have the capabilities of most others: what is alike is kept once, however many pools there are. */
    private static final Map<Map<String, Boolean>, Map<String, Boolean>> ALIKE = new ConcurrentHashMap<>();

    /** More kinds than Twilio has; an API that makes up ever new ones fills no memory. */
    private static final int MOST_KINDS = 64;

    private DetailsReader() {}

    static Member.Details read(JsonNode member) {
        return new Member.Details(
                Bodies.text(member.path("short_code")),
                Bodies.text(member.path("iso_country")),
                capabilities(member.path("capabilities")),
                date(member.path("date_created")),
                date(member.path("date_updated")),
                Bodies.text(member.path("url")));
    }

    private static Map<String, Boolean> capabilities(JsonNode node) {
        Map<String, Boolean> capabilities = new HashMap<>();
        node.properties().stream()
                .filter(entry -> entry.getValue().isBoolean())
                .forEach(entry ->
                        capabilities.put(entry.getKey(), entry.getValue().booleanValue()));
        Map<String, Boolean> read = Map.copyOf(capabilities);
        Map<String, Boolean> known = ALIKE.size() < MOST_KINDS ? ALIKE.putIfAbsent(read, read) : ALIKE.get(read);
        return known == null ? read : known;
    }

    private static @Nullable Instant date(JsonNode node) {
        String text = Bodies.text(node);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
