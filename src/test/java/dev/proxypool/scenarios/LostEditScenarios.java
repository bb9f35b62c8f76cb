package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.ApiFault.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user changes an object while the operator writes to it: whatever is in flight, the operator acts on the change. */
abstract class LostEditScenarios extends PoolStories {

    /** A second is promised; a machine that builds something else meanwhile gets some more. */
    static final Duration PROMISED = Duration.ofSeconds(3);

    /** The operator's write that is in flight. */
    enum Write {
        FINALIZER,
        STATUS;

        Predicate<ApiRequest> to(String name) {
            return this == FINALIZER
                    ? request("PATCH", ".*/" + name, "finalizers")
                    : request("PATCH", ".*/" + name + "/status", "");
        }
    }

    /** How many pairs of edits race with the operator's writes. */
    abstract int races();

    @AfterEach
    void everyFaultTookPlace() {
        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
    }

    // Short codes

    @ParameterizedTest
    @EnumSource
    void anEditOfAShortCodeDuringAWriteIsActedOn(Write write) {
        environment.startOperator();
        during(write, "promo", () -> environment.edit("promo", code(SC1, KS1, true)));

        environment.apply("promo", code(SC1, KS1, false));

        promptly(() -> environment.pool(KS1).equals(Map.of(SC1, true)));
        awaitObserved("promo", 2);
    }

