package dev.proxypool.statuspage;

/** How much the page shows to everybody who reaches the management port. */
public enum Disclosure {
    /** There is no page. */
    NONE,
    /** Names, SIDs of accounts and Services, counts and reasons, but no message: a message may have a code in it. */
    SUMMARY,
    /** Messages too. */
    FULL
}
