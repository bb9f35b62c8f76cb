package dev.proxypool.crds;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What the definition of its kind has against a manifest, for tests of examples. Rules in CEL are not judged. */
public final class ManifestProblems {

    private ManifestProblems() {}

    public static List<String> of(JsonNode manifest) {
        return new SchemaCheck(Definition.of(manifest).schema())
                .faults(manifest).stream().map(SchemaCheck.Fault::text).toList();
    }
}
