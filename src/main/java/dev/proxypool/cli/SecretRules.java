package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What an API server refuses of a Secret. It names no value, which may be a credential. */
final class SecretRules {

    private static final Set<String> FIELDS =
            Set.of("apiVersion", "kind", "metadata", "data", "stringData", "type", "immutable");
    private static final Pattern KEY = Pattern.compile("[-._a-zA-Z0-9]{1,253}");

    private SecretRules() {}

    static List<Fault> faults(JsonNode secret) {
        List<Fault> faults = new ArrayList<>();
        secret.properties().stream()
                .map(Map.Entry::getKey)
                .filter(field -> !FIELDS.contains(field))
                .map(field -> Fault.unknown(field, field, FIELDS))
                .forEach(faults::add);
        faults.addAll(MetadataRules.faults(secret.path("metadata")));
        for (String field : List.of("data", "stringData")) {
            JsonNode entries = secret.path(field);
            if (!entries.isObject() && !entries.isMissingNode() && !entries.isNull()) {
                faults.add(Fault.of(field, "must be a map"));
            }
            entries.properties().forEach(entry -> check(field, entry.getKey(), entry.getValue(), faults));
        }
        return faults;
    }

    private static void check(String field, String key, JsonNode value, List<Fault> faults) {
        String path = Positions.field(field, key);
        if (!KEY.matcher(key).matches()) {
            faults.add(Fault.of(path, "is no valid key: letters, digits, '-', '_' and '.'"));
        }
        if (!value.isTextual() && !value.isNull()) {
            faults.add(Fault.of(path, "must be a text: put it in quotes"));
        } else if (field.equals("data") && value.isTextual() && !isBase64(value.textValue())) {
            faults.add(Fault.of(path, "must be base64; plain text belongs in stringData"));
        }
    }

    private static boolean isBase64(String text) {
        try {
            var _ = Base64.getDecoder().decode(text.replaceAll("[\\r\\n]", ""));
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
