package dev.proxypool.plan;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the operator does for one claim, and why.
 *
 * @param seen the member as observed; null if it is not in the pool, or if the pool could not be read
 * @param steps the writes to do now, in this order
 * @param held the writes that a policy holds back, in the order in which they would be done
 */
public record Decision(
        Claim claim, Verdict verdict, @Nullable Member seen, List<Step> steps, List<Step> held) {

    public Decision {
        steps = List.copyOf(steps);
        held = List.copyOf(held);
    }

    /** The same decision, but nothing is done: its steps join those that are already held. */
    public Decision hold() {
        return holdAs(verdict);
    }

    /**
     * The same, because the user must approve the removal first. A member that is only waiting, such as for Sessions,
     * has no step now; what the user approves is its removal.
     */
    Decision heldForApproval() {
        Decision decision = holdAs(new Verdict.RemovalHeld());
        return decision.held.isEmpty()
                ? new Decision(
                        claim,
                        decision.verdict,
                        seen,
                        List.of(),
                        List.of(new Step.Remove(
                                membership(), Objects.requireNonNull(seen).reserved())))
                : decision;
    }

    /** The membership that the claim is about first. */
    public Membership membership() {
        return claim.membership();
    }

    /** The kind of the member that it is about. */
    public MemberKind kind() {
        return membership().member().kind();
    }

    private Decision holdAs(Verdict why) {
        return new Decision(
                claim,
                why,
                seen,
                List.of(),
                Stream.concat(held.stream(), steps.stream()).toList());
    }
}
