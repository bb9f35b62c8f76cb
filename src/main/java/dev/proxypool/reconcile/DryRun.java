package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.PoolClaims;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.Step;
import dev.proxypool.status.Finding;
import dev.proxypool.status.OverCapacity;
import dev.proxypool.status.PoolStatusFactory;
import dev.proxypool.status.PoolStatusFactory.PassResult;
import dev.proxypool.status.Reason;
import dev.proxypool.status.StatusFactory;
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
 * The passes of some resources on pools in memory, until nothing changes any more: what the operator would do if these were
 * all there is. It is the operator's own engine that runs, so that there is no second opinion on what it does.
 */
public final class DryRun {

    /** A pass changes a hundred codes, so the fullest pool takes 55; more means that it does not come to rest. */
    private static final int MOST_ROUNDS = 100;

    /**
     * What becomes of one claim.
     *
     * @param code null if this is about the resource as a whole
     * @param done the writes that would be made, in order
     * @param held the writes that a policy would hold back
     * @param message what a condition would say in the end
     */
    public record Row(
            Claimant<?> resource,
            Sid.@Nullable ShortCode code,
            List<Step> done,
            List<Step> held,
            Reason reason,
            String message) {

        /** What was done before, too; the last word is the later one's. */
        private Row after(Row earlier) {
            List<Step> all = Stream.concat(earlier.done.stream(), done.stream()).toList();
            return new Row(resource, code, all, held, reason, message);
        }
    }

    /**
     * @param seen the pools as they are
     * @param after the pools as they would be
     */
    public record Report(
            List<Row> parts, SortedMap<Sid.Service, Observation> seen, SortedMap<Sid.Service, Observation> after) {}

    private final Instant now;
    private final InMemoryProxyApi api;
    private final Account account;
    private final Rivals rivals = new Rivals(1);
    private final DryRunClaims claimants;

    private DryRun(
            List<? extends Claimant<?>> resources,
            Sid.Account account,
            Function<Sid.Service, Observation> looks,
            Instant now) {
        this.now = now;
        this.api = new InMemoryProxyApi(looks);
        PoolWatch nobody = new PoolWatch(() -> 0);
        nobody.close();
        this.account = new Account(AccountUse.own(account), api, Timing.DEFAULT, Capacity.TWILIO, () -> now, nobody);
        this.claimants = new DryRunClaims(resources);
        rivals.join(claimants);
    }

    /**
     * @param resources each with a uid of its own; their statuses are changed as the passes would change them
     * @param looks asked once for each Service
     */
    public static Report of(
            List<? extends Claimant<?>> resources,
            Sid.Account account,
            Function<Sid.Service, Observation> looks,
            Instant now) {
        return new DryRun(resources, account, looks, now).run();
    }

    private Report run() {
        // All of them first: Twilio knows of every pool where a code is, whichever is asked.
        claimants.present().stream()
                .flatMap(resource -> resource.services().stream())
                .forEach(api::list);
        Map<String, Row> parts = new LinkedHashMap<>();
        boolean changed = true;
        for (int round = 0; changed && round < MOST_ROUNDS; round++) {
            changed = false;
            for (Claimant<?> resource : claimants.present()) {
                for (Row part : pass(resource)) {
                    parts.merge(key(part), part, (earlier, later) -> later.after(earlier));
                    changed |= !part.done().isEmpty();
                }
            }
        }
        return new Report(List.copyOf(parts.values()), api.seen(), api.now());
    }

    private static String key(Row part) {
        return part.resource().getMetadata().getUid() + "/" + part.code();
    }

    private List<Row> pass(Claimant<?> resource) {
        return switch (resource) {
            case ProxyShortCode code -> List.of(pass(code));
            case ProxyShortCodePool pool -> pass(pool);
            default -> throw new IllegalStateException("not a kind that claims: " + resource.getClass());
        };
    }

