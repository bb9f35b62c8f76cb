package dev.proxypool.plan;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is asked of one member: the claim of one resource, and the claims of others on the same member.
 *
 * @param claim the claim to decide on
 * @param rivals other resources' claims on the same member of the account, in any Service; their order does not matter
 * @param hints what the operator learnt by trying, and a poll cannot show
 */
public record PlanInput(Claim claim, List<Claim> rivals, Set<Hint> hints) {

    public enum Hint {
        /** Twilio refused a removal, because Sessions use the code. */
        IN_USE,
        /** Another writer has undone our corrections too often. */
        CONTESTED
    }

    /** The oldest claim first, then the smallest UID: a total order. */
    private static final Comparator<Claim> SENIORITY = Comparator.comparing(
                    (Claim claim) -> claim.owner().created())
            .thenComparing(claim -> claim.owner().uid());

    /** A claim that holds the member precedes one whose add was begun, and that precedes all others. */
    private static int rank(Claim claim) {
        return switch (claim.standing()) {
            case HOLDING, SETTLED -> 0;
            case STARTED -> 1;
            case NEW -> 2;
        };
    }

    public PlanInput {
        rivals = List.copyOf(rivals);
        hints = Set.copyOf(hints);
    }

    public static PlanInput of(Claim claim, List<Claim> rivals) {
        return new PlanInput(claim, rivals, Set.of());
    }

    public PlanInput knowing(Hint hint) {
        Set<Hint> all = EnumSet.of(hint);
        all.addAll(hints);
        return new PlanInput(claim, rivals, all);
    }

    /** The same input for another membership of the same claim. */
    public PlanInput about(Claim claim) {
        return new PlanInput(claim, rivals, hints);
    }

    /**
     * The claim that owns the member among those that want it in a pool. If a resource that is being deleted holds the
     * member, claims on that same membership precede others, so that no member leaves its pool only because another
     * claim is older.
     */
    Optional<Claim> ownerOf(Sid.Member code) {
        Optional<Membership> inherited = leavingHolder(code).map(Claim::membership);
        Comparator<Claim> heirsFirst = Comparator.comparing(PlanInput::rank)
                .thenComparing(claim -> !Optional.of(claim.membership()).equals(inherited))
                .thenComparing(SENIORITY);
        return claimsOn(code).filter(claim -> !claim.leaving()).min(heirsFirst);
    }

    /** The claim that holds the member and is being deleted. */
    Optional<Claim> leavingHolder(Sid.Member code) {
        return claimsOn(code)
                .filter(claim ->
                        claim.wish() instanceof Wish.Absent && claim.standing().holds())
                .min(SENIORITY);
    }

    /**
     * Whether the member's holder is being deleted. A handover between resources is no adoption, so adoptionPolicy does
     * not refuse it; while the holder is in another Service, a new claim waits.
     */
    boolean isHandedOver(Sid.Member code) {
        return leavingHolder(code).isPresent();
    }

    /** Another claim that is being deleted and still holds the code in another Service. */
    Optional<Claim> holderElsewhere(Claim claim) {
        return claimsOn(claim.membership().member())
                .filter(other ->
                        other.wish() instanceof Wish.Absent && other.standing().holds())
                .filter(other ->
                        !other.membership().service().equals(claim.membership().service()))
                .min(SENIORITY);
    }

    /** The claim that holds the membership, whether it stays or leaves. */
    Optional<Claim> holderOf(Membership membership) {
        return claimsOn(membership.member())
                .filter(other -> other.membership().equals(membership))
                .filter(other -> other.standing().holds())
                .findAny();
    }

    /** Leaves out claims that only observe, since they own nothing. */
    private Stream<Claim> claimsOn(Sid.Member code) {
        return Stream.concat(Stream.of(claim), rivals.stream())
                .filter(each -> each.membership().member().equals(code))
                .filter(each -> each.policies().management() == Management.MANAGE);
    }
}
