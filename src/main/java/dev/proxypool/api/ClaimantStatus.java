package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the statuses of all kinds that claim members share: a status is the operator's memory between two passes.
 *
 * @param <S> the status itself
 */
public interface ClaimantStatus<S> {

    /** What all kinds have. */
    StatusHead head();

    /** Null or -1 before the first pass. */
    default @Nullable Long observedGeneration() {
        return head().observedGeneration();
    }

    default List<Condition> conditions() {
        return head().conditions();
    }

    default @Nullable String serviceSid() {
        return head().serviceSid();
    }

    /** The account in which the pool was last seen; null before that. */
    default @Nullable AccountUse account() {
        return head().account();
    }

    /** Its SID; null before the pool was seen. */
    default @Nullable String accountSid() {
        return AccountFields.sid(account());
    }

    /** The last reconcile request that a fresh poll has served. */
    default @Nullable String lastHandledReconcileAt() {
        return head().lastHandledReconcileAt();
    }

    /** The writes that a policy holds back, in order; of a pool, the first of them. */
    default List<PlannedStep> plan() {
        return head().plan();
    }

    /** The fields as the definition has them. */
    @JsonValue
    Object fields();

    /** What it remembers of a member in the pool of that Service. */
    Hold holdOf(Sid.Member member, Sid.Service service);

    /** Whether a member is held, or may have been added. */
    boolean holdsSomething();

    /** Whether it reports this reason for that member. */
    boolean isProblem(Sid.Member member, String reason);

    /** Whether it reports this reason for any member. */
    boolean hasProblem(String reason);

    /** The same status with the intent to add these. A resource that had no pass yet still counts as unseen. */
    S willAdd(Set<Membership> memberships);
}
