package dev.proxypool.domain;

/** A place in a pool: this member in this Service. A member can be in one Service of an account only. */
public record Membership(Sid.Service service, Sid.Member member) {}
