package dev.proxypool.plan;

import dev.proxypool.domain.Fingerprint;
import dev.proxypool.domain.RemovalLimit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The removals of members that nobody lists. More of them than the limit allows are held until a person approves exactly
 * these: the hash is of the plan, so that an approval is worth nothing for another one.
 */
public record Removals(List<Decision> decisions) {

    public Removals {
        decisions = List.copyOf(decisions);
    }

    public int count() {
        return (int) removals().count();
    }

    /** Of twelve hexadecimal digits; the same for the same removals. */
    public String hash() {
        return Fingerprint.of(removals().map(Step::describe).sorted().collect(Collectors.joining("\n")));
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

    private Stream<Step> removals() {
        return decisions.stream()
                .flatMap(decision -> Stream.concat(decision.steps().stream(), decision.held().stream()))
                .filter(Step.Remove.class::isInstance);
    }
}
