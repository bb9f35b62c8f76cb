package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documented example state is what the try-out mode starts with: the example manifests must come true against it. */
class ExampleTest {
    private static final Path MANIFESTS = Path.of("src/main/resources/examples/manifests");

    static List<JsonNode> manifests() throws IOException {
        try (Stream<Path> files = Files.list(MANIFESTS).sorted()) {
            return files.map(ExampleTest::yaml).toList();
        }
    }

    static List<JsonNode> ofShortCodes() throws IOException {
        return manifests().stream()
                .filter(manifest -> manifest.path("kind").asText().equals("ProxyShortCode"))
                .toList();
    }

    @Test
    void itHasSixCodesAndOneOfThemIsInAPool() {
        SimulatorState.Account account = Example.state().accounts().getFirst();

        assertThat(account.shortCodes())
                .extracting(SimulatorState.ShortCode::shortCode)
                .containsExactly("12345", "23456", "34567", "45678", "56789", "67890");
        assertThat(account.services())
                .flatExtracting(SimulatorState.Service::shortCodes)
                .extracting(SimulatorState.Member::sid)
                .containsExactly(Example.POOLED);
    }

    @Test
    void itIsLetInByTokenAndByKeyAndToEachAccountItsOwn() {
        try (Simulator simulator = Example.start(Example.state())) {
            Client client = Example.client(simulator);

            assertThat(client.get(Example.POOL).status()).isEqualTo(200);
            assertThat(client.as("SK00000000000000000000000000000001", "example-secret-1")
                            .get(Example.POOL)
                            .status())
                    .isEqualTo(200);
            assertThat(client.as("AC00000000000000000000000000000002", "example-token-2")
                            .get(Example.POOL)
                            .status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("ofShortCodes")
    void whatAManifestAsksForCanBeHad(JsonNode manifest) {
        String code = manifest.at("/spec/shortCodeSid").asText();
        String pool = "/v1/Services/" + manifest.at("/spec/serviceSid").asText() + "/ShortCodes";
        try (Simulator simulator = Example.start(Example.state())) {
            Client client = Example.client(simulator);

            assertThat(client.post(pool, "Sid=" + code).status()).isEqualTo(201);
            assertThat(client.post(pool + "/" + code, "IsReserved=true").status())
                    .isEqualTo(200);
            assertThat(client.delete(pool + "/" + code).status()).isEqualTo(204);
        }
    }

    /** One in the pool already stays there. */
    @Test
    void thePhoneNumbersOfTheManifestsCanBeHad() throws IOException {
        try (Simulator simulator = Example.start(Example.state())) {
            Client client = Example.client(simulator);

            assertThat(manifests())
                    .filteredOn(manifest -> manifest.path("kind").asText().startsWith("ProxyPhoneNumber"))
                    .isNotEmpty()
                    .allSatisfy(manifest -> {
                        JsonNode spec = manifest.get("spec");
                        String pool = "/v1/Services/" + spec.get("serviceSid").asText() + "/PhoneNumbers";
                        assertThat(numbers(spec))
                                .isNotEmpty()
                                .allSatisfy(number -> assertThat(client.post(
                                                        pool, "IsReserved=true&PhoneNumber=%2B" + number.substring(1))
                                                .status())
                                        .isEqualTo(number.equals("+14155550103") ? 400 : 201));
                    });
        }
    }

    private static List<String> numbers(JsonNode spec) {
        return spec.has("phoneNumber")
                ? List.of(spec.get("phoneNumber").asText())
                : spec.path("phoneNumbers").findValuesAsText("number");
    }

    private static JsonNode yaml(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
