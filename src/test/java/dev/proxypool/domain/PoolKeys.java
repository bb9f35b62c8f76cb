package dev.proxypool.domain;

/** The pools of the tests. */
public final class PoolKeys {

    private PoolKeys() {}

    public static PoolKey codesOf(Sid.Service service) {
        return new PoolKey(service, MemberKind.SHORT_CODE);
    }
}
