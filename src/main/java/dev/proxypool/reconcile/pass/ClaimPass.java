package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.plan.PlanPolicy;
import dev.proxypool.plan.Planner;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One pass for one claim: poll, plan, execute. If Twilio's answer shows that the poll was out of date, or that a member
 * is in use, the pass takes that into account and plans once more, but not a third time.
 */
final class ClaimPass {

    /** The last decision, and the outcome of the whole pass. */
    record Result(Decision decision, Outcome outcome) {
        /** Whether the pass wrote nothing because the resource changed after the pass read it. */
        boolean isSuperseded() {
            return outcome.failure() != null && outcome.failure().trouble() instanceof Trouble.Superseded;
        }
    }

    private final PoolCache pools;
    private final PlanExecutor executor;
    private final Refusals refusals;
    private final Checkpoint checkpoint;

    ClaimPass(ProxyApi api, PoolCache pools, Refusals refusals, Checkpoint checkpoint) {
        this.pools = pools;
        this.executor = new PlanExecutor(api, pools, refusals);
        this.refusals = refusals;
        this.checkpoint = checkpoint;
    }

    /** @param namespace the namespace of the claiming resource */
    static ClaimPass of(Claim claim, Account account, String namespace, Checkpoint checkpoint) {
        return new ClaimPass(account.apiFor(claim, namespace), account.pools(), account.refusals(), checkpoint);
    }

    static Decision decide(PlanInput input, Observation seen) {
        return PlanPolicy.apply(Planner.plan(List.of(input), seen)).decisions().getFirst();
    }

    /** @param freshLook true if the user requested a fresh poll */
    Result run(PlanInput input, boolean freshLook) {
        Result result = twoRounds(input, freshLook);
        if (result.decision().verdict() instanceof Verdict.Left) {
            return result.decision()
                    .claim()
                    .arriving()
                    .map(arrived -> after(result, twoRounds(input.about(arrived), freshLook)))
                    .orElse(result);
        }
        return result;
    }

    /** Carries out a decision that was made before. */
    Result carryOut(Decision decision) {
        return new Result(decision, executor.execute(decision, checkpoint));
    }

    /**
     * Removes a member that is added again in the same pass: this makes room for another one to be reserved. The schedule
     * chose one that is reserved and that no Session uses, so it need not wait for another poll.
     */
    Result takeOut(Claim claim) {
        Claim out = new Claim(
                claim.owner(),
                claim.membership(),
                new Claim.Wish.Absent(Claim.Drain.OVER),
                claim.policies(),
                Claim.Standing.HOLDING);
        return execute(
                PlanInput.of(out, List.of()), pools.observe(claim.membership().pool()));
    }

    private Result twoRounds(PlanInput input, boolean freshLook) {
        Claim claim = input.claim();
        Observation seen = targetOf(claim).orElseGet(() -> observe(claim, freshLook));
        Result first = execute(input, seen);
        if (first.outcome().failure() == null) {
            return first;
        }
        Outcome.Failure failure = first.outcome().failure();
        return switch (surprise(failure)) {
            case NONE -> first;
            case OUT_OF_DATE -> {
                PoolKey here = claim.membership().pool();
                PoolKey failedAt = failure.step().membership().pool();
                if (!failedAt.equals(here)) {
                    // The target of a move refused the member; what is known of the pool that it left is good enough.
                    pools.look(failedAt);
                }
                yield after(first, execute(input, failedAt.equals(here) ? pools.look(here) : pools.observe(here)));
            }
            case IN_USE -> after(first, execute(input.knowing(Hint.IN_USE), seen));
        };
    }

    /** Why a member cannot move to its target: then it stays where it is. Empty if it can, or does not move. */
    Optional<Observation> targetOf(Claim claim) {
        if (!(claim.wish() instanceof Claim.Wish.Moved moved)) {
            return Optional.empty();
        }
        Membership target = new Membership(moved.to(), claim.membership().member());
        return switch (pools.observe(target.pool())) {
            case Observation.Fresh(var pool) when pool.find(target.member()).isPresent() -> Optional.empty();
            case Observation.Fresh _ ->
                refusals.foreseen(target, moved.reserved()).map(refused -> stays(claim, refused));
            case Observation.Unreadable unreadable -> Optional.of(unreadable);
            case Observation.ServiceGone _ ->
                Optional.of(stays(
                        claim,
                        new Trouble.Rejected(
                                new Trouble.Exchange("", 0, 0, "the account has no Proxy Service " + moved.to(), null),
                                Refusal.OTHER)));
        };
    }

    private static Observation stays(Claim claim, Trouble.Rejected why) {
        String message = "%s; the %s stays in %s"
                .formatted(
                        why.exchange().describe(),
                        claim.membership().member().kind().shortNoun(),
                        claim.membership().service());
        return new Observation.Unreadable(
                new Trouble.Rejected(new Trouble.Exchange("", 0, 0, message, null), why.refusal()));
    }

    private Result execute(PlanInput input, Observation seen) {
        Decision decision = decide(input, seen);
        return new Result(decision, executor.execute(decision, checkpoint));
    }

    private Observation observe(Claim claim, boolean freshLook) {
        if (needs(claim).isEmpty()) {
            return new Observation.Unreadable(NO_POOL);
        }
        PoolKey here = claim.membership().pool();
        return freshLook ? pools.look(here) : pools.observe(here);
    }

    /** The pools that a pass for a claim must know. A claim that is left as it is needs none. */
    static Set<PoolKey> needs(Claim claim) {
        PoolKey here = claim.membership().pool();
        return switch (claim.wish()) {
            case Claim.Wish.LetGo _ -> Set.of();
            case Claim.Wish.Moved moved ->
                Stream.of(here, new PoolKey(moved.to(), here.kind())).collect(Collectors.toUnmodifiableSet());
            case Claim.Wish.Present _, Claim.Wish.Absent _ ->
                claim.leaving() && claim.standing() == Claim.Standing.NEW ? Set.of() : Set.of(here);
        };
    }

    private static final Trouble NO_POOL = Trouble.noAccount("the claim names no pool");

    private enum Surprise {
        NONE,
        OUT_OF_DATE,
        IN_USE
    }

    private static Surprise surprise(Outcome.Failure failure) {
        return switch (failure.trouble()) {
            case Trouble.NotFound _ -> Surprise.OUT_OF_DATE;
            case Trouble.Rejected rejected
            when rejected.refusal() == Refusal.ALREADY_MEMBER || rejected.refusal() == Refusal.VANISHED ->
                Surprise.OUT_OF_DATE;
            case Trouble.Rejected rejected
            when rejected.refusal() == Refusal.IN_USE && failure.step() instanceof Step.Remove -> Surprise.IN_USE;
            case Trouble.Rejected _,
                    Trouble.Superseded _,
                    Trouble.NoAccount _,
                    Trouble.Unauthorized _,
                    Trouble.Withdrawn _,
                    Trouble.Throttled _,
                    Trouble.Unavailable _,
                    Trouble.Garbled _ -> Surprise.NONE;
        };
    }

    /** The second round decides, but the steps of the first round were done too. */
    private static Result after(Result first, Result second) {
        List<Step> done = Stream.concat(first.outcome().done().stream(), second.outcome().done().stream())
                .toList();
        Outcome whole =
                new Outcome(done, second.outcome().failure(), second.outcome().after());
        return new Result(second.decision(), whole);
    }
}
