package dev.proxypool.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.api.Condition;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.PoolStatus.Counts;
import dev.proxypool.api.PoolStatus.Problem;
import dev.proxypool.cli.ResourceView.State;
import dev.proxypool.domain.CamelCase;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Resources for a program. Its fields are API.
 *
 * @param summary how many are in each state
 * @param operators which run, and which were last seen when
 */
record ResourceViewJson(List<ResourceJson> resources, Map<String, Long> summary, Operators operators) {

    static ResourceViewJson of(List<ResourceView> all, Operators operators) {
        Map<String, Long> summary = new TreeMap<>();
        Arrays.stream(State.values())
                .forEach(state -> summary.put(
                        CamelCase.of(state),
                        all.stream().filter(one -> one.state() == state).count()));
        return new ResourceViewJson(all.stream().map(ResourceJson::of).toList(), summary, operators);
    }

    /**
     * @param state Ready, Reconciling, Stalled or Unseen
     * @param reason absent if no pass of the operator has seen the present generation
     * @param sid of the Service; of an account, its own
     * @param counts of a pool
     * @param services of an account
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record ResourceJson(
            String kind,
            String namespace,
            String name,
            String state,
            @Nullable String reason,
            @Nullable String message,
            @Nullable String since,
            @Nullable String sid,
            @Nullable String leavesAt,
            @Nullable Counts counts,
            List<Usage> services,
            List<Condition> conditions,
            int problemCount,
            List<Problem> problems,
            int planCount,
            List<PlannedStep> plan) {

        private static ResourceJson of(ResourceView shown) {
            return new ResourceJson(
                    shown.kind().toString(),
                    shown.namespace(),
                    shown.resource().getMetadata().getName(),
                    CamelCase.of(shown.state()),
                    shown.ready().map(Condition::reason).orElse(null),
                    shown.ready().map(Condition::message).orElse(null),
                    shown.ready().map(Condition::lastTransitionTime).orElse(null),
                    shown.sid() == null ? null : shown.sid().value(),
                    shown.leavesAt() == null ? null : shown.leavesAt().toString(),
                    shown.resource() instanceof PoolResource<?> pool
                            ? pool.statusOrNone().counts()
                            : null,
                    shown.services(),
                    shown.conditions(),
                    shown.problemCount(),
                    shown.problems(),
                    shown.planCount(),
                    shown.plan());
        }
    }
}
