package dev.proxypool.domain;

import java.util.Optional;

/**
 * What one resource asks of one membership. It makes sense: what is wrong with a resource is found at the border, and is
 * never a claim.
 *
 * @param membership the place in a pool that the claim is about first; of a code that moves, the place it leaves
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

    /** The same claim once its code has left the place it moves from: a new claim on the place it moves to. */
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

    /** Whether the code is to be a reserved member once the claim is satisfied. */
    public boolean wantsReserved() {
        return switch (wish) {
            case Wish.Present(var reserved) -> reserved;
            case Wish.Moved moved -> moved.reserved();
            case Wish.Absent _, Wish.LetGo _ -> false;
        };
    }

    /** The same claim, but the membership is left as it is. */
    public Claim letGo() {
        return new Claim(owner, membership, new Wish.LetGo(), policies, standing);
    }

    /** What is wanted of the membership. */
    public sealed interface Wish {
        record Present(boolean reserved) implements Wish {}

        /**
         * The membership is to be removed: the resource is being deleted.
         *
         * @param drain whether the member has to be reserved for a while before it may be removed
         */
        record Absent(Drain drain) implements Wish {}

        /** The code is held in one Service and now declared in another. It can be in one only, so it leaves first. */
        record Moved(Sid.Service to, boolean reserved, Drain drain) implements Wish {}

        /** The membership is to be left as it is, and forgotten. */
        record LetGo() implements Wish {}
    }

    /** A member is kept reserved before it is removed, so that Sessions can end. */
    public enum Drain {
        /** Not asked for. */
        NONE,
        /** Not long enough yet, or not begun. */
        RUNNING,
        /** Long enough, if the member was reserved all the time: where it is found unreserved, the drain begins anew. */
        OVER
    }

    /** What the status remembers of a claim. It tells drift from an edit, and ours from what was there before. */
    public enum Standing {
        /** Never held the membership, and never began to add it. */
        NEW,
        /** An add was begun, and whether it went through is seen in the pool only. */
        STARTED,
        /** Holds the membership, but what is declared now was not applied yet. */
        HOLDING,
        /** What is declared now was applied once. If the pool differs, somebody else changed it. */
        SETTLED;

        /** Whether the claim was seen to hold the membership. */
        public boolean holds() {
            return this == HOLDING || this == SETTLED;
        }
    }
}
