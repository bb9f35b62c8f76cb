package dev.proxypool.plan;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Trouble;
import org.jspecify.annotations.Nullable;

/** Why the plan for a claim is what it is. Every decision has a verdict, including the decision to do nothing. */
public sealed interface Verdict {

    /** Whether nothing is left to do for a claim that leaves, so that the operator may release its resource. */
    default boolean releases(Outcome outcome) {
        return false;
    }

    /** Reached by reading the pool, or the place where it should be. */
    sealed interface FromPool extends Verdict {}

    /** Reached without the pool: all that is known of the member is what an earlier pass saw. */
    sealed interface WithoutPool extends Verdict {}

    /** The pool is as declared. */
    record InSync() implements FromPool {}

    /** What is declared has not been applied yet. */
    record Pending() implements FromPool {}

    /** The member was in the pool before this claim; from now on this claim holds it. */
    record Adopted() implements FromPool {}

    /** What was applied once no longer holds: another writer changed the pool. */
    record Drifted(Drift drift) implements FromPool {}

    /** Drifted, and another writer undoes our corrections again and again. */
    record Contested(Drift drift) implements FromPool {}

    /** The member must leave the Service it is held in, and enter the one that is declared now. */
    record Moving() implements FromPool {}

    /** The member has left the Service it moves from. The other pool shows what is next. */
    record Left() implements FromPool {}

    /** The member stays reserved for a while before it is removed, so that Sessions can end. */
    record Draining() implements FromPool {}

    /** The claim only observes, and the member is in the pool. */
    record Observed() implements FromPool {}

    /** The claim only observes, and the member is not in the pool. */
    record Missing() implements FromPool {}

    /** Another resource owns the member. */
    record Conflict(Owner owner) implements WithoutPool {}

    /** A resource that is being deleted still holds the member in another Service. */
    record Waiting(Owner owner) implements WithoutPool {}

    /** The member was in the pool before, and the adoption policy says to leave it alone. */
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

    /**
     * The member is unlisted, and more would be removed than the limit allows: the user must approve the removals
     * first.
     */
    record RemovalHeld() implements FromPool {}

    /** The membership stays, because another resource claims it too and has yet to take it over. */
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
         * @param member as it is now; null if it is not in the pool
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

    /** Why the operator may release a resource that is being deleted. */
    enum ReleaseReason {
        /** The member is not, or no longer, in the pool. */
        ABSENT,
        /** The Service is gone, and its memberships with it. */
        SERVICE_GONE,
        /** Another resource claims the same membership and takes it over. */
        HANDED_OVER,
        /** The claim never held the member, so the operator must not remove it. */
        NEVER_HELD,
        /** The membership is left in place on purpose. */
        ORPHANED
    }
}
