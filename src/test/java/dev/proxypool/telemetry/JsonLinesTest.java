package dev.proxypool.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final LoggerContext context = new LoggerContext();
    private final JsonLines lines = new JsonLines();

    @Test
    void keyValuesAreFieldsAndTheTimeIsADate() throws Exception {
        JsonNode line = line("Asked Twilio", null, new KeyValuePair("requestId", "RQ1"), new KeyValuePair("ms", 40));

        assertThat(line.path("time").textValue()).isEqualTo("1970-01-01T00:00:00.007Z");
        assertThat(line.path("level").textValue()).isEqualTo("INFO");
        assertThat(line.path("loggerName").textValue()).isEqualTo("dev.proxypool.Some");
        assertThat(line.path("formattedMessage").textValue()).isEqualTo("Asked Twilio");
        assertThat(line.path("requestId").textValue()).isEqualTo("RQ1");
        assertThat(line.path("ms").asInt()).isEqualTo(40);
    }

    @Test
    void aLineStaysALineWhateverIsToldInIt() throws Exception {
        String awkward = "a \"quote\", a\nline and a \\ and a \u2028 and a \u0001";

        JsonNode line = line(awkward, null, new KeyValuePair("name", awkward), new KeyValuePair("none", null));

        assertThat(line.path("formattedMessage").textValue()).isEqualTo(awkward);
        assertThat(line.path("name").textValue()).isEqualTo(awkward);
        assertThat(line.path("none").textValue()).isEqualTo("null");
    }

    @Test
    void anExceptionComesWithItsStack() throws Exception {
        JsonNode line = line("a look failed", new IllegalStateException("broken"));

        assertThat(line.path("throwable").path("message").textValue()).isEqualTo("broken");
        assertThat(line.path("throwable").path("stepArray")).isNotEmpty();
    }

    private JsonNode line(String message, @Nullable Throwable thrown, KeyValuePair... pairs)
            throws JsonProcessingException {
        var event = new LoggingEvent(
                "x", context.getLogger("dev.proxypool.Some"), Level.INFO, message, thrown, new Object[0]);
        event.setTimeStamp(7);
        Arrays.stream(pairs).forEach(event::addKeyValuePair);
        String text = new String(lines.encode(event), StandardCharsets.UTF_8);
        assertThat(text.strip()).doesNotContain("\n");
        return JSON.readTree(text);
    }
}
