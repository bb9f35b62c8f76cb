package dev.proxypool.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.Member;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads what is only told to people. Nothing in here can spoil an answer: what is missing or odd is left out. */
final class DetailsReader {

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

    private static SortedMap<String, Boolean> capabilities(JsonNode node) {
        SortedMap<String, Boolean> capabilities = new TreeMap<>();
        node.properties().stream()
                .filter(entry -> entry.getValue().isBoolean())
                .forEach(entry ->
                        capabilities.put(entry.getKey(), entry.getValue().booleanValue()));
        return capabilities;
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
