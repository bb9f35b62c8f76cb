package dev.proxypool.status;

import dev.proxypool.status.RankedFinding.Rank;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the passes of all claims of a pool mean. Computed once, because several thousand messages take a while to build.
 */
record Findings(List<RankedFinding> all) {

    static Findings of(List<ClaimResult> claims) {
        return new Findings(claims.stream().map(RankedFinding::of).toList());
    }

    /** One member stands for all that have the same problem, with their number. */
    Optional<Finding> worst(Rank rank) {
        return of(rank).findFirst().map(worst -> {
            Reason reason = worst.finding().reason();
            long alike =
                    of(rank).filter(other -> other.finding().reason() == reason).count();
            String which = alike == 1
                    ? ""
                    : "%d %s, for example "
                            .formatted(alike, worst.one().member().kind().nouns());
            return new Finding(
                    reason,
                    which + worst.one().member() + ": " + worst.finding().message());
        });
    }

    /** How many listed members are in the pool as declared. */
    int asDeclared() {
        return (int) Stream.concat(of(Rank.IN_SYNC), of(Rank.OBSERVED))
                .filter(found -> found.one().listed())
                .count();
    }

    /** Whether the operator's own rate limiter delays a member. */
    boolean areDelayed() {
        return of(Rank.DELAYED).findAny().isPresent();
    }

    /** The worst first. */
    List<RankedFinding> needingAttention() {
        return Stream.of(Rank.STALLED, Rank.RETRIED, Rank.REPORTED)
                .flatMap(this::of)
                .toList();
    }

    private Stream<RankedFinding> of(Rank rank) {
        return all.stream().filter(found -> found.rank() == rank);
    }
}
