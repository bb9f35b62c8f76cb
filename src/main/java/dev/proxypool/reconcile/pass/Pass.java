package dev.proxypool.reconcile.pass;

import dev.proxypool.api.Claims;
import dev.proxypool.api.Ledger;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanPolicy;
import dev.proxypool.plan.Planner;
import dev.proxypool.plan.PruneGuard;
import dev.proxypool.plan.PruneGuard.Guarded;
import dev.proxypool.plan.Schedule;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.status.ClaimResult;
import dev.proxypool.status.PassResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One pass for all claims of a resource; a single code is a pool with one member. Each claim has a {@link ClaimPass},
 * over one poll, in an order that never needs more room than there is. A pass changes a bounded number of members, so
 * that a large pool reports its progress and blocks no worker for long.
 */
public final class Pass {

    static final int CHANGED_AT_MOST = PassExecution.CHANGED_AT_MOST;

    private static final Trouble NOT_NEEDED = Trouble.noAccount("the claims name no pool");

    private final Account account;
    private final String namespace;
    /** The rivals' claims on a member, and what is known of ours. */
    private final Function<Claim, PlanInput> input;

    private final Checkpoint checkpoint;
    private final List<ClaimResult> results = new ArrayList<>();
    private final List<Decision> due = new ArrayList<>();
    private int superseded;

    /**
     * To be run once.
     *
     * @param namespace the resource's namespace
     */
    public Pass(Account account, String namespace, Function<Claim, PlanInput> input, Checkpoint checkpoint) {
        this.account = account;
        this.namespace = namespace;
        this.input = input;
        this.checkpoint = checkpoint;
    }

    /** A pass for claims whose pool cannot be read: it decides on every claim, and no decision has a step. */
    public static PassResult unreadable(Claims claims, Trouble why) {
        Observation seen = new Observation.Unreadable(why);
        List<ClaimResult> decided = plan(claims.listed(), claim -> PlanInput.of(claim, List.of()), seen).stream()
                .map(decision -> settled(decision, true))
                .toList();
        return new PassResult(claims, seen, decided, Optional.empty(), Set.of(), Set.of(), 0);
    }

