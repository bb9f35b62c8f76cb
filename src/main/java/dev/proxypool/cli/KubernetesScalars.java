package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/** What a word without quotes means to kubectl: {@code yes}, {@code on} and {@code y} are true, 0777 is octal, a date is a text. */
final class KubernetesScalars extends Resolver {

    private static final Pattern BOOL =
            Pattern.compile("y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON|n|N|no|No|NO|false|False|FALSE|off|Off|OFF");
    private static final Pattern NULL = Pattern.compile("~|null|Null|NULL| *");
    private static final Pattern INT = Pattern.compile("[-+]?(0b[01_]+|0x[0-9a-fA-F_]+|0o?[0-7_]+|0|[1-9][0-9_]*)");
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
    private static final Set<String> YES = Set.of("y", "yes", "true", "on");

    @Override
    protected void addImplicitResolvers() {
        addImplicitResolver(Tag.BOOL, BOOL, "yYnNtTfFoO");
        addImplicitResolver(Tag.INT, INT, "-+0123456789");
        addImplicitResolver(Tag.FLOAT, FLOAT, "-+.0123456789");
        addImplicitResolver(Tag.MERGE, Pattern.compile("<<"), "<");
        addImplicitResolver(Tag.NULL, NULL, "~nN\0");
        addImplicitResolver(Tag.NULL, Pattern.compile(""), null);
    }

    static JsonNode value(ScalarNode scalar) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        String text = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return nodes.nullNode();
        }
        if (tag.equals(Tag.BOOL) && BOOL.matcher(text).matches()) {
            return nodes.booleanNode(YES.contains(text.toLowerCase(Locale.ROOT)));
        }
        if (tag.equals(Tag.INT) && INT.matcher(text).matches()) {
            return number(text.replace("_", ""));
        }
        if (tag.equals(Tag.FLOAT) && FLOAT.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            return number == Math.rint(number) && Math.abs(number) < Long.MAX_VALUE
                    ? nodes.numberNode((long) number)
                    : nodes.numberNode(number);
        }
        return nodes.textNode(text);
    }

    private static JsonNode number(String text) {
        boolean negative = text.startsWith("-");
        String digits = text.replaceFirst("^[-+]", "").toLowerCase(Locale.ROOT);
        int base = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : digits.matches("0.+") ? 8 : 10;
        String plain = digits.replaceFirst("^0[xbo]", "");
        BigInteger number = plain.isEmpty() ? BigInteger.ZERO : new BigInteger(plain, base);
        BigInteger signed = negative ? number.negate() : number;
        return signed.bitLength() < Integer.SIZE
                ? JsonNodeFactory.instance.numberNode(signed.intValue())
                : signed.bitLength() < Long.SIZE
                        ? JsonNodeFactory.instance.numberNode(signed.longValue())
                        : JsonNodeFactory.instance.numberNode(signed.doubleValue());
    }
}
