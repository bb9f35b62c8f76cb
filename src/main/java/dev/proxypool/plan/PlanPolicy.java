package dev.proxypool.plan;

import dev.proxypool.domain.Policies;

/** Which steps of a plan may be done. A policy only holds steps back; it never adds one or changes a verdict. */
public final class PlanPolicy {

    private PlanPolicy() {}

    public static Plan apply(Plan plan) {
        return plan.map(decision -> mustHold(decision) ? decision.hold() : decision);
    }

    private static boolean mustHold(Decision decision) {
        Policies policies = decision.claim().policies();
        return policies.suspend()
                || decision.verdict() instanceof Verdict.Contested
                || reportOnly(policies) && decision.verdict() instanceof Verdict.Drifted;
    }

    private static boolean reportOnly(Policies policies) {
        return policies.drift() == Policies.DriftPolicy.REPORT;
    }
}
