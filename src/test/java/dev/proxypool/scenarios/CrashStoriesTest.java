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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operator is killed before and after every single call to Twilio and every write to Kubernetes, and another one is started: it ends as
 * if nothing had happened, with at most one call more.
 */
class CrashStoriesTest extends Scenarios {

    /**
     * What a person does.
     *
     * @param member the SID
     * @param before what is declared, and has come about, before it begins; null if nothing is
     * @param after what is declared then; null is the deletion
     */
    private record Story(String member, Map<String, Object> before, Map<String, Object> after) {
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
                    ? Map.of(member, after.containsKey("reserved"))
                    : Map.of();
        }
    }

    static Stream<Arguments> stories() {
        return Stream.concat(
                Stream.of(
                                "an add",
                                "an add and a reservation",
                                "an add by one who may adopt nothing",
                                "a reservation",
                                "a release",
                                "a move",
                                "a move of one who may adopt nothing",
                                "a move that drains",
                                "a removal",
                                "a drain and a removal")
                        .map(name -> Arguments.of(Telling.SHORT_CODES, name)),
                // Those of which a call or a wait is another one.
                Stream.of("an add and a reservation", "a move that drains", "a drain and a removal")
                        .map(name -> Arguments.of(Telling.NUMBERS, name)));
    }

    private Story story(String name) {
        Map<String, Object> plain = single(KS1, one);
        Map<String, Object> reserved = with(plain, "reserved", true);
        Map<String, Object> strict = with(reserved, "adoptionPolicy", "Never");
        Map<String, Object> drained = with(with(plain, "deletionPolicy", "Drain"), "drainPeriod", "1s");
        return switch (name) {
            case "an add" -> new Story(one, null, plain);
            case "an add and a reservation" -> new Story(one, null, reserved);
            case "an add by one who may adopt nothing" -> new Story(one, null, strict);
            case "a reservation" -> new Story(one, plain, reserved);
            case "a release" -> new Story(one, reserved, plain);
            case "a move" -> new Story(one, reserved, with(reserved, "serviceSid", KS2));
            case "a move of one who may adopt nothing" -> new Story(one, strict, with(strict, "serviceSid", KS2));
            case "a move that drains" -> new Story(one, drained, with(drained, "serviceSid", KS2));
            case "a removal" -> new Story(one, plain, null);
            case "a drain and a removal" -> new Story(one, drained, null);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @ParameterizedTest
    @MethodSource("stories")
    void itEndsAsIfNothingHadHappened(Telling told, String story) {
        telling = told;
        clearTheStage();
        setTheStage();
        CrashInjector.atEveryMomentOf(crash -> told(story(story), crash));
    }

    /** At moments that a die tells, while somebody edits all the time. */
    @ParameterizedTest
    @CsvSource({"SHORT_CODES, 100", "NUMBERS, 20"})
    void aHundredDeathsInARow(Telling told, int deaths) {
        telling = told;
        clearTheStage();
        setTheStage();
        Random die = new Random(20261127);
        List<String> codes = List.of(one, two, three, four);
        Map<String, Map<String, Object>> declared = new HashMap<>();
        int atMost = 0;
        for (String code : codes) {
            declared.put(code, single(KS1, code));
            environment.apply(nameOf(code), declared.get(code));
            atMost++;
        }
        for (int death = 0; death < deaths; death++) {
            String code = codes.get(die.nextInt(codes.size()));
            Map<String, Object> before = declared.get(code);
            Map<String, Object> after = edited(before, die.nextBoolean());
            declared.put(code, after);
            atMost += after.get("serviceSid").equals(before.get("serviceSid")) ? 1 : 3;
            CrashInjector crash = CrashInjector.atAnyCall(1 + die.nextInt(20));
            crash.reached();
            crash.at(environment, () -> editInTheEnd(nameOf(code), after), () -> false);
        }
        int written = environment.writes().size();

        environment.startOperator();

        codes.forEach(code -> environment.awaitReady(nameOf(code)));
        for (String service : List.of(KS1, KS2)) {
            assertThat(environment.pool(service)).isEqualTo(poolOf(service, declared));
        }
        assertThat(written).as("something was done in between").isGreaterThan(deaths / 2);
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
        pollOften();
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
