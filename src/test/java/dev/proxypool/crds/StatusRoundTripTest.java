package dev.proxypool.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Java records have every field of a status that the definitions have: what they read they write again. */
class StatusRoundTripTest {

    private static final ObjectMapper JSON = Serialization.jsonMapper();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "valid-account-with-a-status",
                "valid-status-of-a-reported-drift",
                "valid-pool-with-a-status",
                "valid-phone-number-with-a-status",
                "valid-phone-number-pool-with-a-status"
            })
    void aStatusIsWrittenAsItWasRead(String name) throws Exception {
        JsonNode manifest = JSON.readTree(ManifestCase.named(name).after().toString());
        ResourceKind kind = ResourceKind.named(manifest.path("kind").asText()).orElseThrow();

        Object resource = JSON.treeToValue(manifest, kind.type());

        assertThat(JSON.readTree(JSON.writeValueAsString(resource)).get("status"))
                .isEqualTo(manifest.get("status"));
    }
}
