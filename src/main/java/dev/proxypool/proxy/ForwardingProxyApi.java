package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.util.List;

/** Passes every call on; for clients that change some of them. */
public abstract class ForwardingProxyApi implements ProxyApi {

    /** Where the calls go. */
    protected final ProxyApi api;

    protected ForwardingProxyApi(ProxyApi api) {
        this.api = api;
    }

    @Override
    public Answer<List<Member>> list(PoolKey pool) {
        return api.list(pool);
    }

    @Override
    public Answer<Member> add(Membership membership) {
        return api.add(membership);
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        return api.setReserved(membership, reserved);
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        return api.remove(membership);
    }

    @Override
    public Answer<List<NamedService>> services() {
        return api.services();
    }

    @Override
    public Answer<Sid.Service> fetchService(Sid.Service service) {
        return api.fetchService(service);
    }
}
