package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.proxypool.proxy.http.UserAgent;
import java.net.URI;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The line of the log that says which operator runs, where, and for what. */
class StartLineTest {

    @Test
    void itNamesVersionClusterAccountIntervalAndNamespaces() throws Exception {
        assertThat(line(Map.of(
                        "TWILIO_ACCOUNT_SID",
                        "AC00000000000000000000000000000001",
                        "TWILIO_AUTH_TOKEN",
                        "example-token-1",
                        "PROXYPOOL_OBSERVE_INTERVAL",
                        "30s",
                        "PROXYPOOL_WATCH_NAMESPACES",
                        "messaging,billing")))
                .isEqualTo("the operator runs version=%s cluster=https://127.0.0.1:6443".formatted(UserAgent.VERSION)
                        + " account=AC00000000000000000000000000000001 endpoint=https://proxy.twilio.com interval=30s"
                        + " namespaces=billing,messaging");
    }

    @Test
    void itSaysThatThereIsNoDefaultAccountAndThatAllNamespacesAreWatched() throws Exception {
        assertThat(line(Map.of())).contains(" account=none ").endsWith(" interval=1m namespaces=all");
    }

    private static String line(Map<String, String> settings) throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger(RunCommand.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        // A command in the same process may have made all loggers quiet.
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
        try {
            RunCommand.sayThatItRuns(
                    OperatorConfig.read(settings),
                    URI.create("https://127.0.0.1:6443").toURL());
        } finally {
            logger.detachAppender(lines);
            logger.setLevel(null);
        }
        assertThat(lines.list)
                .singleElement()
                .extracting(ILoggingEvent::getLevel)
                .isEqualTo(Level.INFO);
        ILoggingEvent line = lines.list.getFirst();
        return line.getMessage() + " "
                + line.getKeyValuePairs().stream()
                        .map(pair -> pair.key + "=" + pair.value)
                        .collect(Collectors.joining(" "));
    }
}
