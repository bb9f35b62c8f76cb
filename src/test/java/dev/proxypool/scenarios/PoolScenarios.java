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
        stage.startOperator();
        apply(Map.of(), code(SC1, false), code(SC2, true));

        ProxyShortCodePool pool = awaitReady();
        assertThat(stage.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, true));
        assertThat(pool.getStatus().counts())
                .hasToString("Counts[desired=2, members=2, reserved=1, pending=0, unlisted=0]");
        edit(Map.of(), code(SC1, true));
        awaitReady();
        assertThat(stage.pool(KS1)).as("who is no longer listed is kept").isEqualTo(Map.of(SC1, true, SC2, true));

        pool().delete();

        await().atMost(Duration.ofSeconds(30)).until(() -> pool().get() == null);
        assertThat(stage.pool(KS1)).as("only what is listed is removed").isEqualTo(Map.of(SC2, true));
    }

    @Test
    void whatIsChangedBehindOurBackIsRestoredAndNothingElseIsWritten() {
        stage.startOperator();
        apply(Map.of(), code(SC1, false), code(SC2, true));
        awaitReady();
        String version = pool().get().getMetadata().getResourceVersion();
        stage.simulator().clearRequests();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> stage.simulator().requests().size() >= 5);
        assertThat(stage.writes()).isEmpty();
        assertThat(pool().get().getMetadata().getResourceVersion()).isEqualTo(version);

        stage.simulator().remove(KS1, SC2);

        await().atMost(Duration.ofSeconds(10)).until(() -> stage.pool(KS1).equals(Map.of(SC1, false, SC2, true)));
        await().untilAsserted(() -> assertThat(stage.events("messaging")).contains("DriftCorrected"));
    }

    @Test
    void moreRemovalsThanAllowedAreHeldUntilExactlyTheseAreApproved() {
        for (String code : List.of(SC1, SC2, SC3)) {
            stage.simulator().put(KS1, code, false, false);
        }
        stage.startOperator();
        apply(Map.of("unlisted", "Remove"), code(SC1, false));

        ProxyShortCodePool held = awaitPool(pool -> isReason(pool, "RemovalsHeld"));
        assertThat(held.getStatus().plan()).extracting("action").containsExactly("Remove", "Remove");
        assertThat(stage.pool(KS1)).hasSize(3);
        annotate("proxypool.dev/approve-removals", "0123456789ab");
        stage.simulator().clearRequests();
        await().atMost(Duration.ofSeconds(10))
                .until(() -> stage.simulator().requests().size() >= 2);
        assertThat(stage.pool(KS1)).as("an approval of something else").hasSize(3);

        annotate("proxypool.dev/approve-removals", hashIn(held));

        awaitReady();
        assertThat(stage.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void oneThatNobodyListsGoesAtOnceAndOneThatSomebodyClaimsNever() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        stage.awaitReady("promo");
        stage.simulator().put(KS1, SC3, false, false);

        apply(Map.of("unlisted", "Remove"), code(SC1, false));

        awaitReady();
        await().untilAsserted(() -> assertThat(stage.pool(KS1)).containsOnlyKeys(SC1, SC2));
        assertThat(pool().get().getStatus().counts().unlisted()).isEqualTo(1);
    }

    @Test
    void aCodeOfAnotherResourceIsAConflictOfThatCodeOnly() {
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        stage.awaitReady("promo");

        apply(Map.of(), code(SC1, false), code(SC2, true));

        ProxyShortCodePool pool = awaitPool(there -> isReason(there, "Conflict"));
        assertThat(pool.getStatus().problems()).singleElement().hasFieldOrPropertyWithValue("shortCodeSid", SC2);
        assertThat(stage.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, false));
        stage.delete("promo");
        stage.awaitGone("promo");
        awaitReady();
        assertThat(stage.pool(KS1)).isEqualTo(Map.of(SC1, false, SC2, true));
        assertThat(stage.writes())
                .extracting(LoggedRequest::method)
                .as("taken over without a gap")
                .doesNotContain("DELETE");
    }

    @Test
    void aSuspendedPoolShowsWhatItWouldDo() {
        stage.startOperator();
        apply(Map.of("suspend", true), code(SC1, false), code(SC4, true));

        ProxyShortCodePool pool = awaitPool(there -> isReason(there, "Suspended"));

        assertThat(pool.getStatus().plan()).extracting("action").containsExactly("Add", "Add", "Reserve");
        assertThat(stage.writes()).isEmpty();
    }
}
