package dev.proxypool.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an answer says of its failure: {@code {"code": 20404, "message": "…", "more_info": "…", "status": 404}}. Twilio
 * documents status and message as always there, code as optional.
 *
 * @param code Twilio's error code, 0 without one
 * @param message one line of at most 200 characters, the same each time; null without one
 */
record ErrorBody(int code, @Nullable String message) {

    private static final ErrorBody NONE = new ErrorBody(0, null);

    /** Gateways, and Kubernetes, put the HTTP status into a field of that name; Twilio's codes have five digits. */
    private static final int LOWEST_CODE = 10_000;

    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Cntrl}]+");
    private static final Pattern REQUEST_IDS = Pattern.compile(
            "\\bRQ[0-9a-f]{32}\\b|\\b\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}\\b", Pattern.CASE_INSENSITIVE);

    static ErrorBody read(Reading<ObjectNode> body) {
        return switch (body) {
            case Reading.Clear<ObjectNode>(ObjectNode error) ->
                new ErrorBody(code(error.path("code")), message(error.path("message")));
            case Reading.Flawed<ObjectNode> _ -> NONE;
        };
    }

    /** Whether this is how Twilio says no, and not how a gateway in front of it does. */
    boolean isTwilios() {
        return code != 0 || message != null;
    }

    private static int code(JsonNode node) {
        boolean twilios = node.isIntegralNumber() && node.canConvertToInt() && node.intValue() >= LOWEST_CODE;
        return twilios ? node.intValue() : 0;
    }

    private static @Nullable String message(JsonNode node) {
        if (!node.isTextual()) {
            return null;
        }
        String line = BLANKS.matcher(node.textValue()).replaceAll(" ").strip();
        String stable = REQUEST_IDS.matcher(line).replaceAll("…");
        return stable.isEmpty() ? null : shortened(stable);
    }

    private static String shortened(String text) {
        if (text.length() <= LONGEST_MESSAGE) {
            return text;
        }
        int end = LONGEST_MESSAGE - 1;
        // Not between the two halves of a character outside the basic plane.
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
    }
}
