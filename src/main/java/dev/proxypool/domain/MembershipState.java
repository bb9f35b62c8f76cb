package dev.proxypool.domain;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What something is to a pool. */
public enum MembershipState {
    ABSENT,
    UNRESERVED,
    RESERVED;

    /** Of a member. */
    public static MembershipState of(boolean reserved) {
        return reserved ? RESERVED : UNRESERVED;
    }

    /** @param member null if there is none */
    public static MembershipState of(@Nullable Member member) {
        return member == null ? ABSENT : of(member.reserved());
    }

    /** As it stands in a status and in messages: {@code unreserved}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
