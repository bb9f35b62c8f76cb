package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.simulator.LoggedRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A whole pool in one manifest: applied, changed, pruned, and never by accident. */
abstract class PoolScenarios extends PoolStories {

    @Test
    void aPoolIsAsListedAndGoesWhenItIsDeleted() {
        environment.startOperator();
        apply(Map.of(), code(SC1, false), code(SC2, true));

        ProxyShortCodePool pool = awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, true));
        assertThat(pool.getStatus().counts())
                .hasToString("Counts[desired=2, members=2, reserved=1, pending=0, unlisted=0]");
        edit(Map.of(), code(SC1, true));
        awaitReady();
        assertThat(environment.pool(KS1)).as("who is no longer listed is kept").isEqualTo(Map.of(SC1, true, SC2, true));

        pool().delete();

        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(environment.pool(KS1)).as("only what is listed is removed").isEqualTo(Map.of(SC2, true));
    }

    @Test
    void whatIsChangedBehindOurBackIsRestoredAndNothingElseIsWritten() {
        environment.startOperator();
        apply(Map.of(), code(SC1, false), code(SC2, true));
        awaitReady();
        String version = pool().get().getMetadata().getResourceVersion();
        environment.simulator().clearRequests();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> environment.simulator().requests().size() >= 5);
        assertThat(environment.writes()).isEmpty();
        assertThat(pool().get().getMetadata().getResourceVersion()).isEqualTo(version);

        environment.simulator().remove(KS1, SC2);

        await().atMost(Duration.ofSeconds(10)).until(() -> environment.pool(KS1).equals(Map.of(SC1, false, SC2, true)));
        await().untilAsserted(() -> assertThat(environment.events("messaging")).contains("DriftCorrected"));
    }

    @Test
    void moreRemovalsThanAllowedAreHeldUntilExactlyTheseAreApproved() {
        for (String code : List.of(SC1, SC2, SC3)) {
            environment.simulator().put(KS1, code, false, false);
        }
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(SC1, false));

        ProxyShortCodePool held = awaitPool(pool -> isReason(pool, "RemovalsHeld"));
        assertThat(held.getStatus().plan()).extracting("action").containsExactly("Remove", "Remove");
        assertThat(environment.pool(KS1)).hasSize(3);
        annotate("proxypool.dev/approve-removals", "0123456789ab");
        environment.simulator().clearRequests();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> environment.simulator().requests().size() >= 2);
        assertThat(environment.pool(KS1)).as("an approval of something else").hasSize(3);

        annotate("proxypool.dev/approve-removals", hashIn(held));

        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void oneThatNobodyListsGoesAtOnceAndOneThatSomebodyClaimsNever() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        environment.awaitReady("promo");
        environment.simulator().put(KS1, SC3, false, false);

        apply(Map.of("unlisted", "Remove"), code(SC1, false));

        awaitReady();
        await().untilAsserted(() -> assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2));
        assertThat(pool().get().getStatus().counts().unlisted()).isEqualTo(1);
    }

    @Test
    void aCodeOfAnotherResourceIsAConflictOfThatCodeOnly() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        environment.awaitReady("promo");

        apply(Map.of(), code(SC1, false), code(SC2, true));

        ProxyShortCodePool pool = awaitPool(there -> isReason(there, "Conflict"));
        assertThat(pool.getStatus().problems())
                .extracting(problem -> problem.member().identity())
                .containsExactly(SC2);
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, false));
        environment.delete("promo");
        environment.awaitGone("promo");
        awaitReady();
        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, true));
        assertThat(environment.writes())
                .extracting(LoggedRequest::method)
                .as("taken over without a gap")
                .doesNotContain("DELETE");
    }

    @Test
    void aSuspendedPoolShowsWhatItWouldDo() {
        environment.startOperator();
        apply(Map.of("suspend", true), code(SC1, false), code(SC4, true));

        ProxyShortCodePool pool = awaitPool(there -> isReason(there, "Suspended"));

        assertThat(pool.getStatus().plan()).extracting("action").containsExactly("Add", "Add", "Reserve");
        assertThat(environment.writes()).isEmpty();
    }
}
