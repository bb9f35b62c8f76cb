package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.domain.AccountUse;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The part that the statuses of all kinds that claim members share.
 *
 * @param observedGeneration null or -1 before the first pass
 * @param serviceSid the Service; for a single member, only while the resource holds it there
 * @param account the account in which the pool was last seen; null before that
 * @param lastHandledReconcileAt the value of the reconcile annotation that was last served
 * @param plan the writes that a policy holds back, in order; of a pool, the first of them
 */
public record StatusHead(
        @Nullable Long observedGeneration,
        List<Condition> conditions,
        @Nullable String serviceSid,
        @Nullable AccountUse account,
        @Nullable String lastHandledReconcileAt,
        List<PlannedStep> plan) {

    /** Of a resource that no pass has seen. */
    public static final StatusHead NONE = new StatusHead(null, List.of(), null, null, null, List.of());

    public StatusHead {
        conditions = List.copyOf(conditions);
        plan = List.copyOf(plan);
    }

    /** The same for another Service. A resource that had no pass yet still counts as unseen. */
    StatusHead in(@Nullable String service) {
        return new StatusHead(
                observedGeneration == null ? Long.valueOf(-1) : observedGeneration,
                conditions,
                service,
                account,
                lastHandledReconcileAt,
                plan);
    }

    /** The fields as the definitions have them: fields of the status itself. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Fields(
            @Nullable Long observedGeneration,
            @Nullable List<Condition> conditions,
            @Nullable String serviceSid,
            @Nullable String accountSid,
            @Nullable String accountRealm,
            @Nullable String accountThrough,
            @Nullable String lastHandledReconcileAt,
            @Nullable List<PlannedStep> plan) {

        static Fields of(StatusHead head) {
            return new Fields(
                    head.observedGeneration,
                    head.conditions,
                    head.serviceSid,
                    AccountFields.sid(head.account),
                    AccountFields.realm(head.account),
                    AccountFields.through(head.account),
                    head.lastHandledReconcileAt,
                    head.plan);
        }

        StatusHead head() {
            return new StatusHead(
                    observedGeneration,
                    Objects.requireNonNullElse(conditions, List.of()),
                    serviceSid,
                    AccountFields.read(accountSid, accountRealm, accountThrough),
                    lastHandledReconcileAt,
                    Objects.requireNonNullElse(plan, List.of()));
        }
    }
}
