package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.proxypool.domain.CamelCase;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a spec and notes their problems, in the same words as the CRD's own rules. An invalid field reads
 * as its default, but its problem is noted, and that decides.
 */
final class SpecReader {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final Pattern PERCENT = Pattern.compile("([0-9]{1,3})%");
    private static final Pattern PERIOD = Pattern.compile("(?:([0-9]{1,5})h)?(?:([0-9]{1,5})m)?(?:([0-9]{1,5})s)?");

    private final JsonNode spec;
    private final Map<String, String> problems = new LinkedHashMap<>();

    SpecReader(JsonNode spec) {
        this.spec = spec;
        if (!spec.isObject()) {
            note("spec", "is required and must be an object");
        }
    }

    /** The problems noted so far for these fields, one sentence each. */
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
        problems.putIfAbsent(field, problem.startsWith(".") ? field + problem : field + " " + problem);
    }

    boolean has(String field) {
        return !spec.path(field).isMissingNode() && !spec.path(field).isNull();
    }

    <S extends Sid> @Nullable S sid(String field, Sid.Format format, Function<String, Optional<S>> parse) {
        JsonNode node = spec.path(field);
        S sid = node.isTextual() ? parse.apply(node.textValue()).orElse(null) : null;
        if (sid == null) {
            note(field, "must be " + format.inWords() + found(node));
        }
        return sid;
    }

    /** A phone number in E.164 format. */
    Sid.@Nullable E164 phoneNumber(String field) {
        JsonNode node = spec.path(field);
        Sid.E164 number = Sid.E164.parse(node.textValue()).orElse(null);
        if (number == null) {
            note(field, "must be " + Sid.E164.IN_WORDS + found(node));
        }
        return number;
    }

    boolean flag(String field) {
        JsonNode node = spec.path(field);
        if (has(field) && !node.isBoolean()) {
            note(field, "must be true or false" + found(node));
        }
        return node.booleanValue();
    }

    /** The fields of an object by name; none if the value is not an object. */
    Map<String, JsonNode> entries() {
        Map<String, JsonNode> entries = new LinkedHashMap<>();
        spec.properties().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
        return entries;
    }

    /**
     * Checks the namespace of a reference such as {@code accountRef: {namespace: shared, name: main}}, if it has one.
     */
    void checkNamespace(String field) {
        JsonNode namespace = spec.path(field).path("namespace");
        boolean absent = namespace.isMissingNode() || namespace.isNull();
        if (!absent
                && !(namespace.isTextual()
                        && namespace.textValue().length() <= 63
                        && NAMESPACE.matcher(namespace.textValue()).matches())) {
            note(
                    field,
                    ".namespace must be the name of a namespace: lower-case letters, digits and '-'"
                            + found(namespace));
        }
    }

    /** The name in a reference such as {@code accountRef: {name: main}}; null if there is none. */
    @Nullable
    String reference(String field, String toWhat) {
        JsonNode node = spec.path(field);
        if (!has(field)) {
            return null;
        }
        JsonNode name = node.path("name");
        if (name.isTextual()
                && name.textValue().length() <= 253
                && NAME.matcher(name.textValue()).matches()) {
            return name.textValue();
        }
        note(
                field,
                ".name must be the name of %s: lower-case letters, digits, '-' and '.'".formatted(toWhat)
                        + found(name));
        return null;
    }

    @Nullable
    String required(String reference, String toWhat) {
        String name = reference(reference, toWhat);
        if (name == null) {
            note(reference, ".name must be the name of %s, and is required".formatted(toWhat));
        }
        return name;
    }

    /** The fields of a nested object; a reader without fields if there is none. */
    SpecReader within(String field) {
        JsonNode node = spec.path(field);
        if (has(field) && !node.isObject()) {
            note(field, "must be an object" + found(node));
        }
        return new SpecReader(node.isObject() ? node : JsonNodeFactory.instance.objectNode());
    }

    /** Null if the field is absent or blank. */
    @Nullable
    String text(String field) {
        JsonNode node = spec.path(field);
        if (has(field) && !node.isTextual()) {
            note(field, "must be a text" + found(node));
        }
        return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
    }

    /** The entries of a list; none if the value is not a list. */
    JsonNode list(String field) {
        JsonNode node = spec.path(field);
        if (!node.isArray()) {
            note(field, "must be a list" + found(node));
            return JsonNodeFactory.instance.arrayNode();
        }
        return node;
    }

    /** A number, or a percentage of the pool such as 10%. */
    RemovalLimit removalLimit(String field) {
        JsonNode node = spec.path(field);
        if (!has(field)) {
            return RemovalLimit.ONE;
        }
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 0) {
            return new RemovalLimit(node.intValue(), false);
        }
        Matcher percent = PERCENT.matcher(node.isTextual() ? node.textValue() : "");
        if (percent.matches() && Integer.parseInt(percent.group(1)) <= 100) {
            return new RemovalLimit(Integer.parseInt(percent.group(1)), true);
        }
        note(field, "must be a whole number, or a percentage of the pool from 0% to 100%" + found(node));
        return RemovalLimit.ONE;
    }

    int number(String field, int fallback, int most) {
        JsonNode node = spec.path(field);
        if (!has(field)) {
            return fallback;
        }
        if (node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= 1 && node.intValue() <= most) {
            return node.intValue();
        }
        note(field, "must be a number from 1 to " + most + found(node));
        return fallback;
    }

    /** Whole hours, minutes and seconds; the fallback if the field is absent. */
    Duration period(String field, Duration fallback) {
        JsonNode node = spec.path(field);
        if (!has(field)) {
            return fallback;
        }
        Matcher parts = PERIOD.matcher(node.isTextual() ? node.textValue() : "");
        Duration period = parts.matches()
                ? Duration.ofHours(number(parts.group(1)))
                        .plusMinutes(number(parts.group(2)))
                        .plusSeconds(number(parts.group(3)))
                : Duration.ZERO;
        if (period.isZero()) {
            note(field, "must be a positive duration such as 90s, 30m or 1h30m" + found(node));
            return fallback;
        }
        return period;
    }

    private static long number(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** A constant of the enum, written as Kubernetes does: IF_MATCHES is IfMatches. */
    <E extends Enum<E>> E choice(String field, E fallback) {
        JsonNode node = spec.path(field);
        if (!has(field)) {
            return fallback;
        }
        E[] choices = fallback.getDeclaringClass().getEnumConstants();
        return Arrays.stream(choices)
                .filter(choice -> node.isTextual() && CamelCase.of(choice).equals(node.textValue()))
                .findFirst()
                .orElseGet(() -> {
                    String expected = Arrays.stream(choices).map(CamelCase::of).collect(Collectors.joining(" or "));
                    note(field, "must be " + expected + found(node));
                    return fallback;
                });
    }

    private static String found(JsonNode node) {
        if (node.isMissingNode() || node.isNull()) {
            return ", and is required";
        }
        String text = node.toString();
        return ", got " + (text.length() > 60 ? text.substring(0, 60) + "…" : text);
    }
}
