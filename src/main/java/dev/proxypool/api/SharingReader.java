package dev.proxypool.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.Audience;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads what a {@link ProxyAccount} permits to other namespaces. An invalid field permits nothing. */
final class SharingReader {

    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    private static final String ALLOWED = "allowedNamespaces";

    private SharingReader() {}

    static Sharing read(SpecReader spec) {
        SpecReader allowed = spec.within(ALLOWED);
        Set<String> names = allowed.has("names") ? names(spec, allowed) : Set.of();
        Map<String, String> labels = allowed.has("selector") ? labels(spec, allowed) : Map.of();
        allowed.problems().forEach(problem -> spec.note(ALLOWED, "." + problem));
        return new Sharing(Audience.of(names, labels), spec.has("services") ? services(spec) : Set.of());
    }

    private static Set<String> names(SpecReader spec, SpecReader allowed) {
        Set<String> names = new HashSet<>();
        for (JsonNode entry : allowed.list("names")) {
            String name = entry.isTextual() ? entry.textValue() : "";
            if (name.equals(Audience.ANY)
                    || name.length() <= 63 && NAMESPACE.matcher(name).matches()) {
                names.add(name);
            } else {
                spec.note(ALLOWED, ".names must be names of namespaces, or '*' for all");
            }
        }
        return names;
    }

    /** Supports only equal labels: a selector that this version does not understand must not admit all namespaces. */
    private static Map<String, String> labels(SpecReader spec, SpecReader allowed) {
        Map<String, String> labels = new LinkedHashMap<>();
        allowed.within("selector").within("matchLabels").entries().forEach((key, value) -> {
            if (value.isTextual()) {
                labels.put(key, value.textValue());
            }
        });
        if (labels.isEmpty()) {
            spec.note(ALLOWED, ".selector must have matchLabels with at least one label");
        }
        return labels;
    }

    private static Set<Sid.Service> services(SpecReader spec) {
        Set<Sid.Service> services = new HashSet<>();
        for (JsonNode entry : spec.list("services")) {
            Sid.Service.parse(entry.textValue())
                    .ifPresentOrElse(
                            services::add,
                            () -> spec.note(
                                    "services", "must be SIDs of Services: KS followed by 32 hexadecimal digits"));
        }
        if (services.isEmpty()) {
            spec.note("services", "must name at least one Service; remove the field to allow all Services");
        }
        return services;
    }
}
