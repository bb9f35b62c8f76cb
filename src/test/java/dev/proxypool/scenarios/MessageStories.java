package dev.proxypool.scenarios;

import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** What the stories about events and log lines have in common: they read them. */
abstract class MessageStories extends PoolStories {

    final Lines log = new Lines();

    static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            all.add(line);
        }

        List<String> at(Level level) {
            return all.stream()
                    .filter(line -> line.getLevel() == level)
                    .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs())
                    .toList();
        }
    }

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @BeforeEach
    void readTheLog() {
        log.start();
        // A command in the same process may have made all loggers quiet.
        ours().setLevel(Level.INFO);
        ours().addAppender(log);
    }

    @AfterEach
    void closeTheLog() {
        ours().detachAppender(log);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("dev.proxypool");
    }

    /** Of the one event about the object with that reason. */
    final String message(String name, String reason) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> events(name, reason), found -> !found.isEmpty())
                .getFirst()
                .getMessage();
    }

    final int count(String name, String reason) {
        return events(name, reason).stream().mapToInt(Event::getCount).sum();
    }

    private List<Event> events(String name, String reason) {
        return environment.client().v1().events().inNamespace(environment.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .filter(event -> event.getReason().equals(reason))
                .toList();
    }
}
