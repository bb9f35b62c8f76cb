package dev.proxypool.domain;

/** One member in one Service. A member can be in only one Service of an account. */
public record Membership(Sid.Service service, Sid.Member member) {

    /** The pool that it belongs to. */
    public PoolKey pool() {
        return new PoolKey(service, member.kind());
    }
}
