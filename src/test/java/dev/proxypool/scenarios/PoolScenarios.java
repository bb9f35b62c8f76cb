package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.PoolResource;
import dev.proxypool.simulator.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole pool in one manifest: applied, changed, pruned, and never by accident. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class PoolScenarios extends PoolStories {

    @Test
    void aPoolIsAsListedAndGoesWhenItIsDeleted() {
        environment.startOperator();
        apply(Map.of(), code(one, false), code(two, true));

        PoolResource<?> pool = awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, true));
        assertThat(pool.getStatus().counts())
                .hasToString("Counts[desired=2, members=2, reserved=1, pending=0, unlisted=0]");
        edit(Map.of(), code(one, true));
        awaitReady();
        assertThat(environment.pool(KS1)).as("who is no longer listed is kept").isEqualTo(Map.of(one, true, two, true));

        pool().delete();

        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).as("only what is listed is removed").isEqualTo(Map.of(two, true));
    }

    @Test
    void whatIsChangedBehindOurBackIsRestoredAndNothingElseIsWritten() {
        environment.startOperator();
        apply(Map.of(), code(one, false), code(two, true));
        awaitReady();
        String version = pool().get().getMetadata().getResourceVersion();
        environment.simulator().clearRequests();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> environment.simulator().requests().size() >= 5);
        assertThat(environment.writes()).isEmpty();
        assertThat(pool().get().getMetadata().getResourceVersion()).isEqualTo(version);

        environment.simulator().remove(KS1, two);

        await().atMost(Duration.ofSeconds(10)).until(() -> environment.pool(KS1).equals(Map.of(one, false, two, true)));
        await().untilAsserted(() -> assertThat(environment.events("messaging")).contains("DriftCorrected"));
    }

    @Test
    void moreRemovalsThanAllowedAreHeldUntilExactlyTheseAreApproved() {
        for (String code : List.of(one, two, three)) {
            environment.simulator().put(KS1, code, false, false);
        }
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(one, false));

        PoolResource<?> held = awaitPool(pool -> isReason(pool, "RemovalsHeld"));
        assertThat(held.getStatus().plan()).extracting("action").containsExactly("Remove", "Remove");
        assertThat(environment.pool(KS1)).hasSize(3);
        annotate("proxypool.dev/approve-removals", "0123456789ab");
        environment.simulator().clearRequests();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> environment.simulator().requests().size() >= 2);
        assertThat(environment.pool(KS1)).as("an approval of something else").hasSize(3);

        annotate("proxypool.dev/approve-removals", hashIn(held));

        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    /** The annotation stays, and may even be in Git. */
    @Test
    void anApprovalIsUsedOnce() {
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 0), code(one, false));
        String first = hashIn(awaitPool(pool -> isReason(pool, "RemovalsHeld")));
        annotate("proxypool.dev/approve-removals", first);
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);

        environment.simulator().put(KS1, two, false, false);

        PoolResource<?> again = awaitPool(pool -> isReason(pool, "RemovalsHeld"));
        assertThat(hashIn(again)).isNotEqualTo(first);
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two);
        annotate("proxypool.dev/approve-removals", hashIn(again));
        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void oneThatNobodyListsGoesAtOnceAndOneThatSomebodyClaimsNever() {
        environment.startOperator();
        environment.apply("promo", single(KS1, two));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, three, false, false);

        apply(Map.of("unlisted", "Remove"), code(one, false));

        awaitReady();
        await().untilAsserted(() -> assertThat(environment.pool(KS1)).containsOnlyKeys(one, two));
        assertThat(pool().get().getStatus().counts().unlisted()).isEqualTo(1);
    }

    @Test
    void aCodeOfAnotherResourceIsAConflictOfThatCodeOnly() {
        environment.startOperator();
        environment.apply("promo", single(KS1, two));
        environment.awaitReady("promo");

        apply(Map.of(), code(one, false), code(two, true));

        PoolResource<?> pool = awaitPool(there -> isReason(there, "Conflict"));
        assertThat(pool.getStatus().problems())
                .extracting(problem -> problem.member().identity())
                .containsExactly(telling.identity(two));
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, false));
        environment.delete("promo");
        environment.awaitGone("promo");
        awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false, two, true));
        assertThat(environment.writes())
                .extracting(LoggedRequest::method)
                .as("taken over without a gap")
                .doesNotContain("DELETE");
    }

    @Test
    void aSuspendedPoolShowsWhatItWouldDo() {
        environment.startOperator();
        apply(Map.of("suspend", true), code(one, false), code(four, true));

        PoolResource<?> pool = awaitPool(there -> isReason(there, "Suspended"));

        assertThat(pool.getStatus().plan())
                .extracting("action")
                .startsWith("Add", "Add")
                .hasSize(1 + telling.requestsToAdd(true));
        assertThat(environment.writes()).isEmpty();
    }
}
