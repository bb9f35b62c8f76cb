package dev.proxypool.plan;

import dev.proxypool.domain.Membership;
import dev.proxypool.domain.MembershipState;

/** One remote write. */
public sealed interface Step {

    Membership membership();

    /** What it does, for messages: "add SC… to KS…". */
    String describe();

    /** The membership before the step, as the plan in a status shows it. */
    MembershipState before();

    MembershipState after();

    /**
     * Adds the member.
     *
     * @param reserved only for kinds of members that one request adds and reserves
     */
    record Add(Membership membership, boolean reserved) implements Step {
        @Override
        public String describe() {
            return "add %s to %s%s"
                    .formatted(membership.member(), membership.service(), reserved ? " as reserved" : "");
        }

        @Override
        public MembershipState before() {
            return MembershipState.ABSENT;
        }

        @Override
        public MembershipState after() {
            return MembershipState.of(reserved);
        }
    }

    /** Sets or removes the reservation. */
    record SetReserved(Membership membership, boolean reserved) implements Step {
        @Override
        public String describe() {
            return reserved
                    ? "reserve %s in %s".formatted(membership.member(), membership.service())
                    : "release %s for assignment in %s".formatted(membership.member(), membership.service());
        }

        @Override
        public MembershipState before() {
            return MembershipState.of(!reserved);
        }

        @Override
        public MembershipState after() {
            return MembershipState.of(reserved);
        }
    }

    /** Ends the membership. */
    record Remove(Membership membership, boolean reserved) implements Step {
        @Override
        public String describe() {
            return "remove %s from %s".formatted(membership.member(), membership.service());
        }

        @Override
        public MembershipState before() {
            return MembershipState.of(reserved);
        }

        @Override
        public MembershipState after() {
            return MembershipState.ABSENT;
        }
    }
}
