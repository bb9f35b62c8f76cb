package dev.proxypool.status;

import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import java.util.Comparator;

/**
 * What a pass decided for one claim, and the outcome.
 *
 * @param listed false for a member that no resource lists
 */
public record ClaimResult(Sid.Member member, boolean listed, Decision decision, Outcome outcome) {

    /** Orders results by SID, so that the same facts give the same message. */
    public static final Comparator<ClaimResult> BY_MEMBER = Comparator.comparing(ClaimResult::member);

    /** Whether the member was to be removed, and is not, or no longer, in the pool. */
    boolean isGone() {
        return decision.claim().leaving() && outcome.failure() == null && outcome.after() == null;
    }
}
