package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the keys of one object and remembers its path in the whole. An invalid value becomes a problem with its path,
 * and a harmless value, so that reading continues to the next problem. Messages of type errors do not quote values: one
 * of them may be a secret.
 */
final class Keys {
    /** More than any number in a state needs. */
    static final int MANY = 1_000_000;

    private final JsonNode node;
    private final String path;
    private final Problems problems;

    Keys(JsonNode node, String path, Problems problems, List<String> known) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add(path.isEmpty() ? "(top level)" : path, "expected an object with " + String.join(", ", known));
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                problem(name, "unknown key, expected one of " + String.join(", ", known));
            }
        });
    }

    void problem(String name, String message) {
        problems.add(pathOf(name), message);
    }

    String text(String name) {
        if (find(name) == null) {
            problem(name, "missing, expected a text");
        }
        return optionalText(name).orElse("");
    }

    /** Accepts an integer as text: short codes look like one, and YAML reads them so. */
    Optional<String> optionalText(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber()) {
            problem(name, "expected a text, found " + typeOf(value));
            return Optional.empty();
        }
        return Optional.of(value.asText());
    }

    Optional<Boolean> flag(String name) {
        JsonNode value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.isBoolean()) {
            problem(name, "expected true or false, found " + typeOf(value));
            return Optional.empty();
        }
        return Optional.of(value.booleanValue());
    }

    Optional<Integer> number(String name, int least, int most) {
        JsonNode value = find(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!value.canConvertToInt()
                || !value.isIntegralNumber()
                || value.intValue() < least
                || value.intValue() > most) {
            problem(name, "expected a whole number from %d to %d, found %s".formatted(least, most, value));
            return Optional.empty();
        }
        return Optional.of(value.intValue());
    }

    Optional<Integer> oneOf(String name, List<Integer> choices) {
        Optional<Integer> value = number(name, Integer.MIN_VALUE, Integer.MAX_VALUE);
        if (value.isPresent() && !choices.contains(value.get())) {
            problem(name, "expected one of %s, found %d".formatted(choices, value.get()));
            return Optional.empty();
        }
        return value;
    }

    Optional<String> word(String name, List<String> choices) {
        Optional<String> value = optionalText(name);
        if (value.isPresent() && !choices.contains(value.get())) {
            problem(name, "expected one of %s, found \"%s\"".formatted(choices, value.get()));
            return Optional.empty();
        }
        return value;
    }

    Optional<Keys> object(String name, List<String> known) {
        JsonNode value = find(name);
        return value == null ? Optional.empty() : Optional.of(new Keys(value, pathOf(name), problems, known));
    }

    /** An absent list counts as empty. */
    <T> List<T> list(String name, List<String> known, Function<Keys, T> read) {
        JsonNode value = find(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            problem(name, "expected a list, found " + typeOf(value));
            return List.of();
        }
        List<T> result = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            result.add(read.apply(new Keys(value.get(i), pathOf(name) + "[" + i + "]", problems, known)));
        }
        return result;
    }

    Optional<JsonNode> raw(String name) {
        return Optional.ofNullable(find(name));
    }

    private @Nullable JsonNode find(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    private String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            default -> "nothing";
        };
    }
}
