package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The CEL rules ({@code x-kubernetes-validations}) of a schema, applied as an API server does: where the field is, and
 * rules about {@code oldSelf} only where the field was and still is. Simpler than a server in two ways: elements of lists
 * have no old value, and a misspelt field shows when the rule is evaluated, not when it is compiled.
 */
final class RuleCheck {

    // Kubernetes searches for a match, it does not require the whole text to match.
    private static final CelOptions OPTIONS =
            CelOptions.current().enableRegexPartialMatch(true).build();

    private record Rule(String text, String type) {}

    /** Compiling a rule takes longer than all its uses. */
    private static final Map<Rule, CelRuntime.Program> PROGRAMS = new ConcurrentHashMap<>();

    private final List<String> refusals = new ArrayList<>();

    private RuleCheck() {}

    /**
     * What the rules say against a manifest.
     *
     * @param before null if the manifest is created
     */
    static List<String> refusals(JsonNode schema, @Nullable JsonNode before, JsonNode after) {
        var check = new RuleCheck();
        check.visit("", schema, before, after);
        return List.copyOf(check.refusals);
    }

    private void visit(String path, JsonNode schema, @Nullable JsonNode before, JsonNode after) {
        for (JsonNode rule : schema.path("x-kubernetes-validations")) {
            String expression = rule.path("rule").asText();
            boolean aboutChange = expression.contains("oldSelf");
            if ((!aboutChange || before != null) && !holds(expression, schema, before, after)) {
                String field = path + rule.path("fieldPath").asText();
                refusals.add("%s: Invalid value: %s"
                        .formatted(field, rule.path("message").asText()));
            }
        }
        schema.path("properties").forEachEntry((name, field) -> {
            if (after.has(name)) {
                String here = path.isEmpty() ? name : path + "." + name;
                visit(here, field, before == null ? null : before.get(name), after.get(name));
            }
        });
        if (schema.has("items")) {
            for (int i = 0; i < after.size(); i++) {
                visit("%s[%d]".formatted(path, i), schema.get("items"), null, after.get(i));
            }
        }
    }

    private static boolean holds(String rule, JsonNode schema, @Nullable JsonNode before, JsonNode after) {
        Map<String, Object> values =
                before == null ? Map.of("self", value(after)) : Map.of("self", value(after), "oldSelf", value(before));
        try {
            return (boolean)
                    PROGRAMS.computeIfAbsent(new Rule(rule, schema.path("type").asText()), RuleCheck::compiled)
                            .eval(values);
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("the rule \"%s\" fails on %s".formatted(rule, after), e);
        }
    }

    private static CelRuntime.Program compiled(Rule rule) {
        CelType type = type(rule.type());
        Cel cel = CelFactory.standardCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addVar("self", type)
                .addVar("oldSelf", type)
                .setResultType(SimpleType.BOOL)
                .build();
        try {
            return cel.createProgram(cel.compile(rule.text()).getAst());
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalArgumentException("the rule \"%s\" does not compile".formatted(rule.text()), e);
        }
    }

    private static Object value(JsonNode node) {
        return Yaml.MAPPER.convertValue(node, Object.class);
    }

    private static CelType type(String schemaType) {
        return switch (schemaType) {
            case "string" -> SimpleType.STRING;
            case "boolean" -> SimpleType.BOOL;
            case "integer" -> SimpleType.INT;
            case "object" -> MapType.create(SimpleType.STRING, SimpleType.DYN);
            default -> SimpleType.DYN;
        };
    }
}
