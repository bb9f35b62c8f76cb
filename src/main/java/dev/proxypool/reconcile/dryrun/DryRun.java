package dev.proxypool.reconcile.dryrun;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.api.Claims;
import dev.proxypool.api.Condition;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Step;
import dev.proxypool.plan.Verdict;
import dev.proxypool.reconcile.ClaimantKind;
import dev.proxypool.reconcile.ClaimantKinds;
import dev.proxypool.reconcile.Rivals;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.pass.Checkpoint;
import dev.proxypool.reconcile.pass.Pass;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.status.ClaimResult;
import dev.proxypool.status.Finding;
import dev.proxypool.status.OverCapacity;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.Reason;
import dev.proxypool.status.StatusFrame;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the passes of some resources on pools in memory, until nothing changes any more: what the operator would do if
 * there were no other resources. It runs the operator's own engine, so that the two cannot differ.
 */
public final class DryRun {

    /** A pass changes a hundred members, so the fullest pool takes 55; more means that the passes do not settle. */
    private static final int MOST_ROUNDS = 100;

    /**
     * The outcome for one claim.
     *
     * @param code null if this is about the resource as a whole
     * @param done the writes that would be made, in order
     * @param held the writes that a policy would hold back
     * @param message what a condition would say in the end
     */
    public record Row(
            Claimant<?> resource,
            Sid.@Nullable Member code,
            List<Step> done,
            List<Step> held,
            Reason reason,
            String message) {

        /** Adds the writes of earlier passes; everything else is from the later pass. */
        private Row after(Row earlier) {
            List<Step> all = Stream.concat(earlier.done.stream(), done.stream()).toList();
            return new Row(resource, code, all, held, reason, message);
        }
    }

    /**
     * @param seen the pools as they are
     * @param after the pools as they would be
     */
    public record Report(List<Row> rows, SortedMap<PoolKey, Observation> seen, SortedMap<PoolKey, Observation> after) {}

    private final Instant now;
    private final InMemoryProxyApi api;
    private final Account account;
    private final Rivals rivals = new Rivals();
    private final DryRunClaims claimants;

    private DryRun(
            List<? extends Claimant<?>> resources,
            Sid.Account account,
            Function<PoolKey, Observation> looks,
            Instant now) {
        this.now = now;
        this.api = new InMemoryProxyApi(looks);
        PoolWatch unused = new PoolWatch(() -> 0);
        unused.close();
        this.account = new Account(AccountUse.own(account), api, Timing.DEFAULT, Capacity.TWILIO, () -> now, unused);
        this.claimants = new DryRunClaims(resources, now);
        rivals.join(claimants);
    }

    /**
     * @param resources each with its own UID; the passes change their statuses
     * @param looks polls a pool; called once for each
     */
    public static Report of(
            List<? extends Claimant<?>> resources,
            Sid.Account account,
            Function<PoolKey, Observation> looks,
            Instant now) {
        return new DryRun(resources, account, looks, now).run();
    }

    private Report run() {
        // All of them first: Twilio knows which pool has a member, even if another one is read.
        claimants.present().stream()
                .flatMap(resource -> resource.pools().stream())
                .forEach(api::list);
        Map<String, Row> rows = new LinkedHashMap<>();
        boolean changed = true;
        for (int round = 0; changed && round < MOST_ROUNDS; round++) {
            changed = false;
            for (Claimant<?> resource : claimants.present()) {
                for (Row row : pass(resource)) {
                    rows.merge(key(row), row, (earlier, later) -> later.after(earlier));
                    changed |= !row.done().isEmpty();
                }
            }
        }
        return new Report(List.copyOf(rows.values()), api.seen(), api.now());
    }

    private static String key(Row row) {
        return row.resource().getMetadata().getUid() + "/" + row.code();
    }

    private List<Row> pass(Claimant<?> resource) {
        return ClaimantKinds.ALL.stream()
                .filter(kind -> kind.type().isInstance(resource))
                .findFirst()
                .map(kind -> passAs(kind, resource))
                .orElseThrow();
    }

