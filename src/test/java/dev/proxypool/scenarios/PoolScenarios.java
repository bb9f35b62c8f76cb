package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.simulator.LoggedRequest;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A whole pool in one manifest: applied, changed, pruned, and never by accident. */
abstract class PoolScenarios extends Scenarios {

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

    @SafeVarargs
    private void apply(Map<String, Object> fields, Map<String, Object>... codes) {
        ProxyShortCodePool pool = new ProxyShortCodePool();
        pool.getMetadata().setName("messaging");
        pool.getMetadata().setNamespace(stage.namespace());
        pool.setSpec(spec(fields, List.of(codes)));
        stage.client().resource(pool).create();
    }

    @SafeVarargs
    private void edit(Map<String, Object> fields, Map<String, Object>... codes) {
        pool().edit(there -> {
            there.setSpec(spec(fields, List.of(codes)));
            return there;
        });
    }

    private void annotate(String annotation, String value) {
        pool().edit(there -> {
            there.getMetadata().getAnnotations().put(annotation, value);
            return there;
        });
    }

    private static WrittenSpec spec(Map<String, Object> fields, List<Map<String, Object>> codes) {
        Map<String, Object> spec = new HashMap<>(fields);
        spec.put("serviceSid", KS1);
        spec.put("shortCodes", codes);
        return new WrittenSpec(Serialization.jsonMapper().valueToTree(spec));
    }

    private static Map<String, Object> code(String sid, boolean reserved) {
        return reserved ? Map.of("sid", sid, "reserved", true) : Map.of("sid", sid);
    }

    private static String hashIn(ProxyShortCodePool held) {
        String message = held.getStatus().conditions().getFirst().message();
        return IntStream.rangeClosed(0, message.length() - 12)
                .mapToObj(i -> message.substring(i, i + 12))
                .filter(text -> text.matches("[0-9a-f]{12}"))
                .findFirst()
                .orElseThrow();
    }

    private ProxyShortCodePool awaitReady() {
        return awaitPool(pool -> {
            Condition ready = ready(pool);
            return ready.isTrue() && pool.getMetadata().getGeneration().equals(ready.observedGeneration());
        });
    }

    private ProxyShortCodePool awaitPool(Predicate<ProxyShortCodePool> condition) {
        return org.awaitility.Awaitility.await("the pool")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> pool().get(), there -> there != null && condition.test(there));
    }

    private static boolean isReason(ProxyShortCodePool pool, String reason) {
        return ready(pool).reason().equals(reason);
    }

    private static Condition ready(ProxyShortCodePool pool) {
        return pool.statusOrNone().conditions().stream()
                .filter(c -> c.type().equals("Ready"))
                .findFirst()
                .orElse(new Condition("Ready", "Unknown", null, null, "", ""));
    }

    private Resource<ProxyShortCodePool> pool() {
        return stage.client()
                .resources(ProxyShortCodePool.class)
                .inNamespace(stage.namespace())
                .withName("messaging");
    }
}
