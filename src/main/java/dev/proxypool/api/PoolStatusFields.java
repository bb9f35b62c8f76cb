package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.proxypool.api.PoolStatus.Counts;
import dev.proxypool.api.PoolStatus.Held;
import dev.proxypool.api.PoolStatus.Problem;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of a {@link PoolStatus} as the definitions have them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
record PoolStatusFields(
        @JsonUnwrapped StatusHead.Fields head,
        @Nullable Integer desired,
        @Nullable Integer members,
        @Nullable Integer reserved,
        @Nullable Integer pending,
        @Nullable Integer unlisted,
        @Nullable Ledger ledger,
        @Nullable Integer problemCount,
        @Nullable List<Problem> problems,
        @Nullable Held heldRemovals,
        @Nullable Integer planCount) {

    static PoolStatusFields of(PoolStatus status) {
        Counts counts = status.counts();
        return new PoolStatusFields(
                StatusHead.Fields.of(status.head()),
                counts == null ? null : counts.desired(),
                counts == null ? null : counts.members(),
                counts == null ? null : counts.reserved(),
                counts == null ? null : counts.pending(),
                counts == null ? null : counts.unlisted(),
                status.ledger().equals(Ledger.NONE) ? null : status.ledger(),
                status.problemCount() == 0 ? null : status.problemCount(),
                status.problems(),
                status.held(),
                status.planCount() == 0 ? null : status.planCount());
    }

    PoolStatus status() {
        Counts counts = desired == null || members == null || reserved == null || pending == null || unlisted == null
                ? null
                : new Counts(desired, members, reserved, pending, unlisted);
        return new PoolStatus(
                head.head(),
                counts,
                Objects.requireNonNullElse(ledger, Ledger.NONE),
                count(problemCount, problems),
                Objects.requireNonNullElse(problems, List.of()),
                heldRemovals,
                count(planCount, head.plan()));
    }

    /** A status without a count predates it, and lists everything that is known. */
    private static int count(@Nullable Integer count, @Nullable List<?> listed) {
        return count == null ? Objects.requireNonNullElse(listed, List.of()).size() : count;
    }
}
