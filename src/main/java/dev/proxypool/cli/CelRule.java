package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The few forms of CEL that our definitions use. A whole interpreter of CEL is many times the size of this program; a test
 * holds every rule of the definitions against these forms.
 */
final class CelRule {

    private static final Pattern MATCHES =
            Pattern.compile("(?<number>type\\(self\\) == int \\|\\| )?self\\.matches\\('(?<pattern>.*)'\\)");
    private static final Pattern NEEDS =
            Pattern.compile("!has\\(self\\.(?<field>\\w+)\\) \\|\\| self\\.(?<other>\\w+) == '(?<word>\\w+)'");
    private static final String UNCHANGED = "self == oldSelf";
    private static final String NOT_EMPTY = "self != ''";
    private static final String POSITIVE = "duration(self) > duration('0s')";
    private static final Pattern KEPT =
            Pattern.compile("has\\(self\\.(?<field>\\w+)\\) == has\\(oldSelf\\.\\k<field>\\)");
    private static final Pattern EITHER =
            Pattern.compile("has\\(self\\.(?<one>\\w+)\\) != has\\(self\\.(?<other>\\w+)\\)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+");

    private CelRule() {}

    /** Whether it is about a change, which a manifest alone does not show. */
    static boolean isAboutChange(String rule) {
        return rule.contains("oldSelf");
    }

    static boolean isKnown(String rule) {
        return parts(rule)
                .allMatch(part -> part.equals(NOT_EMPTY)
                        || part.equals(POSITIVE)
                        || EITHER.matcher(part).matches()
                        || MATCHES.matcher(part).matches()
                        || NEEDS.matcher(part).matches());
    }

    /**
     * A rule of another form is left to the API server.
     *
     * @param before missing if the value is new
     */
    static boolean holds(String rule, JsonNode schema, JsonNode value, JsonNode before) {
        if (rule.equals(UNCHANGED)) {
            return before.isMissingNode() || before.equals(value);
        }
        Matcher kept = KEPT.matcher(rule);
        if (kept.matches()) {
            String field = kept.group("field");
            return before.isMissingNode() || before.hasNonNull(field) == value.hasNonNull(field);
        }
        return isAboutChange(rule) || !isKnown(rule) || parts(rule).allMatch(part -> partHolds(part, schema, value));
    }

    private static Stream<String> parts(String rule) {
        return Arrays.stream(rule.split(" && "));
    }

    private static boolean partHolds(String part, JsonNode schema, JsonNode value) {
        if (part.equals(NOT_EMPTY)) {
            return !value.asText().isEmpty();
        }
        if (part.equals(POSITIVE)) {
            return NUMBER.matcher(value.asText())
                    .results()
                    .anyMatch(number -> !number.group().matches("0+"));
        }
        Matcher either = EITHER.matcher(part);
        if (either.matches()) {
            return value.hasNonNull(either.group("one")) != value.hasNonNull(either.group("other"));
        }
        Matcher matches = MATCHES.matcher(part);
        if (matches.matches()) {
            return matches.group("number") != null && value.isIntegralNumber()
                    || Pattern.compile(matches.group("pattern"))
                            .matcher(value.asText())
                            .find();
        }
        Matcher needs = NEEDS.matcher(part);
        return !needs.matches()
                || value.path(needs.group("field")).isMissingNode()
                || value.path(needs.group("field")).isNull()
                || written(schema, value, needs.group("other")).equals(needs.group("word"));
    }

    private static String written(JsonNode schema, JsonNode value, String field) {
        return value.hasNonNull(field)
                ? value.get(field).asText()
                : schema.path("properties").path(field).path("default").asText();
    }
}
