package dev.proxypool.reconcile.kube;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;
import static dev.proxypool.plan.PlanFixtures.member;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.reconcile.pass.Ended.decided;
import static dev.proxypool.reconcile.pass.Ended.decidedInUse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.reconcile.kube.EventMessage.EventType;
import dev.proxypool.reconcile.pass.Ended;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** There is an event only if something happened to the pool, or began to be wrong. */
class EventMessageTest {

    private static final String ADD = "add SC00000000000000000000000000000001 to KS00000000000000000000000000000001";
    private static final String RESERVE =
            "reserve SC00000000000000000000000000000001 in KS00000000000000000000000000000001";
    private static final String RELEASE =
            "release SC00000000000000000000000000000001 for assignment in KS00000000000000000000000000000001";
    private static final String REMOVE =
            "remove SC00000000000000000000000000000001 from KS00000000000000000000000000000001";
    private static final Observation EMPTY = fresh();
    private static final Observation FREE = fresh(member(false));
    private static final Observation KEPT = fresh(member(true));

    record Told(Ended ended, String reason, String message) {
        @Override
        public String toString() {
            return reason + ": " + message;
        }
    }

    static Stream<Told> whatHappened() {
        Claim heir = rival("heir", HERE, UNRESERVED, HOLDING);
        return Stream.of(
                new Told(decided(claim(UNRESERVED, NEW), EMPTY), "Added", ADD + " (absent → unreserved)"),
                new Told(
                        decided(claim(RESERVED, NEW), EMPTY),
                        "Added",
                        ADD + ", then " + RESERVE + " (absent → reserved)"),
                new Told(decided(claim(RESERVED, NEW), EMPTY).failed(OUTAGE), "Added", ADD + " (absent → unreserved)"),
                new Told(decided(claim(RESERVED, HOLDING), FREE), "Reserved", RESERVE + " (unreserved → reserved)"),
                new Told(decided(claim(UNRESERVED, HOLDING), KEPT), "Released", RELEASE + " (reserved → unreserved)"),
                new Told(
                        decided(claim(UNRESERVED, SETTLED), EMPTY),
                        "DriftCorrected",
                        "another writer changed the pool (the code was removed from the pool); the operator corrected"
                                + " it: "
                                + ADD + " (absent → unreserved)"),
                new Told(
                        decided(claim(UNRESERVED, SETTLED), KEPT),
                        "DriftCorrected",
                        "another writer changed the pool (the code was reserved); the operator corrected it: " + RELEASE
                                + " (reserved → unreserved)"),
                new Told(
                        decided(claim(RESERVED, NEW), KEPT),
                        "Adopted",
                        "the code was already in the pool as declared; this resource holds it from now on"),
                new Told(
                        decided(claim(RESERVED, NEW), FREE),
                        "Adopted",
                        "the code was already in the pool; " + RESERVE + " (unreserved → reserved)"),
                new Told(decided(claim(ABSENT, SETTLED), KEPT), "Removed", REMOVE + " (reserved → absent)"),
                new Told(decidedInUse(member(false)), "Reserved", RESERVE + " (unreserved → reserved)"),
                new Told(
                        decided(claim(ABSENT, SETTLED), EMPTY),
                        "NotRemoved",
                        "the code was no longer in the pool, so the operator removed nothing"),
                new Told(
                        decided(claim(ABSENT, SETTLED), new Observation.ServiceGone(SERVICE)),
                        "NotRemoved",
                        "the Service no longer exists, so the operator removed nothing"),
                new Told(
                        decided(claim(ABSENT, SETTLED), FREE, heir),
                        "HandedOver",
                        "another resource claims the same membership and takes it over"),
                new Told(
                        decided(claim(ABSENT, NEW, NO_ADOPTION), FREE),
                        "LeftAlone",
                        "this resource does not hold the code, so the operator did not change the pool"),
                new Told(
                        decided(claim(LET_GO, SETTLED), FREE),
                        "Orphaned",
                        "the operator left the code in the pool, as requested"));
    }

    @ParameterizedTest
    @MethodSource("whatHappened")
    void whatHappenedToThePoolIsToldWithTheOldAndTheNew(Told told) {
        assertThat(EventMessage.of(told.ended().decision(), told.ended().outcome()))
                .contains(new EventMessage(EventType.NORMAL, told.reason(), told.message()));
    }

    static Stream<Ended> whatIsNothingNew() {
        return Stream.of(
                decided(claim(UNRESERVED, SETTLED), FREE),
                decided(claim(UNRESERVED, NEW), new Observation.Unreadable(OUTAGE)),
                decided(claim(UNRESERVED, NEW), EMPTY).failed(OUTAGE),
                decided(claim(RESERVED, NEW), FREE).failed(OUTAGE),
                decided(claim(UNRESERVED, SETTLED, REPORT), EMPTY),
                decided(claim(ABSENT, SETTLED), FREE).failed(OUTAGE),
                decidedInUse(member(true)));
    }

    @ParameterizedTest
    @MethodSource("whatIsNothingNew")
    void wherePoolAndHoldStayAsTheyAreNothingIsTold(Ended ended) {
        assertThat(EventMessage.of(ended.decision(), ended.outcome())).isEmpty();
    }

    @Test
    void aMessageIsOneLineThatAnApiServerTakes() {
        String said = EventMessage.ofRefusedStatus("a\u0085b\u001b[2J" + "x".repeat(2_000))
                .within(1_024)
                .message();

        assertThat(said)
                .startsWith("the API server refuses the status, so the object shows an old one: a b\\u001b[2Jxxx")
                .endsWith("x…")
                .hasSize(1_024);
    }
}
