package dev.proxypool.domain;

/**
 * How many unlisted members one pass may remove; the user must approve larger removals.
 *
 * @param percent true if the amount is a percentage of the pool
 */
public record RemovalLimit(int amount, boolean percent) {

    public static final RemovalLimit ONE = new RemovalLimit(1, false);

    /** The limit for a pool of that many members. A percentage is rounded down, to be on the safe side. */
    public int of(int members) {
        return percent ? (int) ((long) members * amount / 100) : amount;
    }
}
