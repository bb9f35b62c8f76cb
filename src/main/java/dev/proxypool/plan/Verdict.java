package dev.proxypool.plan;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Trouble;
import org.jspecify.annotations.Nullable;

/** Why the plan of a claim is what it is. Every decision has one, also the decision to do nothing. */
public sealed interface Verdict {

    /** Whether nothing is left to do for a claim that leaves, so that its resource may go. */
    default boolean releases(Outcome outcome) {
        return false;
    }

    /** Reached by looking at the pool, or at the place where it should be. */
    sealed interface FromPool extends Verdict {}

    /** Reached without: what was seen before is all that is known of the code. */
    sealed interface WithoutPool extends Verdict {}

    /** The pool is as declared. */
    record InSync() implements FromPool {}

    /** What is declared was not applied yet. */
    record Pending() implements FromPool {}

    /** The code was in the pool before this claim; from now on it is held by it. */
    record Adopted() implements FromPool {}

    /** What was applied once is so no longer: another writer changed the pool. */
    record Drifted(Drift drift) implements FromPool {}

    /** Drifted, and another writer undoes our corrections again and again. */
    record Contested(Drift drift) implements FromPool {}

    /** The code is to leave the Service it is held in, and to enter the one that is declared now. */
    record Moving() implements FromPool {}

    /** The code has left the Service it moves from. What is next is seen in the other pool. */
    record Left() implements FromPool {}

    /** The code stays reserved for a while before it is removed, so that Sessions can end. */
    record Draining() implements FromPool {}

    /** Only looked at, and there. */
    record Observed() implements FromPool {}

    /** Only looked at, and not there. */
    record Missing() implements FromPool {}

    /** Another resource owns the code. */
    record Conflict(Owner owner) implements WithoutPool {}

    /** A resource that is being deleted still holds the code in another Service. */
    record Waiting(Owner owner) implements WithoutPool {}

    /** The code was in the pool before, and the adoption policy says to leave it alone. */
    record AdoptionRefused(boolean reserved) implements FromPool {}

    /** The pool could not be read: nothing is known, so nothing is done. */
    record PoolUnreadable(Trouble trouble) implements WithoutPool {}

    /** There is no such Service. */
    record ServiceMissing() implements FromPool {}

    /** The membership is to be removed. */
    record Removing() implements FromPool {
        @Override
        public boolean releases(Outcome outcome) {
            return outcome.changedSomething() && outcome.failure() == null;
        }
    }

    /** The member is unlisted, and more of them would go than the limit allows: a person must approve the removals first. */
    record RemovalHeld() implements FromPool {}

    /** The membership stays, because another resource claims it too; that one has still to take it over. */
    record HandingOver(Owner heir) implements FromPool {}

    /** The membership is to be removed, but Twilio refuses while Sessions use the code. */
    record InUse() implements FromPool {}

    /** Nothing is left to do for a resource that is being deleted. */
    record Gone(ReleaseReason why) implements FromPool {
        @Override
        public boolean releases(Outcome outcome) {
            return true;
        }
    }

    /** What another writer did to a membership. */
    enum Drift {
        REMOVED("the %s was removed from the pool"),
        RESERVED("the %s was reserved"),
        RELEASED("the %s's reservation was removed");

        private final String words;

        Drift(String words) {
            this.words = words;
        }

        /**
         * What must have happened to a membership that was as declared.
         *
         * @param reserved as declared
         * @param member as it is now; null if it is not one
         */
        static Drift of(boolean reserved, @Nullable Member member) {
            if (member == null) {
                return REMOVED;
            }
            return reserved ? RELEASED : RESERVED;
        }

        /** What another writer did, as a clause. */
        public String inWords(MemberKind kind) {
            return words.formatted(kind.shortNoun());
        }
    }

    /** Why a resource that is being deleted may go. */
    enum ReleaseReason {
        /** The code is not in the pool (any more). */
        ABSENT,
        /** The Service is gone, and its memberships with it. */
        SERVICE_GONE,
        /** Another resource claims the same membership and takes it over. */
        HANDED_OVER,
        /** The claim never held the code, so it is not ours to remove. */
        NEVER_HELD,
        /** The membership is left behind on purpose. */
        ORPHANED
    }
}
