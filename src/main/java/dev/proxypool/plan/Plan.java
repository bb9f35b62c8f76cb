package dev.proxypool.plan;

import java.util.List;
import java.util.function.UnaryOperator;

/** The decisions on one pool, in the order of the members' SIDs, so that the same input gives the same plan. */
public record Plan(List<Decision> decisions) {

    public Plan {
        decisions = List.copyOf(decisions);
    }

    /** All writes to do now, in order. */
    public List<Step> steps() {
        return decisions.stream().flatMap(decision -> decision.steps().stream()).toList();
    }

    Plan map(UnaryOperator<Decision> change) {
        return new Plan(decisions.stream().map(change).toList());
    }
}
