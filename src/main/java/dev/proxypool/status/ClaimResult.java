package dev.proxypool.status;

import dev.proxypool.domain.Sid;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import java.util.Comparator;

/**
 * What a pass decided for one claim, and what came of it.
 *
 * @param listed false for a member that no resource lists
 */
public record ClaimResult(Sid.Member member, boolean listed, Decision decision, Outcome outcome) {

    /** Of two codes the smaller comes first, so that the same facts give the same words. */
    public static final Comparator<ClaimResult> BY_MEMBER = Comparator.comparing(ClaimResult::member);

    /** Whether it was to go, and is not there (any more). */
    boolean isGone() {
        return decision.claim().leaving() && outcome.failure() == null && outcome.after() == null;
    }
}
