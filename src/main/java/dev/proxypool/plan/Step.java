package dev.proxypool.plan;

import dev.proxypool.domain.Membership;

/** One remote write. */
public sealed interface Step {

    Membership membership();

    /** What it does, for a person: "add SC… to KS…". */
    String describe();

    /** The membership before, as the plan in a status tells it: absent, unreserved or reserved. */
    String before();

    String after();

    /** CreateShortCode. The new member is unreserved: Twilio has no reserve on create. */
    record Add(Membership membership) implements Step {
        @Override
        public String describe() {
            return "add %s to %s".formatted(membership.member(), membership.service());
        }

        @Override
        public String before() {
            return "absent";
        }

        @Override
        public String after() {
            return "unreserved";
        }
    }

    /** UpdateShortCode with IsReserved. */
    record SetReserved(Membership membership, boolean reserved) implements Step {
        @Override
        public String describe() {
            return reserved
                    ? "reserve %s in %s".formatted(membership.member(), membership.service())
                    : "release %s for assignment in %s".formatted(membership.member(), membership.service());
        }

        @Override
        public String before() {
            return reserved ? "unreserved" : "reserved";
        }

        @Override
        public String after() {
            return reserved ? "reserved" : "unreserved";
        }
    }

    /** DeleteShortCode. */
    record Remove(Membership membership, boolean reserved) implements Step {
        @Override
        public String describe() {
            return "remove %s from %s".formatted(membership.member(), membership.service());
        }

        @Override
        public String before() {
            return reserved ? "reserved" : "unreserved";
        }

        @Override
        public String after() {
            return "absent";
        }
    }
}
