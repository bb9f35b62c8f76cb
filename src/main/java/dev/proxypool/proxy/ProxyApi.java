package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.util.List;

/**
 * The pools of Twilio Proxy for one account, as its OpenAPI document 2.3.3 has them.
 *
 * <p>Implementations MUST answer every failure as {@link Answer.Failed} and throw only for bugs; MUST NOT repeat a request,
 * wait, or cache, save {@link dev.proxypool.proxy.governor.GovernedProxyApi}, whose task is to wait; MUST give a complete list or none; MUST NOT send
 * credentials to any host but the configured one. They MAY be called from many threads.
 *
 * <p>The caller must know: there is no idempotency key, so a failed write may have been applied; and a 404 has three
 * meanings (code, Service, endpoint), which only a second question tells apart.
 */
public interface ProxyApi {

    /** Entries on a page of a list, the most that Twilio gives. */
    int PAGE_SIZE = 100;

    /**
     * The same account, for calls that serve one namespace: where an account's calls are scarce, namespaces share them first.
     * A client that shares nothing is its own.
     */
    default ProxyApi forTenant(String namespace) {
        return this;
    }

    /** ListShortCode and its like: the whole pool, all pages of it ({@link #PAGE_SIZE} members a page). One request a page. */
    Answer<List<Member>> list(PoolKey pool);

    /** CreateShortCode and its like: makes it a member, unreserved. There is no reserve on create. */
    Answer<Member> add(Membership membership);

    /** UpdateShortCode and its like, with IsReserved. */
    Answer<Member> setReserved(Membership membership, boolean reserved);

    /** DeleteShortCode and its like: ends the membership; refused while Sessions use it (80611). */
    Answer<Membership> remove(Membership membership);

    /** ListService: an answer proves that the endpoint serves this account. One request a page. */
    Answer<List<NamedService>> services();

    /** FetchService: whether the Service is there, the second question after a 404. */
    Answer<Sid.Service> fetchService(Sid.Service service);
}
