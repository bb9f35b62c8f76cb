package dev.proxypool.plan;

import dev.proxypool.domain.Fingerprint;
import dev.proxypool.domain.RemovalLimit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The unlisted members that are to be removed, at once or after draining. If there are more than the limit allows, they
 * are held until the user approves exactly these: the hash covers their SIDs, so an approval is not valid for other
 * members. It also covers how many approvals were used before, so an approval is not valid again for the same members.
 *
 * @param approvals how many approvals of removals from this pool were used before
 */
public record Removals(List<Decision> decisions, int approvals) {

    public Removals {
        decisions = List.copyOf(decisions);
    }

    /** Of a pool for which no approval was used. */
    public Removals(List<Decision> decisions) {
        this(decisions, 0);
    }

    public int count() {
        return (int) going().count();
    }

    /** Twelve hexadecimal digits; equal for the same removals until they are approved. */
    public String hash() {
        Stream<String> before = approvals == 0 ? Stream.empty() : Stream.of("after " + approvals);
        return Fingerprint.of(Stream.concat(before, going().sorted()).collect(Collectors.joining("\n")));
    }

    /**
     * Whether they must be held.
     *
     * @param members how many members the pool has
     * @param approval the hash that the user approved
     */
    public boolean areTooMany(RemovalLimit limit, int members, Optional<String> approval) {
        return count() > limit.of(members) && !approval.equals(Optional.of(hash()));
    }

    /** Sessions come and go, so a removal that waits for them must count, or no hash would stay the same. */
    private static boolean waitsForSessions(Decision decision) {
        return decision.verdict() instanceof Verdict.InUse
                && Objects.requireNonNull(decision.seen()).reportsUse();
    }

    private Stream<String> going() {
        return decisions.stream()
                .filter(decision -> decision.verdict() instanceof Verdict.Removing
                        || decision.verdict() instanceof Verdict.Draining
                        || waitsForSessions(decision))
                .map(decision -> Objects.requireNonNull(decision.seen()).sid().value());
    }
}
