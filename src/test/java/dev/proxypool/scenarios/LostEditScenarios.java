package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.MemberResource;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A user changes an object while the operator writes to it: whatever is in flight, the operator acts on the change. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class LostEditScenarios extends InFlightStories {

    /** How many pairs of edits race with the operator's writes. */
    abstract int races();

    // Single members

    @ParameterizedTest
    @EnumSource
    void anEditOfAMemberDuringAWriteIsActedOn(Write write) {
        environment.startOperator();
        during(write, "promo", () -> environment.edit("promo", single(KS1, one, "reserved", true)));

        environment.apply("promo", single(KS1, one));

        promptly(() -> environment.pool(KS1).equals(Map.of(one, true)));
        awaitObserved("promo", 2);
    }

    /** The event arrives when the write has been answered. */
    @ParameterizedTest
    @EnumSource
    void anEditWhoseEventComesLateIsActedOn(Write write) {
        environment.startOperator();
        ApiFault fault = environment.proxy().delayRequest(write.to("promo"), () -> {
            environment.proxy().holdEvents();
            environment.edit("promo", single(KS1, one, "reserved", true));
        });
        environment.apply("promo", single(KS1, one));
        await().until(fault::isOver);

        environment.proxy().releaseEvents();

        promptly(() -> environment.pool(KS1).equals(Map.of(one, true)));
        awaitObserved("promo", 2);
    }

    @ParameterizedTest
    @EnumSource
    void aRequestToReconcileDuringAWriteIsServed(Write write) {
        environment.startOperator();
        during(write, "promo", () -> environment.annotate("promo", ApiGroup.RECONCILE_ANNOTATION, "now"));

        environment.apply("promo", single(KS1, one));

        promptly(() -> "now".equals(promo().get().statusOrNone().lastHandledReconcileAt()));
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionDuringAWriteIsActedOn(Write write) {
        pollOften();
        environment.startOperator();
        during(write, "promo", () -> environment.delete("promo"));

        environment.apply("promo", single(KS1, one));

        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
        promptly(() -> environment.isGone("promo") && environment.pool(KS1).isEmpty());
        assertThat(failures()).as("nobody is alarmed").isZero();
        environment.apply("next", single(KS1, two));
        environment.awaitReady("next");
        assertThat(environment.pool(KS1)).containsOnlyKeys(two);
    }

    @Test
    void anOrphanAnnotationDuringAWriteIsActedOn() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment
                .simulator()
                .addFault(Match.of(
                                "DELETE",
                                "/v1/Services/*/%s/*".formatted(telling.kind().path()))
                        .then(new Effect.Status(500, 20500)));
        during(Write.STATUS, "promo", () -> environment.annotate("promo", ApiGroup.ORPHAN_ANNOTATION, "true"));

        environment.delete("promo");

        promptly(() -> environment.isGone("promo"));
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void aRivalSeesAnEditDuringAWrite() {
        environment.startOperator();
        apply(Map.of(), code(one, false), code(two, false));
        awaitReady();
        environment.apply("rival", single(KS1, one, "reserved", true));
        environment.awaitReason("rival", "Conflict");
        during(Write.STATUS, "messaging", () -> edit(Map.of(), code(two, false)));

        annotate(ApiGroup.RECONCILE_ANNOTATION, "now");

        promptly(() -> environment.pool(KS1).equals(Map.of(one, true, two, false)));
    }

    @Test
    void noneOfTwoEditsInQuickSuccessionIsLost() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");

        // The mechanism is the same for every kind, so numbers race less often.
        for (int race = 0; race < races(); race += telling.isOfCodes() ? 1 : 4) {
            reserve(true);
            LockSupport.parkNanos(Duration.ofMillis(race % 61).toNanos());
            reserve(false);
            awaitObserved("promo", promo().get().getMetadata().getGeneration());
        }

        assertThat(environment.pool(KS1)).isEqualTo(Map.of(one, false));
    }

    @Test
    void withoutAChangeInBetweenThereIsNoOtherPass() {
        environment.startOperator();
        // The first of a Service has a pass that begins the first poll, and one that has it.
        environment.apply("first", single(KS1, three));
        environment.awaitReady("first");
        var before = passes();

        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.apply("other", single(KS1, two));
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

        environment.apply("promo", single(KS1, one));

        assertThat(environment.awaitReady("promo").getFinalizers()).containsExactly(ApiGroup.MEMBERSHIP_FINALIZER);
        assertThat(environment.writes()).hasSize(1);
        assertThat(failures()).isZero();
    }

    // Pools

    @ParameterizedTest
    @EnumSource
    void anEditOfAPoolDuringAWriteIsActedOn(Write write) {
        environment.startOperator();
        during(write, "messaging", () -> edit(Map.of(), code(one, true), code(two, false)));

        apply(Map.of(), code(one, false));

        promptly(() -> environment.pool(KS1).equals(Map.of(one, true, two, false)) && isReady(pool().get()));
    }

    @ParameterizedTest
    @EnumSource
    void aDeletionOfAPoolDuringAWriteIsActedOn(Write write) {
        pollOften();
        environment.startOperator();
        during(write, "messaging", () -> pool().delete());

        apply(Map.of(), code(one, false));

        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
        promptly(() -> pool().get() == null && environment.pool(KS1).isEmpty());
    }

    @Test
    void anApprovalDuringAWriteIsActedOn() {
        pollOften();
        environment.simulator().put(KS1, one, false, false);
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(three, false));
        String hash = hashIn(awaitPool(pool -> pool.statusOrNone().conditions().stream()
                .anyMatch(condition -> condition.reason().equals("RemovalsHeld"))));
        during(Write.STATUS, "messaging", () -> annotate("proxypool.dev/approve-removals", hash));

        annotate(ApiGroup.RECONCILE_ANNOTATION, "now");

        promptly(() -> environment.pool(KS1).equals(Map.of(three, false)));
    }

    // How it is seen

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
}
