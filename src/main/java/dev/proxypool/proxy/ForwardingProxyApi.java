package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.util.List;

/** Passes every call on; for clients that change some of them. */
public interface ForwardingProxyApi extends ProxyApi {

    /** Where the calls go. */
    ProxyApi api();

    @Override
    default Answer<List<Member>> list(PoolKey pool) {
        return api().list(pool);
    }

    @Override
    default Answer<Member> add(Membership membership, boolean reserved) {
        return api().add(membership, reserved);
    }

    @Override
    default Answer<Member> setReserved(Membership membership, boolean reserved) {
        return api().setReserved(membership, reserved);
    }

    @Override
    default Answer<Membership> remove(Membership membership) {
        return api().remove(membership);
    }

    @Override
    default Answer<List<NamedService>> services() {
        return api().services();
    }

    @Override
    default Answer<Sid.Service> fetchService(Sid.Service service) {
        return api().fetchService(service);
    }
}