    /** The pools that a pass must know. Claims that release everything, or never held anything, need none. */
    public static Set<PoolKey> needs(Claims claims) {
        PoolKey key = claims.key();
        if (key == null || !claims.problems().isEmpty()) {
            return Set.of();
        }
        Stream<PoolKey> ofClaims = claims.listed().stream().flatMap(claim -> ClaimPass.needs(claim).stream());
        return Stream.concat(claims.leaving() ? Stream.empty() : Stream.of(key), ofClaims)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param freshPoll true if the user requested a fresh poll
     * @param approval the hash of removals that the user approved
     */
    public PassResult run(Claims claims, boolean freshPoll, Optional<String> approval) {
        PoolKey key = claims.key();
        if (key == null || !claims.problems().isEmpty()) {
            return unreadable(claims, NOT_NEEDED);
        }
        boolean needed = !needs(claims).isEmpty();
        Observation seen = needed ? poll(key, freshPoll) : new Observation.Unreadable(NOT_NEEDED);
        decide(claims.listed(), seen).forEach(decision -> sort(decision, true));
        Guarded unlisted = unlisted(claims, seen, approval);
        unlisted.decisions().forEach(decision -> sort(decision, false));
        List<Decision> left = seen instanceof Observation.Fresh(var pool) ? execute(claims, pool, seen) : List.of();
        results.sort(ClaimResult.BY_MEMBER);
        return new PassResult(
                claims,
                needed ? account.pools().observe(key) : seen,
                results,
                unlisted.held(),
                unlisted.approved(),
                left.stream().filter(Pass::adds).map(Pass::codeOf).collect(Collectors.toUnmodifiableSet()),
                left.size() + superseded);
    }

    private Observation poll(PoolKey key, boolean fresh) {
        return fresh ? account.pools().look(key) : account.pools().observe(key);
    }

    /** A decision with steps is due. A member that left the old pool of its move has its next steps in another pool. */
    private void sort(Decision decision, boolean listed) {
        if (decision.verdict() instanceof Verdict.Left) {
            arrive(decision.claim(), listed);
        } else if (decision.steps().isEmpty()) {
            results.add(settled(decision, listed));
        } else {
            due.add(decision);
        }
    }

    private void arrive(Claim claim, boolean listed) {
        ClaimPass.Result arrived =
                ClaimPass.of(claim, account, namespace, checkpoint).run(input.apply(claim), false);
        if (arrived.isSuperseded()) {
            superseded++;
        } else {
            results.add(new ClaimResult(claim.membership().member(), listed, arrived.decision(), arrived.outcome()));
        }
    }

    /** A member that another resource names is not unlisted, whatever happens to that claim. */
    private Guarded unlisted(Claims claims, Observation seen, Optional<String> approval) {
        if (!(seen instanceof Observation.Fresh(var pool))) {
            return new Guarded(List.of(), Optional.empty(), Set.of());
        }
        List<Claim> unclaimed = claims.unlisted(pool).stream()
                .filter(claim -> input.apply(claim).rivals().isEmpty())
                .toList();
        Ledger ledger = claims.ledger();
        return new PruneGuard(claims.limit(), approval, ledger::isApproved, ledger::isDraining, ledger.approvalsUsed())
                .apply(plan(unclaimed, input, seen), pool.members().size());
    }

    /** Returns the decisions that the pass did not reach. */
    private List<Decision> execute(Claims claims, PoolSnapshot pool, Observation seen) {
        Set<Membership> noted = noteIntents();
        PassExecution.Done done = new PassExecution(account, namespace, input, checkpoint.noted(noted), seen)
                .of(Schedule.of(due, pool, account.capacity()));
        Set<Sid.Member> listed = claims.listed().stream()
                .map(claim -> claim.membership().member())
                .collect(Collectors.toUnmodifiableSet());
        done.results()
                .forEach((code, result) ->
                        results.add(new ClaimResult(code, listed.contains(code), result.decision(), result.outcome())));
        return done.left();
    }

    private static List<Decision> plan(List<Claim> claims, Function<Claim, PlanInput> input, Observation seen) {
        return PlanPolicy.apply(Planner.plan(claims.stream().map(input).toList(), seen))
                .decisions();
    }

    /** One plan for all claims, except for a member that cannot move: its decision depends on the target pool. */
    private List<Decision> decide(List<Claim> claims, Observation seen) {
        List<Decision> decided = new ArrayList<>();
        List<Claim> here = new ArrayList<>();
        for (Claim claim : claims) {
            targetOf(claim)
                    .ifPresentOrElse(
                            there -> decided.addAll(plan(List.of(claim), input, there)), () -> here.add(claim));
        }
        decided.addAll(plan(here, input, seen));
        return decided;
    }

    private Optional<Observation> targetOf(Claim claim) {
        return claim.wish() instanceof Claim.Wish.Moved
                ? ClaimPass.of(claim, account, namespace, checkpoint).targetOf(claim)
                : Optional.empty();
    }

    /** Ownership must survive a crash, so the intents are recorded before the first add. */
    private Set<Membership> noteIntents() {
        Set<Membership> added = due.stream()
                .filter(decision -> decision.claim().standing() == Claim.Standing.NEW)
                .flatMap(decision -> decision.steps().stream())
                .filter(Step.Add.class::isInstance)
                .filter(add -> !account.refusals().isKnown(add))
                .map(Step::membership)
                .collect(Collectors.toUnmodifiableSet());
        if (!added.isEmpty() && checkpoint.mayWrite()) {
            checkpoint.willAdd(added);
        }
        return added;
    }

    private static boolean adds(Decision decision) {
        return decision.steps().stream().anyMatch(Step.Add.class::isInstance);
    }

    private static ClaimResult settled(Decision decision, boolean listed) {
        return new ClaimResult(codeOf(decision), listed, decision, Outcome.settled(decision.seen()));
    }

    static Sid.Member codeOf(Decision decision) {
        return decision.membership().member();
    }
}
