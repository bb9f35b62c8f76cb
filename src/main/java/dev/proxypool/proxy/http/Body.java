package dev.proxypool.proxy.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.function.UnaryOperator;

/**
 * The body of one answer, not read yet. It is read once from start to end; fields that are not needed are skipped and
 * kept nowhere, so the cost of an answer is its own size plus what is made of it.
 */
final class Body {

    /** Twilio's answers are three levels deep. */
    private static final int DEEPEST = 32;

    private static final int LONGEST_NAME = 1_000;

    /** Names are not canonicalized: all answers share the table of names, and a server could fill it. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .build();

    /** Parses the object that is the whole body. */
    @FunctionalInterface
    interface BodyParser<T> {
        Parsed<T> read(Cursor json) throws IOException;
    }

    private final byte[] json;
    private final UnaryOperator<String> conceal;

    /** @param conceal removes our secrets from a text, in case the server repeats them */
    Body(byte[] json, UnaryOperator<String> conceal) {
        this.json = json;
        this.conceal = conceal;
    }

    /** In bytes. */
    int size() {
        return json.length;
    }

    <T> Parsed<T> read(BodyParser<T> reader) {
        try (JsonParser parser = JSON.createParser(json)) {
            JsonToken first = parser.nextToken();
            if (first != JsonToken.START_OBJECT) {
                return new Parsed.Malformed<>(
                        first == null ? "the answer is empty" : "the answer is not a JSON object");
            }
            Cursor cursor = new Cursor(parser, conceal);
            Parsed<T> read = reader.read(cursor);
            if (parser.nextToken() != null) {
                return broken();
            }
            return cursor.sawAFieldTwice() ? new Parsed.Malformed<>("the answer has a field twice") : read;
        } catch (StreamConstraintsException e) {
            return new Parsed.Malformed<>("the answer is nested too deeply, or a name in it is too long");
        } catch (IOException e) {
            // The exception quotes the text and its position; neither helps, and both vary.
            return broken();
        }
    }

    private static <T> Parsed<T> broken() {
        return new Parsed.Malformed<>("the answer is not JSON, or not all of it");
    }
}
