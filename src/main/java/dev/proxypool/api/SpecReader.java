package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Spelling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a spec and notes what is wrong with them, in the words that the CRD's own rules use. A field that
 * makes no sense reads as its default; its problem is what counts then.
 */
final class SpecReader {

    private final JsonNode spec;
    private final Map<String, String> problems = new LinkedHashMap<>();

    SpecReader(JsonNode spec) {
        this.spec = spec;
        if (!spec.isObject()) {
            note("spec", "is missing, or is not an object");
        }
    }

    /** The problems noted so far for these fields, each a sentence. */
    List<String> problemsOf(Set<String> fields) {
        return problems.entrySet().stream()
                .filter(entry -> fields.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    List<String> problems() {
        return List.copyOf(problems.values());
    }

    void note(String field, String problem) {
        problems.putIfAbsent(field, field + " " + problem);
    }

    boolean has(String field) {
        return !spec.path(field).isMissingNode() && !spec.path(field).isNull();
    }

    <S extends Sid> @Nullable S sid(String field, Sid.Format format, Function<String, Optional<S>> parse) {
        JsonNode node = spec.path(field);
        S sid = node.isTextual() ? parse.apply(node.textValue()).orElse(null) : null;
        if (sid == null) {
            note(field, "is " + format.inWords() + found(node));
        }
        return sid;
    }

    boolean flag(String field) {
        JsonNode node = spec.path(field);
        if (has(field) && !node.isBoolean()) {
            note(field, "is true or false" + found(node));
        }
        return node.booleanValue();
    }

    /** One of an enum's constants, written as Kubernetes writes them: IF_MATCHES is IfMatches. */
    <E extends Enum<E>> E choice(String field, E fallback) {
        JsonNode node = spec.path(field);
        if (!has(field)) {
            return fallback;
        }
        E[] choices = fallback.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices)
                .filter(choice -> node.isTextual() && Spelling.of(choice).equals(node.textValue()))
                .findFirst()
                .orElseGet(() -> {
                    String expected = Arrays.stream(choices).map(Spelling::of).collect(Collectors.joining(", "));
                    note(field, "is one of " + expected + found(node));
                    return fallback;
                });
    }

    private static String found(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return ", and required";
        }
        String text = node.toString();
        return ", not " + (text.length() > 60 ? text.substring(0, 60) + "…" : text);
    }
}
