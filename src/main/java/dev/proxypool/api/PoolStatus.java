package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@link PoolResource}: counts, and only the members that need attention, because the status of a pool
 * of 5,500 members must fit into one object.
 *
 * @param counts null until the pool was read once
 * @param ledger what the operator remembers of each member
 * @param problemCount how many members need attention
 * @param problems the first of them, at most 20
 * @param held null while no removals are held
 * @param planCount how many writes are held back; the plan of the head has the first of them, at most 20
 */
@JsonDeserialize(converter = StatusReader.OfPool.class)
public record PoolStatus(
        StatusHead head,
        @Nullable Counts counts,
        Ledger ledger,
        int problemCount,
        List<Problem> problems,
        @Nullable Held held,
        int planCount)
        implements ClaimantStatus<PoolStatus> {

    public static final PoolStatus NONE = new PoolStatus(StatusHead.NONE, null, Ledger.NONE, 0, List.of(), null, 0);

    public PoolStatus {
        problems = List.copyOf(problems);
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
    public record Problem(@JsonUnwrapped MemberName member, String reason, String message) {}

    @Override
    public PoolStatusFields fields() {
        return PoolStatusFields.of(this);
    }

    @Override
    public Hold holdOf(Sid.Member member, Sid.Service service) {
        return ledger.holdOf(member, service);
    }

    @Override
    public boolean holdsSomething() {
        return ledger.holdsSomething();
    }

    @Override
    public PoolStatus willAdd(Set<Membership> memberships) {
        return new PoolStatus(
                head.in(memberships.iterator().next().service().value()),
                counts,
                ledger.willAdd(memberships.stream().map(Membership::member).toList()),
                problemCount,
                problems,
                held,
                planCount);
    }

    @Override
    public boolean isProblem(Sid.Member member, String reason) {
        return problems.stream()
                .anyMatch(problem -> problem.member().identity().equals(member.value())
                        && problem.reason().equals(reason));
    }

    @Override
    public boolean hasProblem(String reason) {
        return problems.stream().anyMatch(problem -> problem.reason().equals(reason));
    }
}
