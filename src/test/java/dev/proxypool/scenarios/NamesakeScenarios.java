package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.ApiFault.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.WrittenSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** An object is deleted and created anew under its name while the operator writes to it: the new one gets nothing of that. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class NamesakeScenarios extends Scenarios {

    private static final Predicate<ApiRequest> FINALIZER = request("PATCH", ".*/promo", "finalizers");
    private static final Predicate<ApiRequest> STATUS = request("PATCH", ".*/promo/status", "");

    @AfterEach
    void everyFaultTookPlace() {
        assertThat(environment.proxy().faultsThatDidNotHappen()).isEmpty();
    }

    @Test
    void aFinalizerIsNotRemovedFromANamesake() {
        pollOften();
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        ApiFault fault = environment.proxy().delayRequest(FINALIZER, () -> {
            giveUp();
            create(two, "Observe", List.of(ApiGroup.MEMBERSHIP_FINALIZER));
        });

        environment.delete("promo");
        await().until(fault::isOver);

        assertThat(environment.awaitReason("promo", "NotFound").getFinalizers())
                .containsExactly(ApiGroup.MEMBERSHIP_FINALIZER);
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aFinalizerIsNotAddedToANamesake() {
        environment.startOperator();
        environment.proxy().delayRequest(FINALIZER, () -> {
            environment.delete("promo");
            create(two, "Observe", List.of());
        });

        environment.apply("promo", single(KS1, one));

        assertThat(environment.awaitReason("promo", "NotFound").getFinalizers()).isEmpty();
        assertThat(environment.pool(KS1)).isEmpty();
    }

    @Test
    void aStatusIsNotWrittenToANamesake() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.proxy().delayRequest(STATUS, () -> {
            giveUp();
            environment.delete("promo");
            create(two, "Observe", List.of());
        });
        List<Object> seen = new ArrayList<>();
        environment
                .proxy()
                .delayAnswer(
                        STATUS,
                        () -> seen.add(environment
                                .resource("promo")
                                .get()
                                .statusOrNone()
                                .conditions()));

        environment.annotate("promo", ApiGroup.RECONCILE_ANNOTATION, "now");

        MemberResource<?> namesake = environment.awaitReason("promo", "NotFound");
        assertThat(seen).as("conditions of the new one right after the write").containsExactly(List.of());
        assertThat(namesake.getStatus().lastHandledReconcileAt()).isNull();
    }

    /** As a person does who has lost patience. */
    private void giveUp() {
        environment.resource("promo").edit(there -> {
            there.getMetadata().setFinalizers(List.of());
            return there;
        });
    }

    private void create(String member, String management, List<String> finalizers) {
        MemberResource<?> resource = telling.newSingle();
        resource.getMetadata().setName("promo");
        resource.getMetadata().setNamespace(environment.namespace());
        resource.getMetadata().setFinalizers(finalizers);
        resource.setSpec(new WrittenSpec(
                Serialization.jsonMapper().valueToTree(single(KS1, member, "managementPolicy", management))));
        await().until(() -> environment.isGone("promo"));
        environment.client().resource(resource).create();
    }
}
