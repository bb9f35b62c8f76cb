package dev.proxypool.domain;

import java.util.stream.Stream;

/**
 * How many members one Service can have.
 *
 * <p>Source: Twilio's error 80622.
 *
 * @param unreserved the limit for unreserved members; a short code is always added unreserved, even if it is reserved
 *     afterwards; members of another kind are counted separately
 * @param reserved the limit for reserved members
 */
public record Capacity(int unreserved, int reserved) {

    public static final Capacity TWILIO = new Capacity(500, 5_000);

    /** Whether the pool has room for one more reserved, or one more unreserved, member. */
    public boolean hasRoom(PoolSnapshot pool, boolean forReserved) {
        int taken = pool.reserved();
        return forReserved ? taken < reserved : pool.members().size() - taken < unreserved;
    }

    /** Whether the pool had no room for a member, reserved or not, and has some now. */
    public boolean gotRoom(PoolSnapshot before, PoolSnapshot after) {
        return Stream.of(true, false)
                .anyMatch(forReserved -> !hasRoom(before, forReserved) && hasRoom(after, forReserved));
    }
}