    private Row pass(ProxyShortCode resource) {
        Claim claim = resource.toClaim(account.use(), now);
        String uid = resource.getMetadata().getUid();
        List<Claim.Valid> others = resource.shortCode()
                .map(code -> rivals.on(code, uid, account.use(), now))
                .orElse(List.of());
        Pass.Result result = account.passFor(claim, Checkpoint.NONE).run(PlanInput.of(claim, others), false);
        if (result.mayReleaseFinalizer()) {
            claimants.leave(resource);
        }
        var subject = new StatusFactory.Subject(
                resource.getMetadata().getGeneration(), resource.statusOrNone(), account.use(), null);
        resource.setStatus(StatusFactory.project(
                subject, result.decision(), result.outcome(), account.timing().staleAfter(), now));
        return part(
                resource,
                resource.shortCode().orElse(null),
                result.outcome().done(),
                result.decision().held(),
                Finding.of(result.decision(), result.outcome()));
    }

    private List<Row> pass(ProxyShortCodePool resource) {
        PoolClaims claims = resource.toClaims(account.use(), now);
        PassResult passed = pass(resource, claims);
        if (PoolPass.mayReleaseFinalizer(passed)) {
            claimants.leave(resource);
        }
        resource.setStatus(status(resource, resource.statusOrNone(), passed));
        if (!claims.problems().isEmpty() || !(passed.seen() instanceof Observation.Fresh)) {
            return List.of(ofTheWhole(resource, passed));
        }
        List<Row> parts = new ArrayList<>();
        passed.claims()
                .forEach(one -> parts.add(part(
                        resource,
                        one.code(),
                        one.outcome().done(),
                        one.decision().held(),
                        one.listed() ? Finding.of(one.decision(), one.outcome()) : unlisted(passed))));
        OverCapacity.of(claims, account.capacity())
                .ifPresent(finding -> parts.add(part(resource, null, List.of(), List.of(), finding)));
        passed.heldRemovals()
                .ifPresent(removals ->
                        parts.add(part(resource, null, List.of(), List.of(), PoolStatusFactory.held(removals))));
        return parts;
    }

    private static Finding unlisted(PassResult passed) {
        Reason reason = passed.heldRemovals().isPresent() ? Reason.REMOVALS_HELD : Reason.IN_SYNC;
        return new Finding(reason, "nobody lists it");
    }

    private PassResult pass(ProxyShortCodePool resource, PoolClaims claims) {
        Sid.Service service = claims.service();
        if (service == null || !claims.problems().isEmpty()) {
            return PoolPass.unreadable(claims, Trouble.noAccount("the claims name no pool"));
        }
        String uid = resource.getMetadata().getUid();
        return new PoolPass(
                        account,
                        claim ->
                                PlanInput.of(claim, rivals.on(claim.membership().shortCode(), uid, account.use(), now)),
                        Checkpoint.NONE)
                .run(claims, service, false, resource.approval());
    }

    /** A status that was fine before would not tell of an outage at once. */
    private Row ofTheWhole(ProxyShortCodePool resource, PassResult passed) {
        var ready = status(resource, PoolStatus.NONE, passed).conditions().getFirst();
        return new Row(resource, null, List.of(), List.of(), reason(ready.reason()), ready.message());
    }

    private PoolStatus status(ProxyShortCodePool resource, PoolStatus old, PassResult passed) {
        var subject = new PoolStatusFactory.Subject(
                resource.getMetadata().getGeneration(), old, account.use(), null, account.capacity());
        return PoolStatusFactory.project(subject, passed, account.timing().staleAfter(), now);
    }

    private static Reason reason(String word) {
        return Stream.of(Reason.values())
                .filter(reason -> reason.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Row part(
            Claimant<?> resource, Sid.@Nullable ShortCode code, List<Step> done, List<Step> held, Finding finding) {
        Reason reason = finding.reason();
        return new Row(resource, code, done, held, reason, reason.advise(finding.message()));
    }
}
