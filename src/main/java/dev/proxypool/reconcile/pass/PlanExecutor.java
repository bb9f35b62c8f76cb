package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.account.Refusals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of a decision in order, up to the first failure; the cache knows each write at once. */
final class PlanExecutor {

    private static final Trouble SUPERSEDED = new Trouble.Superseded(new Trouble.Exchange(
            "", 0, 0, "the resource changed during the pass; the next pass uses the new version", null));

    private final ProxyApi api;
    private final PoolCache pools;
    private final Refusals refusals;

    PlanExecutor(ProxyApi api, PoolCache pools, Refusals refusals) {
        this.api = api;
        this.pools = pools;
        this.refusals = refusals;
    }

    Outcome execute(Decision decision, Checkpoint checkpoint) {
        List<Step> done = new ArrayList<>();
        Member member = decision.seen();
        if (!decision.steps().isEmpty() && !mayWrite(decision, checkpoint)) {
            return new Outcome(done, new Outcome.Failure(decision.steps().getFirst(), SUPERSEDED), member);
        }
        Deque<Step> steps = new ArrayDeque<>(decision.steps());
        for (Step step = steps.poll(); step != null; step = steps.poll()) {
            // A step that was refused before needs no intent: after a crash, its member is treated as not ours.
            if (step instanceof Step.Add add && isAddedAnew(decision, add) && !refusals.isKnown(add)) {
                checkpoint.willAdd(Set.of(add.membership()));
            }
            switch (write(step)) {
                case Answer.Failed<Optional<Member>>(var trouble) -> {
                    return new Outcome(done, new Outcome.Failure(step, trouble), member);
                }
                case Answer.Ok<Optional<Member>>(var answered) -> {
                    member = answered.orElse(null);
                    pools.wrote(
                            step.membership(), member, decision.claim().owner().uid());
                    Step applied = asApplied(step, member);
                    done.add(applied);
                    if (applied.after() != step.after()) {
                        steps.addFirst(new Step.SetReserved(step.membership(), true));
                    }
                }
            }
        }
        return believe(decision, new Outcome(done, null, member));
    }

    /** Twilio may add a member unreserved although the request asked for the reservation; a second request follows. */
    private static Step asApplied(Step step, @Nullable Member answered) {
        return step instanceof Step.Add(var membership, var reserved) && reserved && !isReserved(answered)
                ? new Step.Add(membership, false)
                : step;
    }

    /** Whether the status does not show yet that the member may be there. */
    static boolean isAddedAnew(Decision decision, Step.Add add) {
        return decision.claim().standing() == Claim.Standing.NEW
                || !decision.membership().equals(add.membership());
    }

    private static boolean mayWrite(Decision decision, Checkpoint checkpoint) {
        return decision.steps().stream()
                .filter(step -> step instanceof Step.Remove || step instanceof Step.SetReserved set && !set.reserved())
                .findFirst()
                .map(step -> checkpoint.mayTakeAway(step.membership().member()))
                .orElseGet(checkpoint::mayWrite);
    }

    private Answer<Optional<Member>> write(Step step) {
        return switch (step) {
            case Step.Add(var membership, var reserved) -> optional(api.add(membership, reserved));
            case Step.SetReserved set -> optional(api.setReserved(set.membership(), set.reserved()));
            case Step.Remove remove ->
                switch (api.remove(remove.membership())) {
                    case Answer.Ok<?> _ -> new Answer.Ok<>(Optional.empty());
                    case Answer.Failed<?>(var trouble) -> new Answer.Failed<>(trouble);
                };
        };
    }

    private static Answer<Optional<Member>> optional(Answer<Member> answer) {
        return switch (answer) {
            case Answer.Ok<Member>(var member) -> new Answer.Ok<>(Optional.of(member));
            case Answer.Failed<Member>(var trouble) -> new Answer.Failed<>(trouble);
        };
    }

    /**
     * A success that does not show the requested result counts as a failure: neither Ready nor an event may rely on it.
     */
    private static Outcome believe(Decision decision, Outcome outcome) {
        boolean onItsWayOut =
                decision.verdict() instanceof Verdict.InUse || decision.verdict() instanceof Verdict.Draining;
        boolean asAsked =
                isReserved(outcome.after()) == (onItsWayOut || decision.claim().wantsReserved());
        List<Step> done = outcome.done();
        if (done.isEmpty() || asAsked) {
            return outcome;
        }
        Step last = done.getLast();
        var answer = new Trouble.Exchange(
                last.describe(),
                200,
                0,
                "Twilio reported success, but the %s is not %s"
                        .formatted(decision.kind().shortNoun(), last.after()),
                null);
        var failure = new Outcome.Failure(last, new Trouble.Garbled(answer));
        return new Outcome(done.subList(0, done.size() - 1), failure, outcome.after());
    }

    private static boolean isReserved(@Nullable Member member) {
        return member != null && member.reserved();
    }
}
