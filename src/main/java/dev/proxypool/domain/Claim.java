package dev.proxypool.domain;

import java.util.List;
import java.util.Optional;

/** What one resource asks of one pool. A resource that cannot be understood is a claim too: one that carries its problem. */
public sealed interface Claim {

    Owner owner();

    /** True once the resource is being deleted. */
    boolean leaving();

    /**
     * A claim that can be decided on.
     *
     * @param membership the place in a pool that the claim is about first; of a code that moves, the place it leaves
     * @param standing what became of this claim so far
     */
    record Valid(Owner owner, Membership membership, Wish wish, Policies policies, Standing standing) implements Claim {
        @Override
        public boolean leaving() {
            return switch (wish) {
                case Wish.Present _, Wish.Moved _ -> false;
                case Wish.Absent _, Wish.LetGo _ -> true;
            };
        }

        /** The same claim once its code has left the place it moves from: a new claim on the place it moves to. */
        public Optional<Valid> arriving() {
            return wish instanceof Wish.Moved moved
                    ? Optional.of(new Valid(
                            owner,
                            new Membership(moved.to(), membership.shortCode()),
                            new Wish.Present(moved.reserved()),
                            policies,
                            Standing.NEW))
                    : Optional.empty();
        }
    }

    /**
     * A resource whose spec makes no sense, or asks for what this version cannot do.
     *
     * @param problems what is wrong and what is expected, one sentence each; never empty
     * @param holds true if it put a code into a pool earlier, so that its deletion leaves something behind
     */
    record Invalid(Owner owner, List<String> problems, boolean leaving, boolean holds) implements Claim {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The same claim, but the membership is left as it is. */
    default Claim letGo() {
        return switch (this) {
            case Valid valid ->
                new Valid(valid.owner, valid.membership, new Wish.LetGo(), valid.policies, valid.standing);
            case Invalid invalid -> new Invalid(invalid.owner, invalid.problems, invalid.leaving, false);
        };
    }

    /** What is wanted of the membership. */
    sealed interface Wish {
        record Present(boolean reserved) implements Wish {}

        /**
         * The membership is to be removed: the resource is being deleted.
         *
         * @param drained false while the code has to stay reserved before it may be removed
         */
        record Absent(boolean drained) implements Wish {}

        /** The code is held in one Service and now declared in another. It can be in one only, so it leaves first. */
        record Moved(Sid.Service to, boolean reserved, boolean drained) implements Wish {}

        /** The membership is to be left as it is, and forgotten. */
        record LetGo() implements Wish {}
    }

    /** What the status remembers of a claim. It tells drift from an edit, and ours from what was there before. */
    enum Standing {
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
