package dev.proxypool.domain;

/**
 * How many members nobody lists may be removed in one pass; more need a person's approval.
 *
 * @param percent true if the amount is a percentage of the pool
 */
public record RemovalLimit(int amount, boolean percent) {

    public static final RemovalLimit ONE = new RemovalLimit(1, false);

    /** The number for a pool of that many members. A percentage is rounded down: caution wins. */
    public int of(int members) {
        return percent ? (int) ((long) members * amount / 100) : amount;
    }
}
