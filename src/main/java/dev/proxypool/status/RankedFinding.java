package dev.proxypool.status;

/** What the pass of one claim means for its pool. */
record RankedFinding(ClaimResult one, Finding finding, Rank rank) {

    enum Rank {
        STALLED,
        RETRIED,
        REPORTED,
        OBSERVED,
        IN_SYNC
    }

    static RankedFinding of(ClaimResult one) {
        Finding finding = Finding.of(one.decision(), one.outcome());
        return new RankedFinding(one, finding, one.isGone() ? Rank.IN_SYNC : rankOf(finding.reason()));
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
