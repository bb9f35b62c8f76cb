package dev.proxypool.proxy.http;

import dev.proxypool.domain.PlainText;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of its failure: {@code {"code": 20404, "message": "…", "more_info": "…", "status": 404}}. Twilio
 * documents status and message as always present, code as optional.
 *
 * @param code Twilio's error code; 0 if absent
 * @param message one line of at most 200 characters, stable from one attempt to the next; null if absent
 */
record ErrorBody(int code, @Nullable String message) {

    private static final ErrorBody NONE = new ErrorBody(0, null);

    private static final Cursor.KnownFields FIELDS = Cursor.KnownFields.of("code", "message");

    /** Gateways, and Kubernetes, put the HTTP status into a field of that name; Twilio's codes have five digits. */
    private static final int LOWEST_CODE = 10_000;

    /** Longer messages are not Twilio's, and are not read. */
    private static final int LONGEST_READ = 4_096;

    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern REQUEST_IDS = Pattern.compile(
            "\\bRQ[0-9a-f]{32}\\b|\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b", Pattern.CASE_INSENSITIVE);

    static ErrorBody read(Parsed<Body> body) {
        return switch (body.then(error -> error.read(ErrorBody::read))) {
            case Parsed.Success<ErrorBody>(ErrorBody said) -> said;
            case Parsed.Malformed<ErrorBody> _ -> NONE;
        };
    }

    private static Parsed<ErrorBody> read(Cursor json) throws IOException {
        ErrorFields fields = new ErrorFields(json);
        json.object(FIELDS, fields);
        return new Parsed.Success<>(new ErrorBody(fields.code, fields.message));
    }

    /** Whether Twilio itself refused, and not a gateway in front of it. */
    boolean isTwilios() {
        return code != 0 || message != null;
    }

    /** The fields of an error, as they are read. */
    private static final class ErrorFields implements Cursor.Field {
        private final Cursor json;
        private int code;
        private @Nullable String message;

        ErrorFields(Cursor json) {
            this.json = json;
        }

        @Override
        public void at(String name) throws IOException {
            if (name.equals("code")) {
                int number = json.number();
                code = number >= LOWEST_CODE ? number : 0;
            } else {
                String text = json.text(LONGEST_READ);
                message = text == null ? null : message(text);
            }
        }
    }

    private static @Nullable String message(String text) {
        String line = BLANKS.matcher(text).replaceAll(" ").strip();
        String stable = REQUEST_IDS.matcher(line).replaceAll("…");
        return stable.isEmpty() ? null : PlainText.cut(stable, LONGEST_MESSAGE);
    }
}
