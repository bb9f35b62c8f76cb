package dev.proxypool.proxy.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.proxypool.domain.PlainText;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A position in a {@link Body}, which only moves forward. A value is read where it stands; values that no reader uses
 * are skipped. Every text that it returns is bounded, plain and without our secrets.
 */
final class Cursor {

    /** Reads the value of a field, at the cursor. */
    @FunctionalInterface
    interface Field {
        void at(String name) throws IOException;
    }

    /** The fields of an object that are read, each with its own bit. */
    record KnownFields(Map<String, Long> bits) {

        /** At most 64. */
        static KnownFields of(String... names) {
            Map<String, Long> bits = new HashMap<>();
            for (String name : names) {
                bits.put(name, 1L << bits.size());
            }
            return new KnownFields(Map.copyOf(bits));
        }
    }

    /** Reads one entry of an array, at the cursor. */
    @FunctionalInterface
    interface Entry {
        void here() throws IOException;
    }

    private final JsonParser parser;
    private final UnaryOperator<String> conceal;
    private boolean sawAFieldTwice;

    Cursor(JsonParser parser, UnaryOperator<String> conceal) {
        this.parser = parser;
        this.conceal = conceal;
    }

    /** Whether a known field occurred twice: it would be the parser's choice which of them counts. */
    boolean sawAFieldTwice() {
        return sawAFieldTwice;
    }

    /** Visits the known fields of an object; none if the value is not an object. */
    void object(KnownFields known, Field field) throws IOException {
        long[] seen = {0};
        eachField(name -> {
            long bit = known.bits().getOrDefault(name, 0L);
            if (bit != 0) {
                sawAFieldTwice |= (seen[0] & bit) != 0;
                seen[0] |= bit;
                field.at(name);
            }
        });
    }

    /** The same for all fields, known or not. */
    void eachField(Field field) throws IOException {
        if (!isObject()) {
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            field.at(name);
            // A value that was read is at its end by now, so nothing is skipped.
            parser.skipChildren();
        }
    }

    /** Visits the entries of an array; none if the value is not an array. */
    void array(Entry entry) throws IOException {
        if (!isArray()) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            entry.here();
            parser.skipChildren();
        }
    }

    boolean isObject() {
        return parser.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isArray() {
        return parser.currentToken() == JsonToken.START_ARRAY;
    }

    boolean isNull() {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    /** Null if the value is neither true nor false. */
    @Nullable
    Boolean truth() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** 0 if the value is not a whole number that fits into an int. */
    int number() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT
                ? parser.getIntValue()
                : 0;
    }

    /** Null if the value is not a number of things: a whole number from 0 that fits into an int. */
    @Nullable
    Integer count() throws IOException {
        boolean whole = parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                && parser.getNumberType() == JsonParser.NumberType.INT;
        return whole && parser.getIntValue() >= 0 ? parser.getIntValue() : null;
    }

    /** Null if the value is not a text, or is longer than that. */
    @Nullable
    String text(int longest) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() > longest) {
            return null;
        }
        return plain(parser.getText());
    }

    /** A name that the server chose, made plain and without our secrets. */
    String plain(String text) {
        String concealed = conceal.apply(text);
        String plain = PlainText.line(concealed);
        // Conceal again: a secret may only appear once the text is plain.
        return plain.equals(concealed) ? plain : conceal.apply(plain);
    }
}
