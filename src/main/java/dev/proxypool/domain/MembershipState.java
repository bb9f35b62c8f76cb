package dev.proxypool.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The state of a member in a pool. */
public enum MembershipState {
    ABSENT,
    UNRESERVED,
    RESERVED;

    /** The state of a member that is in the pool. */
    public static MembershipState of(boolean reserved) {
        return reserved ? RESERVED : UNRESERVED;
    }

    /** @param member null if there is none */
    public static MembershipState of(@Nullable Member member) {
        return member == null ? ABSENT : of(member.reserved());
    }

    /** As a status and messages show it: {@code unreserved}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
