package dev.proxypool.domain;

import java.util.List;

/** What one resource asks of one pool. A resource that cannot be understood is a claim too: one that carries its problem. */
public sealed interface Claim {

    Owner owner();

    /** True once the resource is being deleted. */
    boolean leaving();

    /**
     * A claim that can be decided on.
     *
     * @param standing what became of this claim so far
     */
    record Valid(Owner owner, Membership membership, Wish wish, Policies policies, Standing standing) implements Claim {
        @Override
        public boolean leaving() {
            return !(wish instanceof Wish.Present);
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

    /** What is wanted of the membership. */
    sealed interface Wish {
        record Present(boolean reserved) implements Wish {}

        /** The membership is to be removed: the resource is being deleted. */
        record Absent() implements Wish {}

        /** The membership is to be left as it is, and forgotten. */
        record LetGo() implements Wish {}
    }

    /** What the status remembers of a claim. It tells drift from an edit, and ours from what was there before. */
    enum Standing {
        /** Never held the membership, as far as anybody knows. */
        NEW,
        /** Holds the membership, but what is declared now was not applied yet. */
        HOLDING,
        /** What is declared now was applied once. If the pool differs, somebody else changed it. */
        SETTLED
    }
}
