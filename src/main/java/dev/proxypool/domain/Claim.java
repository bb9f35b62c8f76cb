package dev.proxypool.domain;

import java.util.Optional;

/**
 * What one resource asks of one membership. A claim is always well-formed: the problems of a spec are found where it is
 * read, and never become a claim.
 *
 * @param membership the membership that the claim is about first; for a member that moves, the one it leaves
 * @param standing what became of this claim so far
 */
public record Claim(Owner owner, Membership membership, Wish wish, Policies policies, Standing standing) {

    /** True once the resource is being deleted. */
    public boolean leaving() {
        return switch (wish) {
            case Wish.Present _, Wish.Moved _ -> false;
            case Wish.Absent _, Wish.LetGo _ -> true;
        };
    }

    /** The same claim once its member has left the old Service: a new claim on the membership in the new Service. */
    public Optional<Claim> arriving() {
        return wish instanceof Wish.Moved moved
                ? Optional.of(new Claim(
                        owner,
                        new Membership(moved.to(), membership.member()),
                        new Wish.Present(moved.reserved()),
                        policies,
                        Standing.NEW))
                : Optional.empty();
    }

    /** Whether the member is reserved once the claim is satisfied. */
    public boolean wantsReserved() {
        return switch (wish) {
            case Wish.Present(var reserved) -> reserved;
            case Wish.Moved moved -> moved.reserved();
            case Wish.Absent _, Wish.LetGo _ -> false;
        };
    }

    /** The same claim under another name of its member. */
    public Claim naming(Sid.Member name) {
        return name.equals(membership.member())
                ? this
                : new Claim(owner, new Membership(membership.service(), name), wish, policies, standing);
    }

    /** The same claim, but the operator leaves the membership as it is. */
    public Claim letGo() {
        return new Claim(owner, membership, new Wish.LetGo(), policies, standing);
    }

    /** What the resource wants of the membership. */
    public sealed interface Wish {
        record Present(boolean reserved) implements Wish {}

        /**
         * The operator must remove the membership, because the resource is being deleted or the member is unlisted.
         *
         * @param drain whether the member must be reserved for a while before it may be removed
         */
        record Absent(Drain drain) implements Wish {}

        /** The code is held in one Service and now declared in another. It can be in one only, so it leaves first. */
        record Moved(Sid.Service to, boolean reserved, Drain drain) implements Wish {}

        /** The operator leaves the membership as it is, and forgets it. */
        record LetGo() implements Wish {}
    }

    /** A member is kept reserved before it is removed, so that Sessions can end. */
    public enum Drain {
        /** Not requested. */
        NONE,
        /** Not long enough yet, or not begun. */
        RUNNING,
        /** Long enough, if the member was reserved all the time: if it is found unreserved, the drain starts over. */
        OVER
    }

    /**
     * What the status remembers of a claim. It distinguishes drift from an edit, and our memberships from earlier ones.
     */
    public enum Standing {
        /** The claim never held the membership, and the operator never began to add it. */
        NEW,
        /** The operator began an add; only the pool shows whether it succeeded. */
        STARTED,
        /** The claim holds the membership, but what is declared now has not been applied yet. */
        HOLDING,
        /** What is declared now was applied once. If the pool differs, another writer changed it. */
        SETTLED;

        /** Whether the operator has seen the claim hold the membership. */
        public boolean holds() {
            return this == HOLDING || this == SETTLED;
        }
    }
}
