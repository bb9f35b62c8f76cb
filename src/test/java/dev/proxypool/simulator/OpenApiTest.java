package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twilio's OpenAPI document of release 2.3.3, the last with short codes, and the answers: the same names and forms. */
class OpenApiTest {
    private static final JsonNode DOCUMENT = document();

    private final Simulator simulator = Example.start(Example.state());
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aShortCodeHasThePropertiesOfItsSchema() {
        assertMatches(client.post(POOL, "Sid=" + FREE).body(), "proxy.v1.service.short_code");
    }

    @Test
    void aServiceHasThePropertiesOfItsSchema() {
        assertMatches(client.get("/v1/Services/" + MESSAGING).body(), "proxy.v1.service");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationOfTheDocumentIsThere(String method, String path) {
        String here = path.replace("{ServiceSid}", MESSAGING).replace("/Services/{Sid}", "/Services/" + MESSAGING);

        int status = client.method(method, here.replace("{Sid}", FREE), "").status();

        assertThat(status).isNotEqualTo(405);
    }

    static Stream<String[]> operations() {
        return DOCUMENT.path("paths").properties().stream()
                .filter(path -> path.getKey().matches("/v1/Services(/\\{Sid}|/\\{ServiceSid}/ShortCodes(/\\{Sid})?)?"))
                .flatMap(path -> path.getValue().properties().stream()
                        .map(Map.Entry::getKey)
                        .filter(key -> key.matches("get|post|delete"))
                        .map(method -> new String[] {method.toUpperCase(Locale.ROOT), path.getKey()}));
    }

    private static void assertMatches(JsonNode body, String schema) {
        JsonNode properties = DOCUMENT.at("/components/schemas").path(schema).path("properties");
        assertThat(names(body))
                .containsExactlyInAnyOrderElementsOf(names(properties).toList());
        properties.properties().forEach(property -> {
            JsonNode value = body.path(property.getKey());
            String pattern = property.getValue().path("pattern").asText(".*");
            boolean nullable = property.getValue().path("nullable").booleanValue();
            assertThat(
                            value.isNull()
                                    ? nullable
                                    : value.isContainerNode() || value.asText().matches(pattern))
                    .as("%s = %s", property.getKey(), value)
                    .isTrue();
        });
    }

    private static Stream<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey);
    }

    private static JsonNode document() {
        try (var in =
                Objects.requireNonNull(OpenApiTest.class.getResourceAsStream("/contract/twilio_proxy_v1-2.3.3.json"))) {
            return Json.MAPPER.readTree(in);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
