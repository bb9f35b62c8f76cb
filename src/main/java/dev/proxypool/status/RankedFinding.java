package dev.proxypool.status;

import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Outcome;

/** What the pass of one claim means for its pool. */
record RankedFinding(ClaimResult one, Finding finding, Rank rank) {

    enum Rank {
        STALLED,
        RETRIED,
        REPORTED,
        OBSERVED,
        /** The operator's own rate limiter delays it, as it delays most members of a large pool. */
        DELAYED,
        IN_SYNC
    }

    static RankedFinding of(ClaimResult one) {
        Finding finding = Finding.of(one.decision(), one.outcome());
        return new RankedFinding(one, finding, rankOf(one, finding));
    }

    private static Rank rankOf(ClaimResult one, Finding finding) {
        if (one.isGone()) {
            return Rank.IN_SYNC;
        }
        return isDelayed(one) ? Rank.DELAYED : rankOf(finding.reason());
    }

    /** Twilio refused nothing: there was no request. */
    private static boolean isDelayed(ClaimResult one) {
        Outcome.Failure failure = one.outcome().failure();
        return failure != null
                && failure.trouble() instanceof Trouble.Throttled throttled
                && throttled.exchange().httpStatus() == 0;
    }

    private static Rank rankOf(Reason reason) {
        return switch (reason.remedy()) {
            // Reported once for all of them, with the hash to approve.
            case USER -> reason == Reason.REMOVALS_HELD ? Rank.REPORTED : Rank.STALLED;
            case RETRY -> Rank.RETRIED;
            case NONE ->
                switch (reason) {
                    case IN_SYNC -> Rank.IN_SYNC;
                    case DRIFT_REPORTED -> Rank.REPORTED;
                    default -> Rank.OBSERVED;
                };
        };
    }
}
