package dev.proxypool.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of log levels makes the operator's own loggers louder or quieter, and does nothing else. */
class LogLevelsTest {

    private final LoggerContext loggers = new LoggerContext();

    @TempDir
    private Path folder;

    private Path file;
    private LogLevels levels;

    @BeforeEach
    void begin() {
        file = folder.resolve("levels");
        levels = new LogLevels(file, loggers);
        loggers.getLogger("dev.proxypool.proxy.http.CallLog");
        loggers.getLogger("io.fabric8.kubernetes");
    }

    @Test
    void aLineSetsALevelAndItsRemovalGivesTheFormerOneBack() throws IOException {
        loggers.getLogger("dev.proxypool").setLevel(Level.WARN);
        write("""
            # Twilio's support asks for request ids
            dev.proxypool.proxy=DEBUG

            dev.proxypool = TRACE
            """);
        assertThat(level("dev.proxypool.proxy.http.CallLog")).isEqualTo(Level.DEBUG);
        assertThat(level("dev.proxypool")).isEqualTo(Level.TRACE);

        write("");

        assertThat(level("dev.proxypool")).isEqualTo(Level.WARN);
        assertThat(level("dev.proxypool.proxy.http.CallLog")).isEqualTo(Level.WARN);
    }

    @Test
    void theFileMayComeLater() throws IOException {
        levels.look();
        write("dev.proxypool.proxy=DEBUG");

        assertThat(level("dev.proxypool.proxy.http.CallLog")).isEqualTo(Level.DEBUG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<included><appender name=\"out\" class=\"ch.qos.logback.core.FileAppender\"/></included>",
                "ROOT=TRACE",
                "io.fabric8.kubernetes=TRACE",
                "io.fabric8.kubernetes.client.http.HttpLoggingInterceptor=TRACE",
                "dev.proxypoolish=TRACE",
                "dev.proxypool.proxy=${TWILIO_AUTH_TOKEN}",
                "dev.proxypool.proxy=ALL",
                "dev.proxypool.proxy=DEBUG,stderr"
            })
    void whatIsNoLevelOfALoggerOfOursChangesNothing(String line) throws IOException {
        write(line);

        assertThat(loggers.getLoggerList())
                .allMatch(logger -> logger.getName().equals("ROOT") || logger.getLevel() == null)
                .allMatch(logger -> !logger.iteratorForAppenders().hasNext());
        assertThat(level("ROOT")).isEqualTo(Level.DEBUG);
    }

    @Test
    void noLoggerIsMade() throws IOException {
        int before = loggers.getLoggerList().size();

        write("dev.proxypool.none=DEBUG");

        assertThat(loggers.getLoggerList()).hasSize(before);
    }

    @Test
    void aFileThatIsTooLargeLeavesTheLevelsAsTheyWere() throws IOException {
        write("dev.proxypool.proxy=DEBUG");

        write("dev.proxypool.proxy=ERROR\n" + "#".repeat(20_000));

        assertThat(level("dev.proxypool.proxy.http.CallLog")).isEqualTo(Level.DEBUG);
    }

    @Test
    void theConfigurationIncludesNoFile() throws IOException {
        try (var in = LogLevelsTest.class.getResourceAsStream("/logback.xml")) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).doesNotContain("file=", "scan=");
        }
    }

    private Level level(String logger) {
        return loggers.getLogger(logger).getEffectiveLevel();
    }

    private void write(String text) throws IOException {
        Files.writeString(file, text);
        levels.look();
    }
}
