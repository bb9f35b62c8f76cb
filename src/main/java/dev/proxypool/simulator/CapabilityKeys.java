package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How answers name the capabilities of a number: Twilio's sources disagree. */
public enum CapabilityKeys {
    /** As in the state file, where {@code sms_inbound} and the like are usual: so in Twilio's recorded answers. */
    DIRECTIONAL,

    /** {@code fax}, {@code mms}, {@code sms} and {@code voice}, as in the schema of Twilio's OpenAPI document. */
    PLAIN,

    /** {@code capabilities} is null, which the document allows. */
    NONE;

    private static final List<String> OF_THE_SCHEMA = List.of("fax", "mms", "sms", "voice");

    /** The word in the state file. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static CapabilityKeys ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    static List<String> words() {
        return Arrays.stream(values()).map(CapabilityKeys::word).toList();
    }

    void write(Map<String, Boolean> capabilities, ObjectNode body) {
        switch (this) {
            case DIRECTIONAL -> capabilities.forEach(body.putObject("capabilities")::put);
            case PLAIN -> {
                ObjectNode plain = body.putObject("capabilities");
                OF_THE_SCHEMA.forEach(way -> plain.put(way, isThere(way, capabilities)));
            }
            case NONE -> body.putNull("capabilities");
        }
    }

    private static boolean isThere(String way, Map<String, Boolean> capabilities) {
        return capabilities.entrySet().stream()
                .anyMatch(entry -> entry.getValue()
                        && (entry.getKey().equals(way) || entry.getKey().startsWith(way + "_")));
    }
}
