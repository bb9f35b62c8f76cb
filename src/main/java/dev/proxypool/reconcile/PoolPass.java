package dev.proxypool.reconcile;

import dev.proxypool.api.PoolClaims;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PruneGuard;
import dev.proxypool.plan.PruneGuard.Guarded;
import dev.proxypool.plan.Step;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.PoolStatusFactory.ClaimResult;
import dev.proxypool.status.PoolStatusFactory.PassResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One pass for all claims of a pool: each is a {@link Pass} like that of a single code, over one look, in an order that never
 * needs more room than there is. A pass changes a bounded number of codes, so that a large pool tells how far it is and
 * holds no worker for long.
 */
final class PoolPass {

    static final int CHANGED_AT_MOST = PoolExecution.CHANGED_AT_MOST;

    private final Account account;
    /** The claims of others on a code, and what is known of ours. */
    private final Function<Claim.Valid, PlanInput> input;

    private final Checkpoint checkpoint;

    PoolPass(Account account, Function<Claim.Valid, PlanInput> input, Checkpoint checkpoint) {
        this.account = account;
        this.input = input;
        this.checkpoint = checkpoint;
    }

    /** A pass for a pool that cannot be asked for, or makes no sense. */
    static PassResult unreadable(PoolClaims pool, Trouble why) {
        return undone(pool, new Observation.Unreadable(why), claim -> PlanInput.of(claim, List.of()));
    }

    /** Of a pool that is gone or cannot be read: every claim is decided on, and none has anything to do. */
    private static PassResult undone(PoolClaims pool, Observation seen, Function<Claim.Valid, PlanInput> input) {
        List<ClaimResult> decided = pool.listed().stream()
                .map(claim -> settled(Pass.decide(input.apply(claim), seen), true))
                .toList();
        return new PassResult(pool, seen, decided, Optional.empty(), Set.of(), Set.of(), 0);
    }

    /** Whether nothing is left to do for a pool that is being deleted, so that it may go. */
    static boolean mayReleaseFinalizer(PassResult passed) {
        return passed.pool().leaving()
                && passed.left() == 0
                && passed.claims().stream()
                        .allMatch(one -> new Pass.Result(one.decision(), one.outcome(), true).mayReleaseFinalizer())
                && (passed.pool().problems().isEmpty()
                        || !passed.pool().ledger().holdsSomething());
    }

    /** Whether all claims of a pool that is being deleted may go without a look: it never held or added anything. */
    private static boolean needsNoLook(PoolClaims pool) {
        return pool.leaving() && pool.listed().stream().allMatch(claim -> claim.standing() == Claim.Standing.NEW);
    }

    /** The Services whose pools a pass has to know. */
    static Set<Sid.Service> needs(PoolClaims pool) {
        Sid.Service service = pool.service();
        return service == null || !pool.problems().isEmpty() || needsNoLook(pool) ? Set.of() : Set.of(service);
    }

    /**
     * @param approval the hash of removals that a person approved
     */
    PassResult run(PoolClaims pool, Sid.Service service, boolean freshLook, Optional<String> approval) {
        if (needsNoLook(pool)) {
            return undone(pool, new Observation.Unreadable(Trouble.noAccount("the pool holds nothing")), input);
        }
        Observation seen =
                freshLook ? account.pools().look(service) : account.pools().observe(service);
        if (!(seen instanceof Observation.Fresh(var snapshot))) {
            return undone(pool, seen, input);
        }
        List<Decision> listed =
                pool.listed().stream().map(claim -> decide(claim, seen)).toList();
        Guarded unlisted = unlisted(pool, snapshot, seen, approval);

        List<ClaimResult> all = new ArrayList<>();
        List<Decision> due = new ArrayList<>();
        listed.forEach(decision -> sort(decision, true, all, due));
        unlisted.decisions().forEach(decision -> sort(decision, false, all, due));
        Set<Sid.ShortCode> listedCodes = listed.stream().map(PoolPass::codeOf).collect(Collectors.toUnmodifiableSet());

        foretell(due);
        PoolExecution.Done done = new PoolExecution(account, input, checkpoint.noted(), seen)
                .of(Schedule.of(due, snapshot, account.capacity()));
        done.results()
                .forEach((code, result) -> all.add(
                        new ClaimResult(code, listedCodes.contains(code), result.decision(), result.outcome())));
        all.sort(PoolStatusFactory.BY_CODE);
        return new PassResult(
                pool,
                account.pools().observe(service),
                all,
                unlisted.held(),
                unlisted.approved(),
                done.left().stream()
                        .filter(PoolPass::adds)
                        .map(PoolPass::codeOf)
                        .collect(Collectors.toUnmodifiableSet()),
                done.left().size());
    }

    private static void sort(Decision decision, boolean listed, List<ClaimResult> all, List<Decision> due) {
        if (decision.steps().isEmpty()) {
            all.add(settled(decision, listed));
        } else {
            due.add(decision);
        }
    }

    /** A member that another resource names is not unlisted, whatever becomes of that claim. */
    private Guarded unlisted(PoolClaims pool, PoolSnapshot snapshot, Observation seen, Optional<String> approval) {
        List<Decision> unclaimed = pool.unlisted(snapshot).stream()
                .filter(claim -> input.apply(claim).rivals().isEmpty())
                .map(claim -> decide(claim, seen))
                .toList();
        return new PruneGuard(pool.limit(), approval, pool.ledger()::isApproved, pool.ledger()::isDraining)
                .apply(unclaimed, snapshot.members().size());
    }

    private Decision decide(Claim.Valid claim, Observation seen) {
        return Pass.decide(input.apply(claim), seen);
    }

    /** Whose codes they are must survive a crash, so it is written down before the first of them is added. */
    private void foretell(List<Decision> due) {
        Set<Membership> added = due.stream()
                .filter(decision -> ((Claim.Valid) decision.claim()).standing() == Claim.Standing.NEW)
                .flatMap(decision -> decision.steps().stream())
                .filter(Step.Add.class::isInstance)
                .filter(add -> !account.refusals().isKnown(add))
                .map(Step::membership)
                .collect(Collectors.toUnmodifiableSet());
        if (!added.isEmpty() && checkpoint.mayWrite()) {
            checkpoint.willAdd(added);
        }
    }

    private static boolean adds(Decision decision) {
        return decision.steps().stream().anyMatch(Step.Add.class::isInstance);
    }

    private static ClaimResult settled(Decision decision, boolean listed) {
        return new ClaimResult(codeOf(decision), listed, decision, Outcome.settled(decision.seen()));
    }

    static Sid.ShortCode codeOf(Decision decision) {
        return switch (decision.claim()) {
            case Claim.Valid valid -> valid.membership().shortCode();
            case Claim.Invalid invalid -> throw new IllegalStateException("a pool's claims are valid: " + invalid);
        };
    }
}
