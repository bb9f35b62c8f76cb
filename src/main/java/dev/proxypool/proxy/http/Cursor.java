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
 * A place in a {@link Body}, which only moves on. A value is looked at where it stands; what nobody looks into is passed
 * over. Every text that leaves is bounded, plain and without our secrets.
 */
final class Cursor {

    /** Looks at the value of a field, at which the cursor stands. */
    @FunctionalInterface
    interface Field {
        void at(String name) throws IOException;
    }

    /** The fields of an object that are looked at, each with a bit of its own. */
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

    /** Looks at one entry of an array, at which the cursor stands. */
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

    /** Whether a known field was there twice: which of them counts would be the parser's choice. */
    boolean sawAFieldTwice() {
        return sawAFieldTwice;
    }

    /** Goes through the known fields of an object; through none if this is no object. */
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

    /** The same of all fields, whatever their names. */
    void eachField(Field field) throws IOException {
        if (!isObject()) {
            return;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            field.at(name);
            // What was looked into is at its end by now, and nothing is left to pass over.
            parser.skipChildren();
        }
    }

    /** Goes through the entries of an array; through none if this is no array. */
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

    /** Null if this is neither true nor false. */
    @Nullable
    Boolean truth() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    /** 0 if this is no whole number that an int holds. */
    int number() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getNumberType() == JsonParser.NumberType.INT
                ? parser.getIntValue()
                : 0;
    }

    /** Null if this is no text, or longer than that. */
    @Nullable
    String text(int longest) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING || parser.getTextLength() > longest) {
            return null;
        }
        return plain(parser.getText());
    }

    /** Of what a server calls things itself. */
    String plain(String text) {
        String concealed = conceal.apply(text);
        String plain = PlainText.line(concealed);
        // Once more, for what only a plain text shows.
        return plain.equals(concealed) ? plain : conceal.apply(plain);
    }
}
