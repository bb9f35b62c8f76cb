package dev.proxypool.cli;

import dev.proxypool.cli.Preview.Line;
import dev.proxypool.cli.Preview.Mark;
import dev.proxypool.cli.Preview.PoolPreview;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Step;
import dev.proxypool.reconcile.dryrun.DryRun.Report;
import dev.proxypool.reconcile.dryrun.DryRun.Row;
import dev.proxypool.status.Reason;
import dev.proxypool.status.Reason.Remedy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sorts the rows of a dry run by their pools. */
final class PreviewBuilder {

    private static final Set<Mark> EXPLAINED = EnumSet.of(Mark.HELD, Mark.APPROVAL, Mark.REFUSED);
    private static final Comparator<Line> BY_CODE =
            Comparator.comparing(Line::code, Comparator.nullsLast(Comparator.<Sid>naturalOrder()));

    private final Report report;
    private final Map<PoolKey, List<Line>> lines = new TreeMap<>();
    private final Map<PoolKey, String> troubles = new TreeMap<>();
    private final List<Line> ofNone = new ArrayList<>();
    private int asDeclared;

    PreviewBuilder(Report report) {
        this.report = report;
        report.seen().keySet().forEach(key -> lines.put(key, new ArrayList<>()));
    }

    Preview preview() {
        report.rows().forEach(this::take);
        List<PoolPreview> pools = new ArrayList<>();
        lines.forEach((key, found) -> {
            found.sort(BY_CODE);
            pools.add(new PoolPreview(
                    key,
                    size(report.seen().get(key)),
                    size(report.after().get(key)),
                    troubles.get(key),
                    List.copyOf(found)));
        });
        if (!ofNone.isEmpty()) {
            pools.add(new PoolPreview(null, null, null, null, List.copyOf(ofNone)));
        }
        return new Preview(List.copyOf(pools), asDeclared);
    }

    private void take(Row part) {
        Optional<PoolKey> blind = part.resource().pools().stream()
                .filter(key -> report.seen().containsKey(key) && !(report.seen().get(key) instanceof Observation.Fresh))
                .findFirst();
        if (blind.isPresent() && isRefused(part.reason())) {
            troubles.putIfAbsent(blind.get(), part.message());
            return;
        }
        if (part.reason() == Reason.DRAINING) {
            part.resource().pools().stream().findFirst().ifPresent(key -> add(key, draining(part, key)));
            return;
        }
        byPool(part.done()).forEach((key, steps) -> add(key, written(part, key, steps)));
        byPool(part.held()).forEach((key, steps) -> add(key, held(part, key, steps)));
        if (isRefused(part.reason()) && part.held().isEmpty()) {
            Mark mark = part.reason() == Reason.REMOVALS_HELD ? Mark.APPROVAL : Mark.REFUSED;
            Line line = line(mark, part, null, List.of(), part.message());
            part.resource().pools().stream()
                    .filter(lines::containsKey)
                    .findFirst()
                    .ifPresentOrElse(key -> add(key, line), () -> ofNone.add(line));
        } else if (part.code() != null && part.done().isEmpty() && part.held().isEmpty()) {
            asDeclared++;
        }
    }

    private void add(PoolKey key, Line line) {
        lines.computeIfAbsent(key, _ -> new ArrayList<>()).add(line);
    }

    private Line written(Row part, PoolKey key, List<Step> steps) {
        boolean added = steps.getFirst().before() == MembershipState.ABSENT;
        boolean removed = steps.getLast().after() == MembershipState.ABSENT;
        Mark mark = added ? Mark.ADD : removed ? Mark.REMOVE : Mark.CHANGE;
        boolean unlisted = removed && part.reason() == Reason.IN_SYNC;
        return line(mark, part, key, steps, unlisted ? part.message() : "");
    }

    /** It is removed in a later pass, whether or not it is reserved now. */
    private Line draining(Row part, PoolKey key) {
        return line(Mark.DRAIN, part, key, part.done(), part.message());
    }

    private Line held(Row part, PoolKey key, List<Step> steps) {
        // What to do about held removals is said once, for the resource.
        boolean isSaid = part.reason() == Reason.SUSPENDED || part.reason() == Reason.REMOVALS_HELD;
        return line(Mark.HELD, part, key, steps, isSaid ? "" : part.message());
    }

    private Line line(Mark mark, Row part, @Nullable PoolKey key, List<Step> steps, String message) {
        return new Line(
                mark,
                part.code(),
                key == null || part.code() == null ? null : digits(key, part.code()),
                steps.isEmpty() ? "" : steps.getFirst().before().toString(),
                steps.isEmpty() ? "" : steps.getLast().after().toString(),
                part.resource(),
                EXPLAINED.contains(mark) ? part.reason() : null,
                message);
    }

    private @Nullable String digits(PoolKey key, Sid.Member code) {
        return report.seen().get(key) instanceof Observation.Fresh(var pool)
                ? pool.find(code)
                        .map(Member::details)
                        .map(Member.Details::digits)
                        .orElse(null)
                : null;
    }

    private static Map<PoolKey, List<Step>> byPool(List<Step> steps) {
        Map<PoolKey, List<Step>> sorted = new LinkedHashMap<>();
        steps.forEach(step -> sorted.computeIfAbsent(step.membership().pool(), _ -> new ArrayList<>())
                .add(step));
        return sorted;
    }

    private static @Nullable Integer size(@Nullable Observation look) {
        return look instanceof Observation.Fresh(var pool) ? pool.members().size() : null;
    }

    /** Whether a check should fail for it: a person is needed, nothing could be seen, or it would not be Ready. */
    private static boolean isRefused(Reason reason) {
        return switch (reason) {
            case THROTTLED, REMOTE_UNAVAILABLE, ACCOUNT_NOT_READY, VERIFICATION_STALE, DELETION_BLOCKED, NOT_FOUND ->
                true;
            default -> reason.remedy() == Remedy.USER;
        };
    }
}
