package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a pool's status remembers of each code: a {@link Hold} for each of several thousand codes, in compact form. It
 * is for the operator; users read the counts and the problems.
 *
 * @param reserved held, and applied as reserved
 * @param unreserved held, and applied as unreserved
 * @param unfinished held, but what is declared is not applied yet
 * @param draining grouped by the time since when they are reserved so that Sessions can end
 * @param approved unlisted members whose removal the user approved
 * @param adding not held, but an add was begun or is about to begin
 * @param approvals how many approvals of removals were used; null if none was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Ledger(
        @Nullable CodeSet reserved,
        @Nullable CodeSet unreserved,
        @Nullable CodeSet unfinished,
        @Nullable List<DrainingMember> draining,
        @Nullable CodeSet approved,
        @Nullable CodeSet adding,
        @Nullable Integer approvals) {

    /** Of a pool that no pass has seen. */
    public static final Ledger NONE = new Ledger(null, null, null, null, null, null, null);

    /**
     * Codes whose drain began at the same time.
     *
     * @param since ISO 8601, in whole seconds
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record DrainingMember(String since, CodeSet codes) {
        DrainingMember {
            Objects.requireNonNull(Instant.parse(since));
            Objects.requireNonNull(codes);
        }
    }

    /** Equal for equal holds. */
    public static Ledger of(Map<Sid.Member, Hold> holds, Collection<Sid.Member> approved, int approvals) {
        return new Ledger(
                those(holds, hold -> hold.service() != null && Boolean.TRUE.equals(hold.appliedReserved())),
                those(holds, hold -> hold.service() != null && Boolean.FALSE.equals(hold.appliedReserved())),
                those(holds, hold -> hold.service() != null && hold.appliedReserved() == null),
                draining(holds),
                set(approved),
                those(holds, hold -> hold.adding() != null),
                approvals == 0 ? null : approvals);
    }

    private static @Nullable CodeSet those(Map<Sid.Member, Hold> holds, Predicate<Hold> which) {
        return set(holds.entrySet().stream()
                .filter(entry -> which.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .toList());
    }

    private static @Nullable CodeSet set(Collection<Sid.Member> codes) {
        return codes.isEmpty() ? null : CodeSet.of(codes);
    }

    private static @Nullable List<DrainingMember> draining(Map<Sid.Member, Hold> holds) {
        Map<Instant, List<Sid.Member>> bySince = holds.entrySet().stream()
                .filter(entry -> entry.getValue().drainingSince() != null)
                .collect(Collectors.groupingBy(
                        entry -> Objects.requireNonNull(entry.getValue().drainingSince()),
                        TreeMap::new,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return bySince.isEmpty()
                ? null
                : bySince.entrySet().stream()
                        .map(entry -> new DrainingMember(entry.getKey().toString(), CodeSet.of(entry.getValue())))
                        .toList();
    }

    /** @param service the Service whose pool it is */
    public Hold holdOf(Sid.Member code, Sid.Service service) {
        Instant since = drainingSince(code);
        if (has(reserved, code)) {
            return new Hold(service, true, since);
        }
        if (has(unreserved, code)) {
            return new Hold(service, false, since);
        }
        if (has(unfinished, code)) {
            return new Hold(service, null, since);
        }
        return new Hold(null, null, since, has(adding, code) ? service : null);
    }

    private @Nullable Instant drainingSince(Sid.Member code) {
        return draining == null
                ? null
                : draining.stream()
                        .filter(group -> group.codes().contains(code))
                        .findFirst()
                        .map(group -> Instant.parse(group.since()))
                        .orElse(null);
    }

    /** Whether the operator decided in an earlier pass that this member drains. */
    public boolean isDraining(Sid.Member code) {
        return drainingSince(code) != null;
    }

    public boolean isApproved(Sid.Member code) {
        return has(approved, code);
    }

    /** How many approvals of removals were used. */
    public int approvalsUsed() {
        return Objects.requireNonNullElse(approvals, 0);
    }

    public boolean isHeld(Sid.Member code) {
        return has(reserved, code) || has(unreserved, code) || has(unfinished, code);
    }

    /** Whether a code is held, or may have been added. */
    public boolean holdsSomething() {
        return reserved != null || unreserved != null || unfinished != null || adding != null;
    }

    /** How many codes are held, or may have been added. */
    public int held() {
        return Stream.of(reserved, unreserved, unfinished, adding)
                .mapToInt(codes -> codes == null ? 0 : codes.size())
                .sum();
    }

    /** The same, with these codes about to be added. */
    Ledger willAdd(Collection<Sid.Member> codes) {
        CodeSet more = adding == null ? CodeSet.of(codes) : adding.with(codes);
        return new Ledger(reserved, unreserved, unfinished, draining, approved, more, approvals);
    }

    private static boolean has(@Nullable CodeSet codes, Sid.Member code) {
        return codes != null && codes.contains(code);
    }
}
