package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@link ProxyShortCode}. It only changes when something changes, so it has no time of the last poll.
 *
 * @param serviceSid the Service in whose pool this resource holds the code; null while it holds none
 * @param account the account in which the pool was last seen; null before that
 * @param addingTo the Service of an add that was begun and whose answer is not known
 * @param reserved the reservation as seen
 * @param appliedReserved the reservation as last applied: if the pool differs from it, another writer changed it
 * @param details what else Twilio reports of the code; in JSON, fields of the status itself
 * @param drainingSince since when the code has been reserved so that Sessions can end
 * @param lastHandledReconcileAt the value of the reconcile annotation that was last served
 * @param plan the writes that a policy holds back, in order
 */
public record ShortCodeStatus(
        @Nullable Long observedGeneration,
        List<Condition> conditions,
        @Nullable String serviceSid,
        @Nullable AccountUse account,
        @Nullable String addingTo,
        @Nullable Boolean reserved,
        @Nullable Boolean appliedReserved,
        Member.Details details,
        @Nullable Instant drainingSince,
        @Nullable String lastHandledReconcileAt,
        List<PlannedStep> plan)
        implements ClaimantStatus<ShortCodeStatus> {

    /** The status of a resource that no pass has seen. */
    public static final ShortCodeStatus NONE = new ShortCodeStatus(
            null, List.of(), null, null, null, null, null, Member.Details.NONE, null, null, List.of());

    public ShortCodeStatus {
        conditions = List.copyOf(conditions);
        plan = List.copyOf(plan);
    }

    /** The SID of the account in which the code was last seen. */
    public @Nullable String accountSid() {
        return AccountFields.sid(account);
    }

    public Optional<Condition> condition(String type) {
        return conditions.stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** The resource has one code, so what stalls the resource is that code's problem. */
    @Override
    public boolean isProblem(Sid.Member code, String reason) {
        return condition(Condition.STALLED)
                .filter(stalled -> stalled.reason().equals(reason))
                .isPresent();
    }

    @Override
    public Hold holdOf(Sid.Member code, Sid.Service service) {
        return hold();
    }

    @Override
    public boolean holdsSomething() {
        return hold().place() != null;
    }

    /** What it remembers of the claim. */
    public Hold hold() {
        return new Hold(
                Sid.Service.parse(serviceSid).orElse(null),
                appliedReserved,
                drainingSince,
                Sid.Service.parse(addingTo).orElse(null));
    }

    @Override
    public ShortCodeStatus willAdd(Set<Membership> memberships) {
        String service = memberships.iterator().next().service().value();
        return new ShortCodeStatus(
                observedGeneration == null ? Long.valueOf(-1) : observedGeneration,
                conditions,
                null,
                account,
                service,
                reserved,
                null,
                details,
                null,
                lastHandledReconcileAt,
                plan);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static ShortCodeStatus read(JsonNode json) {
        return StatusReader.read(json, StatusJson.class, StatusJson::status, NONE);
    }

    @JsonValue
    StatusJson write() {
        return StatusJson.of(this);
    }

    /**
     * A write that is held back.
     *
     * @param action Add, Reserve, Release or Remove
     * @param before absent, unreserved or reserved
     * @param after the same
     */
    public record PlannedStep(String action, String serviceSid, String shortCodeSid, String before, String after) {}
}
