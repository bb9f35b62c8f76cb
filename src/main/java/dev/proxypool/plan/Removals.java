package dev.proxypool.plan;

import dev.proxypool.domain.Fingerprint;
import dev.proxypool.domain.RemovalLimit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The members that nobody lists and that are to go, at once or when they are drained. More of them than the limit allows
 * are held until a person approves exactly these: the hash is of their SIDs, so that an approval is worth nothing for
 * others.
 */
public record Removals(List<Decision> decisions) {

    public Removals {
        decisions = List.copyOf(decisions);
    }

    public int count() {
        return (int) going().count();
    }

    /** Of twelve hexadecimal digits; the same for the same removals. */
    public String hash() {
        return Fingerprint.of(going().sorted().collect(Collectors.joining("\n")));
    }

    /**
     * Whether they are to be held.
     *
     * @param members how many the pool has
     * @param approval the hash that a person approved
     */
    public boolean areTooMany(RemovalLimit limit, int members, Optional<String> approval) {
        return count() > limit.of(members) && !approval.equals(Optional.of(hash()));
    }

    private Stream<String> going() {
        return decisions.stream()
                .filter(decision -> decision.verdict() instanceof Verdict.Removing
                        || decision.verdict() instanceof Verdict.Draining)
                .map(decision -> Objects.requireNonNull(decision.seen()).sid().value());
    }
}
