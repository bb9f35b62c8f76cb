package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operator is killed before and after every single call to Twilio and every write to Kubernetes, and another one is started: it ends as
 * if nothing had happened, with at most one call more.
 */
class CrashStoriesTest {

    private static final String KS1 = Scenarios.KS1;
    private static final String KS2 = Scenarios.KS2;
    private static final String SC1 = Scenarios.SC1;

    private static final Map<String, Object> PLAIN = Map.of("serviceSid", KS1, "shortCodeSid", SC1);
    private static final Map<String, Object> RESERVED = with(PLAIN, "reserved", true);

    /**
     * What a person does.
     *
     * @param before what is declared, and has come about, before it begins; null if nothing is
     * @param after what is declared then; null is the deletion
     */
    private record Story(String name, Map<String, Object> before, Map<String, Object> after) {
        void tell(Stage stage) {
            if (before == null) {
                stage.apply("promo", after);
            } else if (after == null) {
                stage.delete("promo");
            } else {
                stage.edit("promo", after);
            }
        }

        void awaitEnd(Stage stage) {
            if (after == null) {
                stage.awaitGone("promo");
            } else {
                stage.awaitReady("promo");
            }
        }

        Map<String, Boolean> pool(String service) {
            return after != null && after.get("serviceSid").equals(service)
                    ? Map.of(SC1, after.containsKey("reserved"))
                    : Map.of();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Story> stories() {
        Map<String, Object> strict = with(RESERVED, "adoptionPolicy", "Never");
        Map<String, Object> drained = with(with(PLAIN, "deletionPolicy", "Drain"), "drainPeriod", "1s");
        return Stream.of(
                new Story("an add", null, PLAIN),
                new Story("an add and a reservation", null, RESERVED),
                new Story("an add by one who may adopt nothing", null, strict),
                new Story("a reservation", PLAIN, RESERVED),
                new Story("a release", RESERVED, PLAIN),
                new Story("a move", RESERVED, with(RESERVED, "serviceSid", KS2)),
                new Story("a move of one who may adopt nothing", strict, with(strict, "serviceSid", KS2)),
                new Story("a move that drains", drained, with(drained, "serviceSid", KS2)),
                new Story("a removal", PLAIN, null),
                new Story("a drain and a removal", drained, null));
    }

    @ParameterizedTest
    @MethodSource("stories")
    void itEndsAsIfNothingHadHappened(Story story) {
        Doom.atEveryMomentOf(doom -> told(story, doom));
    }

    private static int told(Story story, Doom doom) {
        try (Stage stage = Stage.embedded()) {
            if (story.before() != null) {
                stage.startOperator();
                stage.apply("promo", story.before());
                stage.awaitReady("promo");
                stage.stopOperator();
            }
            int before = stage.writes().size();
            stage.startMortalOperator(doom);
            doom.comesNearer();
            story.tell(stage);
            if (doom.isNever()) {
                story.awaitEnd(stage);
            } else {
                // Where nothing is declared any more, nobody looks any more either: a run of one call less ends before.
                await("end of the operator")
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> doom.hasCome() || stage.isGone("promo"));
                stage.stopOperator();
                stage.startOperator();
                story.awaitEnd(stage);
            }
            assertThat(stage.pool(KS1)).isEqualTo(story.pool(KS1));
            assertThat(stage.pool(KS2)).isEqualTo(story.pool(KS2));
            return stage.writes().size() - before;
        }
    }

    private static Map<String, Object> with(Map<String, Object> spec, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(spec);
        changed.put(field, value);
        return changed;
    }
}
