package dev.proxypool.domain;

/** A place in a pool: this member in this Service. A member can be in one Service of an account only. */
public record Membership(Sid.Service service, Sid.Member member) {

    /** The pool that it is a place in. */
    public PoolKey pool() {
        return new PoolKey(service, member.kind());
    }
}