    private <S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>> List<Row> passAs(
            ClaimantKind<S, R> kind, Claimant<?> resource) {
        return pass(kind, kind.type().cast(resource));
    }

    private <S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>> List<Row> pass(
            ClaimantKind<S, R> kind, R resource) {
        Claims claims = resource.toClaims(account.use(), now);
        PassResult result = new Pass(account, resource.getMetadata().getNamespace(), input(resource), Checkpoint.NONE)
                .run(claims, false, resource.approval());
        if (result.mayReleaseFinalizer()) {
            claimants.leave(resource);
        }
        S old = kind.statusOf().apply(resource);
        boolean whole =
                !claims.problems().isEmpty() || !kind.claimsOne() && !(result.seen() instanceof Observation.Fresh);
        List<Row> rows = whole ? List.of(ofTheWhole(kind, resource, result)) : rows(resource, result);
        resource.setStatus(kind.project().apply(result, frame(resource, old)));
        return rows;
    }

    private Function<Claim, PlanInput> input(Claimant<?> resource) {
        String uid = resource.getMetadata().getUid();
        return claim -> {
            Sid.Member member = claim.membership().member();
            return PlanInput.of(claim, rivals.on(member, account.pools().namesOf(member), uid, account.use(), now));
        };
    }

    private <S extends ClaimantStatus<S>> StatusFrame<S> frame(Claimant<?> resource, S old) {
        return new StatusFrame<>(
                resource.getMetadata().getGeneration(),
                old,
                account.use(),
                null,
                account.capacity(),
                account.timing().staleAfter(),
                resource::drainEnd,
                now,
                ResourceKind.argument(resource, resource.getMetadata()));
    }

    private List<Row> rows(Claimant<?> resource, PassResult result) {
        List<Row> rows = new ArrayList<>();
        result.claims()
                .forEach(one -> rows.add(row(
                        resource,
                        one.member(),
                        one.outcome().done(),
                        one.decision().held(),
                        one.listed() ? finding(one) : unlisted(one, result))));
        OverCapacity.of(result.pool(), account.capacity())
                .ifPresent(finding -> rows.add(row(resource, null, List.of(), List.of(), finding)));
        result.heldRemovals()
                .ifPresent(removals ->
                        rows.add(row(resource, null, List.of(), List.of(), PoolStatusFactory.held(removals))));
        return rows;
    }

    private Finding finding(ClaimResult one) {
        return claimants
                .undecided(one.decision().claim(), account.use(), now)
                .orElseGet(() -> Finding.of(one.decision(), one.outcome()));
    }

    private static Finding unlisted(ClaimResult one, PassResult result) {
        boolean leaves = one.decision().verdict() instanceof Verdict.Draining
                || one.decision().verdict() instanceof Verdict.InUse;
        if (leaves && one.decision().held().isEmpty()) {
            return new Finding(
                    Reason.DRAINING, "no resource lists it: stays reserved while it drains, and is then removed");
        }
        Reason reason = result.heldRemovals().isPresent() ? Reason.REMOVALS_HELD : Reason.IN_SYNC;
        return new Finding(reason, "no resource lists it");
    }

    /** A status that was fine before would not show an outage at once, so this is the status of a new resource. */
    private <S extends ClaimantStatus<S>, R extends CustomResource<?, S> & Claimant<R>> Row ofTheWhole(
            ClaimantKind<S, R> kind, R resource, PassResult result) {
        resource.setStatus(null);
        S status = kind.project().apply(result, frame(resource, kind.statusOf().apply(resource)));
        Condition ready = status.conditions().getFirst();
        Sid.Member code =
                kind.claimsOne() ? resource.members().stream().findFirst().orElse(null) : null;
        return new Row(
                resource, code, List.of(), List.of(), Reason.of(ready.reason()).orElseThrow(), ready.message());
    }

    private Row row(
            Claimant<?> resource, Sid.@Nullable Member code, List<Step> done, List<Step> held, Finding finding) {
        Reason reason = finding.reason();
        return new Row(
                resource,
                code,
                done,
                held,
                reason,
                reason.advise(
                        finding.message(), ResourceKind.argument(resource, resource.getMetadata()), account.use()));
    }
}
