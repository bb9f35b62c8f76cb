package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operator is killed before and after every single call to Twilio and every write to Kubernetes, and another one is started: it ends as
 * if nothing had happened, with at most one call more.
 */
class CrashStoriesTest extends Scenarios {

    private static final Map<String, Object> PLAIN = Map.of("serviceSid", KS1, "shortCodeSid", SC1);
    private static final Map<String, Object> RESERVED = with(PLAIN, "reserved", true);

    /**
     * What a person does.
     *
     * @param before what is declared, and has come about, before it begins; null if nothing is
     * @param after what is declared then; null is the deletion
     */
    private record Story(String name, Map<String, Object> before, Map<String, Object> after) {
        void tell(TestEnvironment environment) {
            if (before == null) {
                environment.apply("promo", after);
            } else if (after == null) {
                environment.delete("promo");
            } else {
                environment.edit("promo", after);
            }
        }

        void awaitEnd(TestEnvironment environment) {
            if (after == null) {
                environment.awaitGone("promo");
            } else {
                environment.awaitReady("promo");
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

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void itEndsAsIfNothingHadHappened(Story story) {
        CrashInjector.atEveryMomentOf(crash -> told(story, crash));
    }

    /** At moments that a die tells, while somebody edits all the time. */
    @Test
    void aHundredDeathsInARow() {
        Random die = new Random(20261127);
        List<String> codes = List.of(SC1, SC2, SC3, SC4);
        Map<String, Map<String, Object>> declared = new HashMap<>();
        int atMost = 0;
        for (String code : codes) {
            declared.put(code, with(PLAIN, "shortCodeSid", code));
            environment.apply(nameOf(code), declared.get(code));
            atMost++;
        }
        for (int death = 0; death < 100; death++) {
            String code = codes.get(die.nextInt(codes.size()));
            Map<String, Object> before = declared.get(code);
            Map<String, Object> after = edited(before, die.nextBoolean());
            declared.put(code, after);
            atMost += after.get("serviceSid").equals(before.get("serviceSid")) ? 1 : 3;
            CrashInjector crash = new CrashInjector(1 + die.nextInt(20));
            crash.reached();
            crash.at(environment, () -> editInTheEnd(nameOf(code), after), () -> false);
        }
        int written = environment.writes().size();

        environment.startOperator();

        codes.forEach(code -> environment.awaitReady(nameOf(code)));
        for (String service : List.of(KS1, KS2)) {
            assertThat(environment.pool(service)).isEqualTo(poolOf(service, declared));
        }
        assertThat(written).as("something was done in between").isGreaterThan(50);
        assertThat(environment.writes()).as("nothing twice").hasSizeLessThanOrEqualTo(atMost);
    }

    /** Refused where the operator has just written a status. */
    private void editInTheEnd(String name, Map<String, Object> spec) {
        await().ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .untilAsserted(() -> environment.edit(name, spec));
    }

    private static Map<String, Object> edited(Map<String, Object> spec, boolean moves) {
        return moves
                ? with(spec, "serviceSid", spec.get("serviceSid").equals(KS1) ? KS2 : KS1)
                : with(spec, "reserved", !isReserved(spec));
    }

    private static boolean isReserved(Map<String, Object> spec) {
        return (boolean) spec.getOrDefault("reserved", false);
    }

    private static String nameOf(String code) {
        return "code-" + code.substring(code.length() - 1);
    }

    private static Map<String, Boolean> poolOf(String service, Map<String, Map<String, Object>> declared) {
        return declared.entrySet().stream()
                .filter(one -> one.getValue().get("serviceSid").equals(service))
                .collect(Collectors.toMap(Map.Entry::getKey, one -> isReserved(one.getValue())));
    }

    private int told(Story story, CrashInjector crash) {
        if (story.before() != null) {
            environment.startOperator();
            environment.apply("promo", story.before());
            environment.awaitReady("promo");
            environment.stopOperator();
        }
        int before = environment.writes().size();
        crash.at(environment, () -> story.tell(environment), () -> environment.isGone("promo"));
        if (!crash.isNever()) {
            environment.startOperator();
        }
        story.awaitEnd(environment);
        assertThat(environment.pool(KS1)).isEqualTo(story.pool(KS1));
        assertThat(environment.pool(KS2)).isEqualTo(story.pool(KS2));
        int writes = environment.writes().size() - before;
        clearTheStage();
        setTheStage();
        return writes;
    }

    private static Map<String, Object> with(Map<String, Object> spec, String field, Object value) {
        Map<String, Object> changed = new HashMap<>(spec);
        changed.put(field, value);
        return changed;
    }
}
