package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.ApiFault.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An object is deleted and created anew under its name while the operator writes to it: the new one gets nothing of that. */
abstract class NamesakeScenarios extends Scenarios {

    private static final Predicate<ApiRequest> FINALIZER = request("PATCH", ".*/promo", "finalizers");
    private static final Predicate<ApiRequest> STATUS = request("PATCH", ".*/promo/status", "");

    @AfterEach
    void everyFaultTookPlace() {
        assertThat(stage.proxy().faultsThatDidNotHappen()).isEmpty();
    }

    @Test
    void aFinalizerIsNotRemovedFromANamesake() {
        stage.startOperator();
        stage.apply("promo", spec(SC1, "Manage"));
        stage.awaitReady("promo");
        ApiFault fault = stage.proxy().delayRequest(FINALIZER, () -> {
            giveUp();
            create(SC2, "Observe", List.of(ProxyShortCode.FINALIZER));
        });

        stage.delete("promo");
        await().until(fault::isOver);

        assertThat(stage.awaitReason("promo", "NotFound").getFinalizers()).containsExactly(ProxyShortCode.FINALIZER);
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void aFinalizerIsNotAddedToANamesake() {
        stage.startOperator();
        stage.proxy().delayRequest(FINALIZER, () -> {
            stage.delete("promo");
            create(SC2, "Observe", List.of());
        });

        stage.apply("promo", spec(SC1, "Manage"));

        assertThat(stage.awaitReason("promo", "NotFound").getFinalizers()).isEmpty();
        assertThat(stage.pool(KS1)).isEmpty();
    }

    @Test
    void aStatusIsNotWrittenToANamesake() {
        stage.startOperator();
        stage.apply("promo", spec(SC1, "Manage"));
        stage.awaitReady("promo");
        stage.proxy().delayRequest(STATUS, () -> {
            giveUp();
            stage.delete("promo");
            create(SC2, "Observe", List.of());
        });
        List<Object> seen = new ArrayList<>();
        stage.proxy()
                .delayAnswer(
                        STATUS,
                        () -> seen.add(
                                stage.resource("promo").get().statusOrNone().conditions()));

        stage.annotate("promo", ProxyShortCode.RECONCILE_ANNOTATION, "now");

        ProxyShortCode namesake = stage.awaitReason("promo", "NotFound");
        assertThat(seen).as("conditions of the new one right after the write").containsExactly(List.of());
        assertThat(namesake.getStatus().lastHandledReconcileAt()).isNull();
    }

    /** As a person does who has lost patience. */
    private void giveUp() {
        stage.resource("promo").edit(there -> {
            there.getMetadata().setFinalizers(List.of());
            return there;
        });
    }

    private void create(String code, String management, List<String> finalizers) {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setName("promo");
        resource.getMetadata().setNamespace(stage.namespace());
        resource.getMetadata().setFinalizers(finalizers);
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(spec(code, management))));
        await().until(() -> stage.isGone("promo"));
        stage.client().resource(resource).create();
    }

    private static Map<String, Object> spec(String code, String management) {
        return Map.of("serviceSid", KS1, "shortCodeSid", code, "managementPolicy", management);
    }
}