    /** The event arrives when the write has been answered. */
    @ParameterizedTest
    @EnumSource
    void anEditWhoseEventComesLateIsActedOn(Write write) {
        environment.startOperator();
        ApiFault fault = environment.proxy().delayRequest(write.to("promo"), () -> {
            environment.proxy().holdEvents();
            environment.edit("promo", code(SC1, KS1, true));
        });
        environment.apply("promo", code(SC1, KS1, false));
        await().until(fault::isOver);

        environment.proxy().releaseEvents();

        promptly(() -> environment.pool(KS1).equals(Map.of(SC1, true)));
        awaitObserved("promo", 2);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestToReconcileDuringAWriteIsServed(Write write) {
        environment.startOperator();
        during(write, "promo", () -> environment.annotate("promo", ApiGroup.RECONCILE_ANNOTATION, "now"));

        environment.apply("promo", code(SC1, KS1, false));

        promptly(() -> "now".equals(promo().get().statusOrNone().lastHandledReconcileAt()));
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionDuringAWriteIsActedOn(Write write) {
        environment.startOperator();
        during(write, "promo", () -> environment.delete("promo"));

        environment.apply("promo", code(SC1, KS1, false));

        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
        promptly(() -> environment.isGone("promo") && environment.pool(KS1).isEmpty());
        assertThat(failures()).as("nobody is alarmed").isZero();
        environment.apply("next", code(SC2, KS1, false));
        environment.awaitReady("next");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC2);
    }

    @Test
    void anOrphanAnnotationDuringAWriteIsActedOn() {
        environment.startOperator();
        environment.apply("promo", code(SC1, KS1, false));
        environment.awaitReady("promo");
        environment
                .simulator()
                .addFault(Match.of("DELETE", "/v1/Services/*/ShortCodes/*").then(new Effect.Status(500, 20500)));
        during(Write.STATUS, "promo", () -> environment.annotate("promo", ApiGroup.ORPHAN_ANNOTATION, "true"));

        environment.delete("promo");

        promptly(() -> environment.isGone("promo"));
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void aRivalSeesAnEditDuringAWrite() {
        environment.startOperator();
        apply(Map.of(), code(SC1, false), code(SC2, false));
        awaitReady();
        environment.apply("rival", code(SC1, KS1, true));
        environment.awaitReason("rival", "Conflict");
        during(Write.STATUS, "messaging", () -> edit(Map.of(), code(SC2, false)));

        annotate(ApiGroup.RECONCILE_ANNOTATION, "now");

        promptly(() -> environment.pool(KS1).equals(Map.of(SC1, true, SC2, false)));
    }

    @Test
    void noneOfTwoEditsInQuickSuccessionIsLost() {
        environment.startOperator();
        environment.apply("promo", code(SC1, KS1, false));
        environment.awaitReady("promo");

        for (int race = 0; race < races(); race++) {
            reserve(true);
            LockSupport.parkNanos(Duration.ofMillis(race % 61).toNanos());
            reserve(false);
            awaitObserved("promo", promo().get().getMetadata().getGeneration());
        }

        assertThat(environment.pool(KS1)).isEqualTo(Map.of(SC1, false));
    }

    @Test
    void withoutAChangeInBetweenThereIsNoOtherPass() {
        environment.startOperator();
        // The first of a Service has a pass that begins the first poll, and one that has it.
        environment.apply("first", code(SC3, KS1, false));
        environment.awaitReady("first");
        var before = passes();

        environment.apply("promo", code(SC1, KS1, false));
        environment.awaitReady("promo");
        environment.apply("other", code(SC2, KS1, false));
        environment.awaitReady("other");

        assertThat(environment.writesToKubernetes("promo")).containsExactly("PATCH promo", "PATCH promo/status");
        assertThat(environment.writes()).as("writes to Twilio").hasSize(3);
        assertThat(passes() - before).isEqualTo(2);
    }

    /** The client tries again, and finds its own write. */
    @ParameterizedTest
    @EnumSource
    void aWriteWhoseAnswerIsLostIsNotDoneTwice(Write write) {
        environment.startOperator();
        environment.proxy().cutAfterTheEffect(write.to("promo"));

        environment.apply("promo", code(SC1, KS1, false));

        assertThat(environment.awaitReady("promo").getFinalizers()).containsExactly(ApiGroup.MEMBERSHIP_FINALIZER);
        assertThat(environment.writes()).hasSize(1);
        assertThat(failures()).isZero();
    }

    // Pools

    @ParameterizedTest
    @EnumSource
    void anEditOfAPoolDuringAWriteIsActedOn(Write write) {
        environment.startOperator();
        during(write, "messaging", () -> edit(Map.of(), code(SC1, true), code(SC2, false)));

        apply(Map.of(), code(SC1, false));

        promptly(() -> environment.pool(KS1).equals(Map.of(SC1, true, SC2, false)) && isReady(pool().get()));
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionOfAPoolDuringAWriteIsActedOn(Write write) {
        environment.startOperator();
        during(write, "messaging", () -> pool().delete());

        apply(Map.of(), code(SC1, false));

        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
        promptly(() -> pool().get() == null && environment.pool(KS1).isEmpty());
    }

    @Test
    void anApprovalDuringAWriteIsActedOn() {
        environment.simulator().put(KS1, SC1, false, false);
        environment.simulator().put(KS1, SC2, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(SC3, false));
        String hash = hashIn(awaitPool(pool -> pool.statusOrNone().conditions().stream()
                .anyMatch(condition -> condition.reason().equals("RemovalsHeld"))));
        during(Write.STATUS, "messaging", () -> annotate("proxypool.dev/approve-removals", hash));

        annotate(ApiGroup.RECONCILE_ANNOTATION, "now");

        promptly(() -> environment.pool(KS1).equals(Map.of(SC3, false)));
    }

    // Accounts and their Secrets

    @ParameterizedTest
    @EnumSource
    void anEditOfAnAccountDuringAWriteIsActedOn(Write write) {
        environment.secret("latter", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.startOperator();
        during(write, "other", environment.account("other"), () -> environment.useSecret("other", "latter"));

        environment.account("other", "former");

        promptly(() -> isAccepted(environment.account("other").get(), 2));
        promptly(() -> environment.secret("latter").get().getFinalizers().equals(List.of(ApiGroup.ACCOUNT_FINALIZER)));
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionOfAnAccountDuringAWriteIsActedOn(Write write) {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.startOperator();
        during(
                write,
                "other",
                environment.account("other"),
                () -> environment.account("other").delete());

        environment.account("other", "twilio");

        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
        promptly(() -> environment.account("other").get() == null
                && environment.secret("twilio").get().getFinalizers().isEmpty());
    }

    @Test
    void anEditOfASecretWhileItGetsItsFinalizerIsActedOn() {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.startOperator();
        during(Write.FINALIZER, "twilio", environment.secret("twilio"), () -> {
            environment.simulator().authToken(TestEnvironment.OTHER_ACCOUNT, "rotated");
            environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "rotated"));
        });

        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());

        environment.awaitReady("promo");
        promptly(() -> isAccepted(environment.account("other").get(), 1));
        promptly(() -> environment.secret("twilio").get().getFinalizers().equals(List.of(ApiGroup.ACCOUNT_FINALIZER)));
    }

    // What they have in common

    private void during(Write write, String name, Runnable change) {
        during(write, name, name.equals("messaging") ? pool() : environment.resource(name), change);
    }

    /** The change reaches the operator before its own write has an effect. */
    private void during(Write write, String name, Resource<? extends HasMetadata> object, Runnable change) {
        environment.proxy().delayRequest(write.to(name), () -> {
            change.run();
            HasMetadata changed = object.get();
            if (changed != null) {
                environment.proxy().awaitEventOf(changed.getMetadata().getResourceVersion());
            }
        });
    }

    static void promptly(Supplier<Boolean> condition) {
        await().atMost(PROMISED.plusSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(NullPointerException.class)
                .until(condition::get);
    }

    private void awaitObserved(String name, long generation) {
        await("generation " + generation + " of " + name)
                .atMost(PROMISED)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> Long.valueOf(generation)
                        .equals(environment.resource(name).get().statusOrNone().observedGeneration()));
    }

    /** Whatever version the object is of. */
    private void reserve(boolean reserved) {
        promo().patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"reserved\":%s}}".formatted(reserved));
    }

    private static boolean isAccepted(ProxyAccount account, long generation) {
        return account.statusOrNone().conditions().stream()
                .anyMatch(condition -> condition.reason().equals("Accepted")
                        && Long.valueOf(generation).equals(condition.observedGeneration()));
    }

    /** That java-operator-sdk counted, of all kinds. */
    private long passes() {
        return counted("proxypool_framework_reconciliations_success_total");
    }

    private long failures() {
        return counted("proxypool_framework_reconciliations_failure_total");
    }

    private long counted(String metric) {
        return environment
                .scrape()
                .lines()
                .filter(line -> line.startsWith(metric))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private Resource<? extends MemberResource<?>> promo() {
        return environment.resource("promo");
    }

    static Map<String, Object> code(String code, String service, boolean reserved) {
        return Map.of("serviceSid", service, "shortCodeSid", code, "reserved", reserved);
    }
}
