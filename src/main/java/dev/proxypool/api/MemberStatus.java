package dev.proxypool.api;

import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@link MemberResource}. It only changes when something changes, so it has no time of the last poll.
 *
 * @param addingTo the Service of an add that was begun and whose answer is not known
 * @param reserved the reservation as seen
 * @param appliedReserved the reservation as last applied: if the pool differs from it, another writer changed it
 * @param details what else Twilio reports of the member; in JSON, fields of the status itself
 * @param drainingSince since when the member has been reserved so that Sessions can end
 */
@JsonDeserialize(converter = StatusReader.OfMember.class)
public record MemberStatus(
        StatusHead head,
        @Nullable String addingTo,
        @Nullable Boolean reserved,
        @Nullable Boolean appliedReserved,
        Member.Details details,
        @Nullable Instant drainingSince)
        implements ClaimantStatus<MemberStatus> {

    /** The status of a resource that no pass has seen. */
    public static final MemberStatus NONE =
            new MemberStatus(StatusHead.NONE, null, null, null, Member.Details.NONE, null);

    public Optional<Condition> condition(String type) {
        return conditions().stream().filter(c -> c.type().equals(type)).findFirst();
    }

    /** The resource has one member, so what stalls the resource is that member's problem. */
    @Override
    public boolean isProblem(Sid.Member member, String reason) {
        return hasProblem(reason);
    }

    @Override
    public boolean hasProblem(String reason) {
        return condition(Condition.STALLED)
                .filter(stalled -> stalled.reason().equals(reason))
                .isPresent();
    }

    @Override
    public Hold holdOf(Sid.Member member, Sid.Service service) {
        return hold();
    }

    @Override
    public boolean holdsSomething() {
        return hold().place() != null;
    }

    /** What it remembers of the claim. */
    public Hold hold() {
        return new Hold(
                Sid.Service.parse(serviceSid()).orElse(null),
                appliedReserved,
                drainingSince,
                Sid.Service.parse(addingTo).orElse(null));
    }

    @Override
    public MemberStatus willAdd(Set<Membership> memberships) {
        String service = memberships.iterator().next().service().value();
        return new MemberStatus(head.in(null), service, reserved, null, details, null);
    }

    @Override
    public MemberStatusFields fields() {
        return MemberStatusFields.of(this);
    }
}
