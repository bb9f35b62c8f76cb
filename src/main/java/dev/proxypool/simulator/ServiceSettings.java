package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of a Service, under Twilio's parameter names. Pools do not depend on them; clients show them. */
record ServiceSettings(Map<String, String> values) {
    private static final int LONGEST_NAME = 191;
    private static final List<String> URLS = List.of("CallbackUrl", "InterceptCallbackUrl", "OutOfSessionCallbackUrl");
    private static final Map<String, List<String>> WORDS = Map.of(
            "GeoMatchLevel", List.of("area-code", "overlay", "radius", "country"),
            "NumberSelectionBehavior", List.of("avoid-sticky", "prefer-sticky"));

    ServiceSettings {
        values = Map.copyOf(values);
    }

    static ServiceSettings named(String uniqueName) {
        return new ServiceSettings(Map.of(
                "UniqueName", uniqueName,
                "DefaultTtl", "0",
                "GeoMatchLevel", "country",
                "NumberSelectionBehavior", "prefer-sticky"));
    }

    /** The refusal if a parameter is invalid. */
    static Optional<Response> refusal(Params form) {
        Optional<String> name = form.get("UniqueName");
        if (name.isPresent() && (name.get().isBlank() || name.get().length() > LONGEST_NAME)) {
            return Optional.of(Errors.invalid("UniqueName", "It must have 1 to 191 characters"));
        }
        if (form.get("DefaultTtl").filter(ttl -> !ttl.matches("[0-9]{1,9}")).isPresent()) {
            return Optional.of(Errors.invalid("DefaultTtl", "It must be a whole number"));
        }
        if (form.get("ChatInstanceSid")
                .filter(sid -> !SidKind.CHAT_INSTANCE.matches(sid))
                .isPresent()) {
            return Optional.of(Errors.invalid("ChatInstanceSid", "It must match " + SidKind.CHAT_INSTANCE.form()));
        }
        return WORDS.entrySet().stream()
                .filter(word -> form.get(word.getKey())
                        .filter(value -> !word.getValue().contains(value))
                        .isPresent())
                .map(word -> Errors.invalid(word.getKey(), "It must be one of " + String.join(", ", word.getValue())))
                .findFirst();
    }

    ServiceSettings with(Params form, Behaviour behaviour) {
        Map<String, String> merged = new LinkedHashMap<>(values);
        for (String name :
                List.of("UniqueName", "DefaultTtl", "ChatInstanceSid", "GeoMatchLevel", "NumberSelectionBehavior")) {
            form.get(name).ifPresent(value -> merged.put(name, value));
        }
        for (String name : URLS) {
            Optional<String> url = form.get(name);
            if (url.isPresent() && !url.get().isEmpty()) {
                merged.put(name, url.get());
            } else if (url.isPresent() && behaviour.numbers().emptyUrlClears()) {
                merged.remove(name);
            }
        }
        return new ServiceSettings(merged);
    }

    String uniqueName() {
        return values.getOrDefault("UniqueName", "");
    }

    void writeTo(ObjectNode body) {
        body.put("unique_name", uniqueName());
        body.put("chat_instance_sid", values.get("ChatInstanceSid"));
        body.put("default_ttl", Integer.parseInt(values.getOrDefault("DefaultTtl", "0")));
        body.put("callback_url", values.get("CallbackUrl"));
        body.put("geo_match_level", values.get("GeoMatchLevel"));
        body.put("number_selection_behavior", values.get("NumberSelectionBehavior"));
        body.put("intercept_callback_url", values.get("InterceptCallbackUrl"));
        body.put("out_of_session_callback_url", values.get("OutOfSessionCallbackUrl"));
    }
}
