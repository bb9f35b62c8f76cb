package dev.proxypool.status;

import dev.proxypool.api.ClaimantStatus;
import dev.proxypool.api.Condition;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a resource besides its claims, for every kind.
 *
 * @param generation metadata.generation of the object that the claims were read from
 * @param old the status so far
 * @param account null while it is not known
 * @param requestedAt the value of the reconcile annotation, if there is one and a fresh poll has served it
 * @param capacity how many members a Service of the account can have
 * @param staleAfter how long a settled resource stays Ready while its pool cannot be read
 * @param drainEnd when a drain that began at that time ends
 * @param now the time of the pass
 * @param resource as commands take it, such as {@code psc/promo -n messaging}
 */
public record StatusFrame<S extends ClaimantStatus<S>>(
        long generation,
        S old,
        @Nullable AccountUse account,
        @Nullable String requestedAt,
        Capacity capacity,
        Duration staleAfter,
        UnaryOperator<Instant> drainEnd,
        Instant now,
        String resource) {

    /**
     * The conditions after a pass.
     *
     * @param trouble keeps the pool from being read, unless the resource is being deleted
     * @param finding what the pass means, if that trouble does not leave Ready as it is
     */
    List<Condition> conditions(Optional<Trouble> trouble, Supplier<Finding> finding, boolean suspended) {
        Conditions conditions = new Conditions(old.conditions(), generation, now, resource, account);
        Outage outage = new Outage(old.conditions(), generation);
        trouble.filter(outage::leavesReady)
                .ifPresentOrElse(
                        why -> outage.say(conditions, why, staleAfter, now), () -> conditions.say(finding.get()));
        if (suspended) {
            conditions.say(
                    Condition.SUSPENDED,
                    true,
                    "Suspended",
                    "spec.suspend is true: the operator writes nothing to Twilio");
        }
        return conditions.list();
    }

    /** The part that all kinds share, after a pass. */
    StatusHead head(
            List<Condition> conditions,
            @Nullable String service,
            @Nullable AccountUse account,
            List<PlannedStep> plan) {
        String handled = requestedAt == null ? old.lastHandledReconcileAt() : requestedAt;
        return new StatusHead(generation, conditions, service, account, handled, plan);
    }

    /** The old status itself if nothing changed. */
    S unlessSame(S status) {
        return status.equals(old) ? old : status;
    }
}
