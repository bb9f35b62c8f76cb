package dev.proxypool.simulator;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Parameters of a query string or of a form body. Names are case-sensitive (Twilio: PascalCase), unknown ones are
 * ignored, and of repeated ones the first counts.
 */
record Params(Map<String, String> values) {
    static final Params NONE = new Params(Map.of());

    static Params decode(String encoded) {
        if (encoded.isEmpty()) {
            return NONE;
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            if (!name.isEmpty()) {
                values.putIfAbsent(text(name), text(value));
            }
        }
        return new Params(values);
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** A malformed escape stays as written and fails where its value is checked. */
    static String text(String encoded) {
        try {
            return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return encoded;
        }
    }
}
