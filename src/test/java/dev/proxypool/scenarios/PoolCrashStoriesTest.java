package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** As {@link CrashStoriesTest}, with a pool, whose codes are worked on at the same time. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
class PoolCrashStoriesTest extends PoolStories {

    private static final Map<String, Object> PRUNED = Map.of("unlisted", "Remove", "maxRemovals", 3);

    private List<Map<String, Object>> two() {
        return List.of(code(one, false), code(two, true));
    }

    private List<Map<String, Object>> twoOthers() {
        return List.of(code(two, false), code(three, true));
    }

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @Test
    void aPoolThatIsApplied() {
        CrashInjector.atEveryMomentOf(crash -> told(crash, () -> create(PRUNED, two()), Map.of(one, false, two, true)));
    }

    @Test
    void aPoolOfOneWhoMayAdoptNothing() {
        Map<String, Object> strict = Map.of("adoptionPolicy", "Never");
        CrashInjector.atEveryMomentOf(crash -> told(crash, () -> create(strict, two()), Map.of(one, false, two, true)));
    }

    @Test
    void aPoolThatIsChangedAndPruned() {
        CrashInjector.atEveryMomentOf(crash -> {
            first();
            return told(crash, () -> change(PRUNED, twoOthers()), Map.of(two, false, three, true));
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
        create(PRUNED, two());
        awaitReady();
        environment.stopOperator();
    }

    private int told(CrashInjector crash, Runnable act, Map<String, Boolean> end) {
        pollOften();
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
