package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_NUMBER;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.NUMBERS;
import static dev.proxypool.simulator.Example.POOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Twilio's OpenAPI document and the answers: the same names and forms. */
class OpenApiTest {
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

    @ParameterizedTest
    @ValueSource(strings = {"directional", "plain", "none"})
    void aPhoneNumberHasThePropertiesOfItsSchema(String capabilities) {
        simulator.behave("capabilities: " + capabilities);

        assertMatches(client.post(NUMBERS, "Sid=" + FREE_NUMBER).body(), "proxy.v1.service.phone_number");
    }

    @Test
    void aServiceHasThePropertiesOfItsSchema() {
        assertMatches(client.get("/v1/Services/" + MESSAGING).body(), "proxy.v1.service");
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationOfTheDocumentIsThere(String method, String path) {
        String here = path.replace("{ServiceSid}", MESSAGING).replace("/Services/{Sid}", "/Services/" + MESSAGING);

        String sid = path.contains("PhoneNumbers") ? FREE_NUMBER : FREE;
        int status = client.method(method, here.replace("{Sid}", sid), "").status();

        assertThat(status).isNotEqualTo(405);
    }

    static Stream<Arguments> operations() {
        return TwilioDocument.OF_2_3_3
                .operations()
                .filter(operation -> operation
                        .path()
                        .matches("/v1/Services(/\\{Sid}|/\\{ServiceSid}/(ShortCodes|PhoneNumbers)(/\\{Sid})?)?"))
                .map(operation -> Arguments.of(operation.method().toUpperCase(Locale.ROOT), operation.path()));
    }

    private static void assertMatches(JsonNode body, String schema) {
        JsonNode properties = TwilioDocument.OF_2_3_3.schema(schema).path("properties");
        assertThat(TwilioDocument.names(body)).containsExactlyInAnyOrderElementsOf(TwilioDocument.names(properties));
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
}
