package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberName;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.PoolStatus.Counts;
import dev.proxypool.api.PoolStatus.Problem;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Removals;
import dev.proxypool.plan.Step;
import dev.proxypool.status.RankedFinding.Rank;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Projects the passes of all claims of a pool onto its one status: the worst of them decides. Pure. */
public final class PoolStatusFactory {

    /** As many as a person reads; the counts cover the rest. */
    private static final int TOLD_AT_MOST = 20;

    private final StatusFrame<PoolStatus> frame;
    private final PassResult passed;
    private final Findings found;

    private PoolStatusFactory(StatusFrame<PoolStatus> frame, PassResult passed) {
        this.frame = frame;
        this.passed = passed;
        this.found = Findings.of(passed.claims());
    }

    /** The status after a pass for all claims of a pool; the old status itself if nothing changed. */
    public static PoolStatus project(PassResult result, StatusFrame<PoolStatus> frame) {
        return frame.unlessSame(new PoolStatusFactory(frame, result).status());
    }

    private PoolStatus status() {
        PoolStatus old = frame.old();
        List<Condition> conditions = frame.conditions(
                trouble(), this::finding, passed.pool().policies().suspend());
        return new PoolStatus(
                frame.head(
                        conditions,
                        service(),
                        account(),
                        heldSteps().limit(TOLD_AT_MOST).map(this::planned).toList()),
                counts(),
                NextLedger.of(old.ledger(), passed, frame.now()),
                needingAttention().size(),
                needingAttention().stream()
                        .limit(TOLD_AT_MOST)
                        .map(PoolStatusFactory::problem)
                        .toList(),
                heldRemovals(),
                (int) heldSteps().count());
    }

    private Optional<Trouble> trouble() {
        return passed.seen() instanceof Observation.Unreadable unreadable
                        && !passed.pool().leaving()
                ? Optional.of(unreadable.trouble())
                : Optional.empty();
    }

    /** In order of precedence: what stalls, is held, is retried, is not reached yet, and is only reported. */
    private Finding finding() {
        return ofTheWhole()
                .or(() -> OverCapacity.of(passed.pool(), frame.capacity()))
                .or(() -> found.worst(Rank.STALLED))
                .or(() -> passed.heldRemovals().map(PoolStatusFactory::held))
                .or(() -> found.worst(Rank.RETRIED))
                .or(this::inProgress)
                .or(() -> found.worst(Rank.REPORTED))
                .or(() -> found.worst(Rank.OBSERVED))
                .orElseGet(() -> new Finding(Reason.IN_SYNC, "the pool of %s is as declared".formatted(service())));
    }

    /** Trouble with the pool is reported once, not for each member. */
    private Optional<Finding> ofTheWhole() {
        if (!passed.pool().problems().isEmpty()) {
            return Optional.of(
                    Finding.ofProblems(passed.pool().problems(), passed.pool().leaving()));
        }
        return switch (passed.seen()) {
            case Observation.Fresh _ -> Optional.empty();
            case Observation.ServiceGone gone ->
                Optional.of(
                        new Finding(Reason.SERVICE_NOT_FOUND, "the account has no Proxy Service " + gone.service()));
            case Observation.Unreadable unreadable ->
                Optional.of(
                        Finding.ofTheLook(unreadable.trouble(), passed.pool().leaving()));
        };
    }

    /** What a pool reports while removals are held. */
    public static Finding held(Removals removals) {
        return new Finding(
                Reason.REMOVALS_HELD,
                "no resource lists %s, which is more than maxRemovals allows the operator to remove at once; the hash of these removals is %s"
                        .formatted(members(removals.count()), removals.hash()));
    }

    private static String members(int count) {
        return count == 1 ? "1 member" : count + " members";
    }

    /** If the pool cannot be read, the held removals stay: an approval covers exactly these, whenever it comes. */
    private PoolStatus.@Nullable Held heldRemovals() {
        return passed.seen() instanceof Observation.Unreadable
                ? frame.old().held()
                : passed.heldRemovals()
                        .map(removals -> new PoolStatus.Held(removals.count(), removals.hash()))
                        .orElse(null);
    }

    private Optional<Finding> inProgress() {
        return passed.left() == 0 && !found.areDelayed()
                ? Optional.empty()
                : Optional.of(new Finding(Reason.IN_PROGRESS, "the operator is adding, changing or removing members"));
    }

    private @Nullable String service() {
        Sid.Service service = passed.pool().service();
        return service == null ? frame.old().serviceSid() : service.value();
    }

    /** The account is only recorded where the pool was seen through it. */
    private @Nullable AccountUse account() {
        boolean seenNow = frame.account() != null
                && passed.pool().problems().isEmpty()
                && !(passed.seen() instanceof Observation.Unreadable);
        return seenNow ? frame.account() : frame.old().account();
    }

    private @Nullable Counts counts() {
        if (!(passed.seen() instanceof Observation.Fresh fresh)) {
            return frame.old().counts();
        }
        int listed = passed.pool().listed().size();
        return new Counts(
                listed,
                fresh.pool().members().size(),
                fresh.pool().reserved(),
                listed - found.asDeclared(),
                passed.pool().countUnlisted(fresh.pool()));
    }

    private List<RankedFinding> needingAttention() {
        return ofTheWhole().isPresent() ? List.of() : found.needingAttention();
    }

    private static Problem problem(RankedFinding found) {
        return new Problem(
                MemberName.of(found.one().member(), null),
                found.finding().reason().word(),
                found.finding().message());
    }

    /** With the digits, by which people know a code. */
    private PlannedStep planned(Step step) {
        String digits = passed.seen() instanceof Observation.Fresh(var pool)
                ? pool.find(step.membership().member())
                        .map(member -> member.details().digits())
                        .orElse(null)
                : null;
        return StatusFields.planned(step, digits);
    }

    private Stream<Step> heldSteps() {
        return passed.claims().stream().flatMap(one -> one.decision().held().stream());
    }
}
