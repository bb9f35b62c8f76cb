package dev.proxypool.plan;

import dev.proxypool.domain.Claim.Drain;
import dev.proxypool.domain.Member;

/** When a member may leave its pool, as far as the member itself and the time decide that. */
final class Departure {

    private Departure() {}

    /**
     * Whether a member without a drain must wait, because Twilio would refuse to remove it while Sessions are open. A
     * reserved one must be unused in two polls.
     */
    static boolean waitsForSessions(Drain drain, Member member) {
        return drain == Drain.NONE
                && (member.isInUse() || member.reserved() && member.reportsUse() && !member.isIdle());
    }

    /** A member whose use Twilio reports need not wait for the end of the period. */
    static boolean isDrained(Drain drain, Member member) {
        return switch (drain) {
            case NONE -> true;
            case RUNNING -> member.isIdle();
            case OVER -> member.reserved();
        };
    }
}
