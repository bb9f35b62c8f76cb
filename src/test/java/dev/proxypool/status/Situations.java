package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.THERE;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.mover;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.status.Passes.EXCHANGE;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.NO_SERVICE;
import static dev.proxypool.status.Passes.STALE_AFTER;
import static dev.proxypool.status.Passes.UNREADABLE;
import static dev.proxypool.status.Passes.blind;
import static dev.proxypool.status.Passes.decide;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.rejected;
import static dev.proxypool.status.Passes.settled;
import static dev.proxypool.status.Situation.situation;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.PlanInput;
import java.util.List;
import java.util.stream.Stream;

/** Every situation that a resource can be in, as a status that the real planner and factory made of it. */
final class Situations {

    private static final Observation NOBODY =
            new Observation.Unreadable(Trouble.noAccount("there is no ProxyAccount main in this namespace"));

    private Situations() {}

    static Stream<Situation> inSync() {
        return Stream.of(
                situation(
                                "added and reserved in this pass",
                                done(claim(RESERVED, NEW), NO_MEMBER).over(NONE))
                        .ready("InSync"),
                situation("member, reservation as declared", settled()).ready("InSync"),
                situation("adopted", done(claim(RESERVED, NEW), FREE).over(NONE))
                        .ready("InSync"),
                situation(
                                "drift, mended in the same pass",
                                done(claim(RESERVED, SETTLED), FREE).over(settled()))
                        .ready("InSync"),
                situation(
                                "observed, present",
                                done(claim(RESERVED, NEW, OBSERVE), KEPT).over(NONE))
                        .ready("Observed"),
                situation("outage after success", blind().over(settled())).ready("InSync"),
                situation(
                                "drift with Report",
                                done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled()))
                        .ready("DriftReported"),
                situation(
                                "suspended, settled",
                                done(claim(RESERVED, SETTLED, SUSPEND), KEPT).over(settled()))
                        .ready("InSync"));
    }

    static Stream<Situation> retried() {
        return Stream.of(
                situation(
                                "observed, absent",
                                done(claim(RESERVED, NEW, OBSERVE), NO_MEMBER).over(NONE))
                        .reconciling("NotFound"),
                situation(
                                "another still holds it elsewhere",
                                done(claim(RESERVED, NEW), NO_MEMBER, rival("z", THERE, ABSENT, HOLDING))
                                        .over(NONE))
                        .reconciling("Pending"),
                situation("429 before the first success", firstWrite(new Trouble.Throttled(EXCHANGE, null)))
                        .reconciling("Throttled"),
                situation("outage before the first success", firstWrite(new Trouble.Unavailable(EXCHANGE)))
                        .reconciling("RemoteUnavailable"),
                situation("no look before the first success", blind().over(NONE))
                        .reconciling("RemoteUnavailable"),
                situation(
                                "outage longer than the staleness budget",
                                blind().over(blind().over(settled()), NOON.plus(STALE_AFTER)))
                        .reconciling("VerificationStale"),
                situation(
                                "drift with Correct, not mended in the same pass",
                                failed(claim(RESERVED, SETTLED), FREE, new Trouble.Throttled(EXCHANGE, null))
                                        .over(settled()))
                        .reconciling("Correcting"),
                situation(
                                "suspended, not settled",
                                done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER).over(NONE))
                        .reconciling("Suspended")
                        .suspended(),
                situation(
                                "suspended in an outage",
                                done(claim(RESERVED, NEW, SUSPEND), UNREADABLE).over(NONE))
                        .reconciling("RemoteUnavailable")
                        .suspended(),
                situation("no account yet", done(claim(RESERVED, NEW), NOBODY).over(NONE))
                        .reconciling("AccountNotReady"),
                situation(
                                "a move that drains",
                                done(mover(true, false, Policies.DEFAULT), FREE).over(settled()))
                        .reconciling("Draining"),
                situation("a move that waits for Sessions", inUse(mover(true, true, Policies.DEFAULT)))
                        .reconciling("InUse"));
    }

    static Stream<Situation> leftToAPerson() {
        return Stream.of(
                situation("invalid spec", Passes.senseless(false, NONE)).stalled("InvalidSpec"),
                situation(
                                "conflict between resources",
                                done(claim(RESERVED, NEW), NO_MEMBER, rival("z", HERE, RESERVED, SETTLED))
                                        .over(NONE))
                        .stalled("Conflict"),
                situation("conflict between Services", firstWrite(rejected(Refusal.IN_OTHER_SERVICE)))
                        .stalled("Conflict"),
                situation(
                                "adoption refused",
                                done(claim(RESERVED, NEW, NO_ADOPTION), KEPT).over(NONE))
                        .stalled("AdoptionRefused"),
                situation("bad credentials", firstWrite(new Trouble.Unauthorized(EXCHANGE)))
                        .stalled("CredentialsInvalid"),
                situation(
                                "bad credentials are no outage",
                                done(
                                                claim(RESERVED, SETTLED),
                                                new Observation.Unreadable(new Trouble.Unauthorized(EXCHANGE)))
                                        .over(settled()))
                        .stalled("CredentialsInvalid"),
                situation(
                                "Service unknown",
                                done(claim(RESERVED, NEW), NO_SERVICE).over(NONE))
                        .stalled("ServiceNotFound"),
                situation("code unknown", firstWrite(rejected(Refusal.UNKNOWN_SHORT_CODE)))
                        .stalled("ShortCodeNotFound"),
                situation(
                                "suspended, and a person has to help",
                                done(claim(RESERVED, NEW, SUSPEND), NO_SERVICE).over(NONE))
                        .stalled("ServiceNotFound"),
                situation("somebody else fights for the code", contested()).stalled("ForeignWriter"),
                situation("pool full", firstWrite(rejected(Refusal.POOL_FULL))).stalled("PoolFull"),
                situation("refused for another reason", firstWrite(rejected(Refusal.OTHER)))
                        .stalled("RemoteRejected"),
                situation("API withdrawn", firstWrite(new Trouble.Withdrawn(EXCHANGE)))
                        .stalled("ApiWithdrawn"));
    }

    static Stream<Situation> leaving() {
        return Stream.of(
                situation(
                                "removal failed, tried again",
                                failed(claim(ABSENT, SETTLED), KEPT, new Trouble.Unavailable(EXCHANGE))
                                        .over(settled()))
                        .reconciling("Deleting")
                        .terminating(),
                situation(
                                "the pool cannot be read",
                                done(claim(ABSENT, SETTLED), UNREADABLE).over(settled()))
                        .reconciling("Deleting")
                        .terminating(),
                situation("a drain", done(claim(TO_DRAIN, SETTLED), FREE).over(settled()))
                        .reconciling("Draining")
                        .terminating(),
                situation("in use", inUse(claim(ABSENT, SETTLED)))
                        .reconciling("InUse")
                        .terminating(),
                situation(
                                "deletion refused",
                                failed(claim(ABSENT, SETTLED), KEPT, rejected(Refusal.OTHER))
                                        .over(settled()))
                        .reconciling("DeletionBlocked")
                        .terminating(),
                situation("a spec that makes no sense", Passes.senseless(true, settled()))
                        .reconciling("DeletionBlocked")
                        .terminating(),
                situation("removed", done(claim(ABSENT, SETTLED), KEPT).over(settled()))
                        .reconciling("Deleting")
                        .terminating());
    }

    private static MemberStatus firstWrite(Trouble trouble) {
        return failed(claim(RESERVED, NEW), NO_MEMBER, trouble).over(NONE);
    }

    private static MemberStatus inUse(Claim claim) {
        PlanInput input = PlanInput.of(claim, List.of()).knowing(PlanInput.Hint.IN_USE);
        return done(decide(input, FREE)).over(settled());
    }

    private static MemberStatus contested() {
        PlanInput input = PlanInput.of(claim(RESERVED, SETTLED), List.of()).knowing(PlanInput.Hint.CONTESTED);
        return done(decide(input, FREE)).over(settled());
    }
}
