package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** As {@link CrashStoriesTest}, with a pool, whose codes are worked on at the same time. */
class PoolCrashStoriesTest extends PoolStories {

    private static final Map<String, Object> PRUNED = Map.of("unlisted", "Remove", "maxRemovals", 3);
    private static final List<Map<String, Object>> TWO = List.of(code(SC1, false), code(SC2, true));
    private static final List<Map<String, Object>> TWO_OTHERS = List.of(code(SC2, false), code(SC3, true));

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @Test
    void aPoolThatIsApplied() {
        CrashInjector.atEveryMomentOf(crash -> told(crash, () -> create(PRUNED, TWO), Map.of(SC1, false, SC2, true)));
    }

    @Test
    void aPoolOfOneWhoMayAdoptNothing() {
        Map<String, Object> strict = Map.of("adoptionPolicy", "Never");
        CrashInjector.atEveryMomentOf(crash -> told(crash, () -> create(strict, TWO), Map.of(SC1, false, SC2, true)));
    }

    @Test
    void aPoolThatIsChangedAndPruned() {
        CrashInjector.atEveryMomentOf(crash -> {
            first();
            return told(crash, () -> change(PRUNED, TWO_OTHERS), Map.of(SC2, false, SC3, true));
        });
    }

    @Test
    void aPoolThatIsDeleted() {
        CrashInjector.atEveryMomentOf(crash -> {
            first();
            return told(crash, () -> pool().delete(), Map.of());
        });
    }

    /** A pool of two is there, and no operator any more. */
    private void first() {
        environment.startOperator();
        create(PRUNED, TWO);
        awaitReady();
        environment.stopOperator();
    }

    private int told(CrashInjector crash, Runnable act, Map<String, Boolean> end) {
        int before = environment.writes().size();
        crash.at(environment, act, this::isGone);
        if (!crash.isNever()) {
            environment.startOperator();
        }
        if (end.isEmpty()) {
            await("deletion").atMost(Duration.ofSeconds(30)).until(this::isGone);
        } else {
            awaitReady();
        }
        assertThat(environment.pool(KS1)).isEqualTo(end);
        int writes = environment.writes().size() - before;
        clearTheStage();
        setTheStage();
        return writes;
    }

    private boolean isGone() {
        return pool().get() == null;
    }
}
