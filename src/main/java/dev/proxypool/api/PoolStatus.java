package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@link ProxyShortCodePool}: counts, and only the members that need attention, because the status of a
 * pool of 5,500 codes must fit into one object.
 *
 * @param serviceSid the Service whose pool it is; null before the first pass, or if the spec names none
 * @param account the account in which the pool was last seen; null before that
 * @param counts null until the pool was read once
 * @param ledger what the operator remembers of each code
 * @param problemCount how many codes need attention
 * @param problems the first of them, at most 20
 * @param held null while no removals are held
 * @param planCount how many writes are held back
 * @param plan the first of them, at most 20
 */
public record PoolStatus(
        @Nullable Long observedGeneration,
        List<Condition> conditions,
        @Nullable String serviceSid,
        @Nullable AccountUse account,
        @Nullable Counts counts,
        Ledger ledger,
        int problemCount,
        List<Problem> problems,
        @Nullable String lastHandledReconcileAt,
        @Nullable Held held,
        int planCount,
        List<PlannedStep> plan)
        implements ClaimantStatus<PoolStatus> {

    public static final PoolStatus NONE =
            new PoolStatus(null, List.of(), null, null, null, Ledger.NONE, 0, List.of(), null, null, 0, List.of());

    public PoolStatus {
        conditions = List.copyOf(conditions);
        problems = List.copyOf(problems);
        plan = List.copyOf(plan);
    }

    /**
     * @param desired listed here
     * @param members in the pool, listed or not
     * @param reserved the reserved ones of those
     * @param pending listed, and not yet as declared
     * @param unlisted in the pool and not listed here
     */
    public record Counts(int desired, int members, int reserved, int pending, int unlisted) {}

    /**
     * The removals that wait for the user's approval.
     *
     * @param count how many removals
     * @param hash approves exactly these
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Held(int count, String hash) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Problem(String shortCodeSid, String reason, String message) {}

    /** The SID of the account in which the pool was last seen. */
    public @Nullable String accountSid() {
        return AccountFields.sid(account);
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PoolStatus read(JsonNode json) {
        return StatusReader.read(json, PoolStatusFields.class, PoolStatusFields::status, NONE);
    }

    @JsonValue
    PoolStatusFields write() {
        return new PoolStatusFields(
                observedGeneration,
                conditions,
                serviceSid,
                AccountFields.sid(account),
                AccountFields.realm(account),
                AccountFields.through(account),
                counts == null ? null : counts.desired(),
                counts == null ? null : counts.members(),
                counts == null ? null : counts.reserved(),
                counts == null ? null : counts.pending(),
                counts == null ? null : counts.unlisted(),
                ledger.equals(Ledger.NONE) ? null : ledger,
                problemCount == 0 ? null : problemCount,
                problems,
                lastHandledReconcileAt,
                held,
                planCount == 0 ? null : planCount,
                plan);
    }

    @Override
    public Hold holdOf(Sid.Member code, Sid.Service service) {
        return ledger.holdOf(code, service);
    }

    @Override
    public boolean holdsSomething() {
        return ledger.holdsSomething();
    }

    @Override
    public PoolStatus willAdd(Set<Membership> memberships) {
        return new PoolStatus(
                observedGeneration == null ? Long.valueOf(-1) : observedGeneration,
                conditions,
                memberships.iterator().next().service().value(),
                account,
                counts,
                ledger.willAdd(memberships.stream().map(Membership::member).toList()),
                problemCount,
                problems,
                lastHandledReconcileAt,
                held,
                planCount,
                plan);
    }

    @Override
    public boolean isProblem(Sid.Member code, String reason) {
        return problems.stream()
                .anyMatch(problem -> problem.shortCodeSid().equals(code.value())
                        && problem.reason().equals(reason));
    }

    /** The fields as the definition has them. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record PoolStatusFields(
            @Nullable Long observedGeneration,
            @Nullable List<Condition> conditions,
            @Nullable String serviceSid,
            @Nullable String accountSid,
            @Nullable String accountRealm,
            @Nullable String accountThrough,
            @Nullable Integer desired,
            @Nullable Integer members,
            @Nullable Integer reserved,
            @Nullable Integer pending,
            @Nullable Integer unlisted,
            @Nullable Ledger ledger,
            @Nullable Integer problemCount,
            @Nullable List<Problem> problems,
            @Nullable String lastHandledReconcileAt,
            @Nullable Held heldRemovals,
            @Nullable Integer planCount,
            @Nullable List<PlannedStep> plan) {

        PoolStatus status() {
            Counts counts =
                    desired == null || members == null || reserved == null || pending == null || unlisted == null
                            ? null
                            : new Counts(desired, members, reserved, pending, unlisted);
            return new PoolStatus(
                    observedGeneration,
                    Objects.requireNonNullElse(conditions, List.of()),
                    serviceSid,
                    AccountFields.read(accountSid, accountRealm, accountThrough),
                    counts,
                    Objects.requireNonNullElse(ledger, Ledger.NONE),
                    count(problemCount, problems),
                    Objects.requireNonNullElse(problems, List.of()),
                    lastHandledReconcileAt,
                    heldRemovals,
                    count(planCount, plan),
                    Objects.requireNonNullElse(plan, List.of()));
        }

        /** A status without a count predates it, and lists everything that is known. */
        private static int count(@Nullable Integer count, @Nullable List<?> listed) {
            return count == null ? Objects.requireNonNullElse(listed, List.of()).size() : count;
        }
    }
}
