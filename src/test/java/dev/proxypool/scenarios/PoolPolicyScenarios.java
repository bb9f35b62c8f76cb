package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.PoolResource;
import dev.proxypool.simulator.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The policies mean the same for a code in a pool as for one alone; and a pool may be as large as Twilio lets it. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class PoolPolicyScenarios extends PoolStories {

    @Test
    void aPoolThatMayNotAdoptLeavesAloneWhatWasThereAndKnowsItsOwn() {
        environment.simulator().put(KS1, one, false, false);
        environment.startOperator();
        apply(Map.of("adoptionPolicy", "Never"), code(one, true), code(two, false), code(three, true));

        PoolResource<?> pool = awaitPool(there -> isReason(there, "AdoptionRefused"));
        assertThat(pool.getStatus().problems())
                .extracting(problem -> problem.member().identity())
                .containsExactly(telling.identity(one));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, false, three, true));
        environment.stopOperator();
        environment.startOperator();
        edit(Map.of("adoptionPolicy", "Never"), code(two, false), code(three, true));
        awaitReady();

        pool().delete();

        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).as("only what it added").isEqualTo(Map.of(one, false));
    }

    @Test
    void driftThatIsOnlyReportedStaysThoughAnotherCodeIsEdited() {
        environment.startOperator();
        apply(Map.of("driftPolicy", "Report"), code(one, false), code(two, false));
        awaitReady();
        environment.simulator().put(KS1, one, true, false);

        PoolResource<?> pool = awaitPool(there -> isReason(there, "DriftReported"));
        assertThat(pool.getStatus().plan()).extracting("action").containsExactly("Release");
        edit(Map.of("driftPolicy", "Report"), code(one, false), code(two, true), code(three, false));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> environment.pool(KS1).equals(Map.of(one, true, two, true, three, false)));

        edit(Map.of(), code(one, false), code(two, true), code(three, false));

        awaitReady();
        assertThat(environment.pool(KS1))
                .as("now it is corrected")
                .isEqualTo(Map.of(one, false, two, true, three, false));
    }

    @Test
    void membersThatNobodyListsAreReservedForAWhileBeforeTheyGo() {
        environment.startOperator();
        var drain = Map.<String, Object>of(
                "unlisted", "Remove", "maxRemovals", 2, "deletionPolicy", "Drain", "drainPeriod", "3s");
        apply(drain, code(one, false), code(two, false), code(three, false));
        awaitReady();
        environment.simulator().clearRequests();

        edit(drain, code(one, false));

        awaitPool(there -> isReason(there, "Draining"));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, true, three, true));
        awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false));
        assertThat(waitedBeforeTheFirst("DELETE")).isGreaterThanOrEqualTo(shortestDrain(Duration.ofSeconds(2)));
    }

    @Test
    void aPoolThatIsDeletedDrainsAllOfItsCodesTogether() {
        environment.startOperator();
        apply(Map.of("deletionPolicy", "Drain", "drainPeriod", "3s"), code(one, false), code(two, true));
        awaitReady();
        environment.simulator().clearRequests();

        pool().delete();

        awaitPool(there -> isReason(there, "Draining"));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, true, two, true));
        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(waitedBeforeTheFirst("DELETE")).isGreaterThanOrEqualTo(shortestDrain(Duration.ofSeconds(2)));
    }

    @Test
    void aPoolOfFiveHundredIsAppliedChangedAndPruned() {
        Duration bulk = Duration.ofMinutes(2);
        environment.startOperator();
        create(Map.of(), many(0, TestEnvironment.LARGE_POOL));
        PoolResource<?> pool = awaitPool(bulk, PoolStories::isReady);
        assertThat(pool.getStatus().counts())
                .hasToString("Counts[desired=500, members=500, reserved=50, pending=0, unlisted=0]");
        assertThat(environment.writes()).hasSize(450 + 50 * telling.requestsToAdd(true));
        assertThat(environment.eventsAbout("messaging")).as("told together").isLessThan(40);

        change(Map.of(), many(1, TestEnvironment.LARGE_POOL));
        awaitPool(bulk, PoolStories::isReady);
        assertThat(environment.pool(KS1).values().stream().filter(reserved -> reserved))
                .hasSize(50);
        assertThat(environment.writes())
                .as("as many were reserved as released")
                .hasSize(550 + 50 * telling.requestsToAdd(true));

        change(Map.of("unlisted", "Remove"), many(1, 300));
        PoolResource<?> held = awaitPool(bulk, there -> isReason(there, "RemovalsHeld"));
        assertThat(environment.pool(KS1)).hasSize(500);
        annotate("proxypool.dev/approve-removals", hashIn(held));
        awaitPool(bulk, PoolStories::isReady);
        assertThat(environment.pool(KS1)).as("200 at once, by several passes").hasSize(300);

        pool().delete();
        await().atMost(bulk).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(environment.simulator().requests())
                .as("inside Twilio's rate")
                .noneMatch(call -> call.status() == 429);
    }

    /** The first codes of the large pool, every tenth of them reserved, counted from the one given. */
    private List<Map<String, Object>> many(int reservedFrom, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> code(telling.many(i), i % 10 == reservedFrom))
                .toList();
    }

    /** Between the last write before the first with that method, and that. */
    private Duration waitedBeforeTheFirst(String method) {
        List<LoggedRequest> writes = environment.writes();
        int first = IntStream.range(0, writes.size())
                .filter(i -> writes.get(i).method().equals(method))
                .findFirst()
                .orElseThrow();
        return Duration.between(writes.get(first - 1).time(), writes.get(first).time());
    }
}
