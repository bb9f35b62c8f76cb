package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.PoolResource;
import dev.proxypool.simulator.LoggedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Pools at their limits, and refusals that a retry cannot fix: how much is asked of Twilio, and what is said. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class CapacityScenarios extends PoolStories {

    private static final Duration SOON = Duration.ofSeconds(20);

    @Test
    void aLegalPoolFillsUpThoughItsUnreservedCodesAreListedFirst() {
        environment.poolLimits(20, 60);
        environment.startOperator();

        create(Map.of(), both(codes(0, 20, false), codes(20, 80, true)));

        awaitPool(Duration.ofSeconds(60), PoolStories::isReady);
        assertThat(environment.pool(KS1).values().stream().filter(reserved -> reserved))
                .hasSize(60);
        assertThat(environment.pool(KS1)).hasSize(80);
        assertThat(refused()).as("no call was refused").isEmpty();
    }

    @Test
    void aReservedAndAnUnreservedCodeChangePlacesAtBothLimits() {
        environment.poolLimits(2, 2);
        environment.startOperator();
        apply(Map.of(), code(one, false), code(two, false), code(three, true), code(four, true));
        awaitReady();

        edit(Map.of(), code(one, true), code(two, true), code(three, false), code(four, false));

        awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true, two, true, three, false, four, false));
        assertThat(refused()).as("no call was refused").isEmpty();
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .as("one code makes room for all others")
                .hasSize(1);
    }

    @Test
    void aSwapAtOneLimitRemovesNothing() {
        environment.poolLimits(2, 3);
        environment.startOperator();
        apply(Map.of(), code(one, false), code(two, false), code(three, true));
        awaitReady();

        edit(Map.of(), code(one, false), code(two, true), code(three, false));

        awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, true, three, false));
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .isEmpty();
    }

    @Test
    void refusedCodesAreNotAskedForAgainAndAgainAndKeepNoOtherFromItsTurn() {
        environment.observeEvery(Duration.ofMinutes(1));
        environment.startOperator();
        List<Map<String, Object>> codes = new ArrayList<>(unknown(120));
        codes.add(code(one, true));

        create(Map.of(), codes);

        PoolResource<?> pool = awaitPool(
                Duration.ofSeconds(60),
                there -> isReason(there, telling.notFound())
                        && there.getStatus().problemCount() == 120
                        && environment.pool(KS1).equals(Map.of(one, true)));
        assertThat(ready(pool).message())
                .startsWith("120 %s, for example ".formatted(telling.kind().nouns()));
        assertThat(adds(KS1)).as("each was asked for once").hasSize(121);
        environment.apply("other", single(KS1, two));
        environment.awaitReady("other");
        assertThat(adds(KS1)).hasSize(122);
    }

    @Test
    void aFullPoolIsOneFactForAllThatWaitForIt() {
        environment.poolLimits(3, 10);
        environment.startOperator();
        IntStream.range(0, 12).forEach(i -> environment.apply("code-" + i, single(KS1, telling.many(i))));

        await().atMost(SOON).until(() -> environment.pool(KS1).size() == 3 && waiting() == 9);
        environment.simulator().clearRequests();
        await().during(environment.interval().multipliedBy(4))
                .atMost(SOON)
                .until(() -> adds(KS1).isEmpty());

        environment.simulator().remove(KS1, environment.pool(KS1).firstKey());

        await().atMost(SOON).until(() -> environment.pool(KS1).size() == 3);
        assertThat(refused()).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void whereTwilioSeesLessRoomOneCallForEachBackoffAsksAgain() {
        environment.simulator().poolLimits(3, 10);
        environment.observeEvery(Duration.ofSeconds(5));
        environment.startOperator();
        IntStream.range(0, 12).forEach(i -> environment.apply("code-" + i, single(KS1, telling.many(i))));
        await().atMost(SOON).until(() -> environment.pool(KS1).size() == 3 && waiting() == 9);
        int sofar = refused().size();
        assertThat(sofar).as("at most those that were under way at once").isLessThanOrEqualTo(8);

        await().during(Duration.ofSeconds(4)).atMost(SOON).until(() -> refused().size() <= sofar + 5);

        environment.simulator().poolLimits(20, 20);
        await().atMost(Duration.ofSeconds(60)).until(() -> environment.pool(KS1).size() == 12);
    }

    @Test
    void aPoolThatDeclaresMoreThanAServiceHoldsSaysSoAtOnceAndAddsWhatFits() {
        environment.poolLimits(3, 10);
        environment.startOperator();

        create(Map.of(), both(codes(0, 5, false), codes(5, 6, true)));

        PoolResource<?> pool = awaitPool(SOON, there -> isReason(there, "PoolFull"));
        assertThat(ready(pool).message()).contains("5 unreserved").contains("at most 3");
        await().atMost(SOON).until(() -> environment.pool(KS1).size() == 4);
        assertThat(refused()).isEmpty();
    }

    @Test
    void ofManyCodesInUseAFewAreProbed() {
        environment.startOperator();
        create(Map.of(), codes(0, 40, false));
        awaitPool(Duration.ofSeconds(60), PoolStories::isReady);
        IntStream.range(0, 40).forEach(i -> environment.simulator().put(KS1, telling.many(i), false, true));
        environment.simulator().clearRequests();

        pool().delete();

        awaitPool(SOON, there -> isReason(there, "InUse"));
        await().atMost(SOON).until(() -> environment.pool(KS1).values().stream().allMatch(reserved -> reserved));
        assertThat(environment.writes().stream().filter(call -> call.method().equals("DELETE")))
                .as("of 40 codes")
                .hasSizeLessThanOrEqualTo(8);
        IntStream.range(0, 40).forEach(i -> environment.simulator().put(KS1, telling.many(i), true, false));
        await().atMost(Duration.ofSeconds(60)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).isEmpty();
    }

    private List<Map<String, Object>> codes(int from, int to, boolean reserved) {
        return IntStream.range(from, to)
                .mapToObj(i -> code(telling.many(i), reserved))
                .toList();
    }

    private static List<Map<String, Object>> both(List<Map<String, Object>> some, List<Map<String, Object>> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }

    private List<Map<String, Object>> unknown(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> code(telling.sid(900_000 + i), false))
                .toList();
    }

    private long waiting() {
        return environment
                .client()
                .resources(telling.single())
                .inNamespace(environment.namespace())
                .list()
                .getItems()
                .stream()
                .filter(there -> condition(there, "Ready").reason().equals("PoolFull"))
                .count();
    }

    private List<LoggedRequest> adds(String service) {
        return environment.writes().stream()
                .filter(call -> call.method().equals("POST")
                        && call.path().endsWith(service + "/" + telling.kind().path()))
                .toList();
    }

    private List<LoggedRequest> refused() {
        return environment.writes().stream()
                .filter(call -> call.status() >= 400)
                .toList();
    }
}
