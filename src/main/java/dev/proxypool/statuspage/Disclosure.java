package dev.proxypool.statuspage;

/** How much the page shows to every client that reaches the management port. */
public enum Disclosure {
    /** There is no page. */
    NONE,
    /** Names, SIDs of accounts and Services, counts and reasons, but no messages: a message may contain a code. */
    SUMMARY,
    /** Messages too. */
    FULL
}
