package dev.proxypool.domain;

/**
 * How many members one Service can have.
 *
 * <p>Source: Twilio's error 80622.
 *
 * @param unreserved so many members that are not reserved; a short code is added unreserved, also if it is to be reserved
 * @param reserved so many members that are reserved
 */
public record Capacity(int unreserved, int reserved) {

    public static final Capacity TWILIO = new Capacity(500, 5_000);

    /** Whether the pool takes one more member that is unreserved, or reserved. */
    public boolean hasRoom(PoolSnapshot pool, boolean forReserved) {
        int taken = pool.reserved();
        return forReserved ? taken < reserved : pool.members().size() - taken < unreserved;
    }
}
