package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.ApiGroup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Kubernetes asks of every object's metadata, in the words of its own rules. */
final class MetadataRules {

    private static final Set<String> TEXTS = Set.of(
            "name",
            "generateName",
            "namespace",
            "selfLink",
            "uid",
            "resourceVersion",
            "creationTimestamp",
            "deletionTimestamp");
    private static final Set<String> NUMBERS = Set.of("generation", "deletionGracePeriodSeconds");
    private static final Set<String> LISTS = Set.of("ownerReferences", "finalizers", "managedFields");
    private static final Set<String> MAPS = Set.of("labels", "annotations");

    private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    private static final Pattern SUBDOMAIN =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
    private static final int MOST_BYTES = 256 << 10;

    private final List<Fault> faults = new ArrayList<>();

    private MetadataRules() {}

    static List<Fault> faults(JsonNode metadata) {
        MetadataRules rules = new MetadataRules();
        if (metadata.isObject()) {
            rules.check(metadata);
        } else {
            rules.faults.add(new Fault("metadata", "metadata.name is missing"));
        }
        return rules.faults;
    }

    private void check(JsonNode metadata) {
        metadata.properties().stream()
                .filter(entry -> !entry.getValue().isNull())
                .forEach(entry -> checkType(entry.getKey(), entry.getValue()));
        JsonNode name = metadata.path("name");
        if (name.isMissingNode()
                || name.isNull()
                || name.isTextual() && name.textValue().isEmpty()) {
            faults.add(new Fault("metadata.name", "metadata.name is missing"));
        } else if (name.isTextual()) {
            matches("name", name, SUBDOMAIN, "lower-case letters, digits, '-' and '.', at most 253");
        }
        if (metadata.path("namespace").isTextual()) {
            matches("namespace", metadata.path("namespace"), LABEL, "lower-case letters, digits and '-', at most 63");
        }
        labels(metadata.path("labels"));
        annotations(metadata.path("annotations"));
    }

    private void checkType(String field, JsonNode value) {
        String path = "metadata." + field;
        if (TEXTS.contains(field)) {
            require(value.isTextual(), path, "must be a text, got " + value);
        } else if (NUMBERS.contains(field)) {
            require(value.isIntegralNumber(), path, "must be a whole number");
        } else if (LISTS.contains(field)) {
            require(value.isArray(), path, "must be a list");
        } else if (MAPS.contains(field)) {
            require(value.isObject(), path, "must be a map");
        } else {
            faults.add(Fault.unknown(
                    path,
                    field,
                    Stream.of(TEXTS, NUMBERS, LISTS, MAPS).flatMap(Set::stream).toList()));
        }
    }

    private void labels(JsonNode labels) {
        labels.properties().forEach(label -> {
            String path = "metadata.labels." + label.getKey();
            require(isQualified(label.getKey()), path, "is no valid label: a label is like app or example.com/app");
            JsonNode value = label.getValue();
            if (isText(path, value) && !value.asText().isEmpty()) {
                require(
                        WORD.matcher(value.asText()).matches(),
                        path,
                        "must be letters, digits, '-', '_' and '.', at most 63, got " + value);
            }
        });
    }

    private void annotations(JsonNode annotations) {
        int bytes = 0;
        for (var annotation : annotations.properties()) {
            String path = "metadata.annotations." + annotation.getKey();
            require(
                    isQualified(annotation.getKey().toLowerCase(Locale.ROOT)),
                    path,
                    "is no valid annotation: an annotation is like note or example.com/note");
            if (isText(path, annotation.getValue()) && annotation.getKey().equals(ApiGroup.ORPHAN_ANNOTATION)) {
                // The operator ignores any other value, so a deletion would go on to wait.
                require(
                        annotation.getValue().asText().equals("true"),
                        path,
                        "must be \"true\", or absent, got " + annotation.getValue());
            }
            bytes += (annotation.getKey() + annotation.getValue().asText()).getBytes(StandardCharsets.UTF_8).length;
        }
        require(bytes <= MOST_BYTES, "metadata.annotations", "must have at most %d bytes in all".formatted(MOST_BYTES));
    }

    /** Null is what YAML makes of nothing, and a server of that an empty text. */
    private boolean isText(String path, JsonNode value) {
        boolean text = value.isTextual() || value.isNull();
        require(text, path, "must be a text, got %s: put it in quotes".formatted(value));
        return value.isTextual();
    }

    private static boolean isQualified(String key) {
        int slash = key.indexOf('/');
        return (slash < 0 || SUBDOMAIN.matcher(key.substring(0, slash)).matches())
                && WORD.matcher(key.substring(slash + 1)).matches();
    }

    private void matches(String field, JsonNode value, Pattern pattern, String words) {
        require(
                pattern.matcher(value.textValue()).matches(),
                "metadata." + field,
                "must be %s, beginning and ending with a letter or digit, got %s".formatted(words, value));
    }

    private void require(boolean holds, String path, String problem) {
        if (!holds) {
            faults.add(Fault.of(path, problem));
        }
    }
}
