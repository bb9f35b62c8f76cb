package dev.proxypool.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.proxypool.cli.ManifestText.Document;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The credentials of an account in a folder of manifests. */
final class SecretManifest {

    private SecretManifest() {}

    /** What is written as plain text is kept as an API server keeps it, in base64. */
    static Secret of(Document document) throws JsonProcessingException {
        Secret secret = Serialization.jsonMapper().treeToValue(document.content(), Secret.class);
        Map<String, String> data = new HashMap<>(Objects.requireNonNullElse(secret.getData(), Map.of()));
        Objects.requireNonNullElse(secret.getStringData(), Map.<String, String>of())
                .forEach((key, plain) ->
                        data.put(key, Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8))));
        return new SecretBuilder(secret).withStringData(null).withData(data).build();
    }
}
