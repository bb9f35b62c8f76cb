package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.simulator.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The policies mean the same for a code in a pool as for one alone; and a pool may be as large as Twilio lets it. */
abstract class PoolPolicyScenarios extends PoolStories {

    @Test
    void aPoolThatMayNotAdoptLeavesAloneWhatWasThereAndKnowsItsOwn() {
        environment.simulator().put(KS1, SC1, false, false);
        environment.startOperator();
        apply(Map.of("adoptionPolicy", "Never"), code(SC1, true), code(SC2, false), code(SC3, true));

        ProxyShortCodePool pool = awaitPool(there -> isReason(there, "AdoptionRefused"));
        assertThat(pool.getStatus().problems())
                .extracting(problem -> problem.member().identity())
                .containsExactly(SC1);
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, false, SC3, true));
        environment.stopOperator();
        environment.startOperator();
        edit(Map.of("adoptionPolicy", "Never"), code(SC2, false), code(SC3, true));
        awaitReady();

        pool().delete();

        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).as("only what it added").isEqualTo(Map.of(SC1, false));
    }

    @Test
    void driftThatIsOnlyReportedStaysThoughAnotherCodeIsEdited() {
        environment.startOperator();
        apply(Map.of("driftPolicy", "Report"), code(SC1, false), code(SC2, false));
        awaitReady();
        environment.simulator().put(KS1, SC1, true, false);

        ProxyShortCodePool pool = awaitPool(there -> isReason(there, "DriftReported"));
        assertThat(pool.getStatus().plan()).extracting("action").containsExactly("Release");
        edit(Map.of("driftPolicy", "Report"), code(SC1, false), code(SC2, true), code(SC3, false));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> environment.pool(KS1).equals(Map.of(SC1, true, SC2, true, SC3, false)));

        edit(Map.of(), code(SC1, false), code(SC2, true), code(SC3, false));

        awaitReady();
        assertThat(environment.pool(KS1))
                .as("now it is corrected")
                .isEqualTo(Map.of(SC1, false, SC2, true, SC3, false));
    }

    @Test
    void membersThatNobodyListsAreReservedForAWhileBeforeTheyGo() {
        environment.startOperator();
        var drain = Map.<String, Object>of(
                "unlisted", "Remove", "maxRemovals", 2, "deletionPolicy", "Drain", "drainPeriod", "3s");
        apply(drain, code(SC1, false), code(SC2, false), code(SC3, false));
        awaitReady();
        environment.simulator().clearRequests();

        edit(drain, code(SC1, false));

        awaitPool(there -> isReason(there, "Draining"));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, true, SC3, true));
        awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false));
        assertThat(waitedBeforeTheFirst("DELETE")).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aPoolThatIsDeletedDrainsAllOfItsCodesTogether() {
        environment.startOperator();
        apply(Map.of("deletionPolicy", "Drain", "drainPeriod", "3s"), code(SC1, false), code(SC2, true));
        awaitReady();
        environment.simulator().clearRequests();

        pool().delete();

        awaitPool(there -> isReason(there, "Draining"));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, true, SC2, true));
        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(waitedBeforeTheFirst("DELETE")).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aPoolOfFiveHundredIsAppliedChangedAndPruned() {
        Duration bulk = Duration.ofMinutes(2);
        environment.startOperator();
        create(Map.of(), many(0, TestEnvironment.LARGE_POOL));
        ProxyShortCodePool pool = awaitPool(bulk, PoolStories::isReady);
        assertThat(pool.getStatus().counts())
                .hasToString("Counts[desired=500, members=500, reserved=50, pending=0, unlisted=0]");
        assertThat(environment.writes()).hasSize(550);
        assertThat(environment.eventsAbout("messaging")).as("told together").isLessThan(40);

        change(Map.of(), many(1, TestEnvironment.LARGE_POOL));
        awaitPool(bulk, PoolStories::isReady);
        assertThat(environment.pool(KS1).values().stream().filter(reserved -> reserved))
                .hasSize(50);
        assertThat(environment.writes()).as("as many were reserved as released").hasSize(650);

        change(Map.of("unlisted", "Remove"), many(1, 300));
        ProxyShortCodePool held = awaitPool(bulk, there -> isReason(there, "RemovalsHeld"));
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
    private static List<Map<String, Object>> many(int reservedFrom, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> code(TestEnvironment.many(i), i % 10 == reservedFrom))
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
