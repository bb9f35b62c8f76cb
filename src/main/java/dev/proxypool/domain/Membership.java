package dev.proxypool.domain;

/** A place in a pool: this short code in this Service. A code can be in one Service of an account only. */
public record Membership(Sid.Service service, Sid.ShortCode shortCode) {}
