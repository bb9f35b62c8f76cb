package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import java.util.List;

/**
 * The pools of Twilio Proxy for one account, as in Twilio's OpenAPI document 2.3.3.
 *
 * <p>Implementations MUST return every failure as {@link Answer.Failed} and throw only for bugs; MUST NOT repeat a
 * request, wait, or cache, except {@link dev.proxypool.proxy.governor.GovernedProxyApi}, whose task is to wait; MUST
 * return a complete list or none; MUST NOT send credentials to any host but the configured one. They MAY be called from
 * many threads.
 *
 * <p>Callers must know: there is no idempotency key, so a failed write may have been applied; and a 404 has three
 * meanings (member, Service, endpoint), which only a second request distinguishes.
 */
public interface ProxyApi {

    /** Entries on a page of a list: Twilio's maximum. */
    int PAGE_SIZE = 100;

    /**
     * The same account, for calls on behalf of one namespace: if the account's calls are scarce, namespaces get equal
     * shares. A client that does not share returns itself.
     */
    default ProxyApi forTenant(String namespace) {
        return this;
    }

    /**
     * ListShortCode and similar: all pages of the pool ({@link #PAGE_SIZE} members each), with one request per page.
     */
    Answer<List<Member>> list(PoolKey pool);

    /**
     * CreateShortCode and similar.
     *
     * @param reserved whether the member is added as reserved, for kinds that {@link
     *     dev.proxypool.domain.MemberKind#addsReserved add reserved}; Twilio may ignore it, so the answer counts
     */
    Answer<Member> add(Membership membership, boolean reserved);

    /** UpdateShortCode and similar, with IsReserved. */
    Answer<Member> setReserved(Membership membership, boolean reserved);

    /** DeleteShortCode and similar: ends the membership; Twilio refuses while Sessions use it (80611). */
    Answer<Membership> remove(Membership membership);

    /** ListService: an answer proves that the endpoint serves this account. One request per page. */
    Answer<List<NamedService>> services();

    /** FetchService: whether the Service exists; the second request after a 404. */
    Answer<Sid.Service> fetchService(Sid.Service service);
}
