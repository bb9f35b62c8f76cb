package dev.proxypool.reconcile.account;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ForwardingProxyApi;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyApi;
import java.util.function.Function;

/**
 * For claims that name a phone number by its digits: Twilio's paths need the SID that the number has now, and the pool
 * knows it. An add needs no SID.
 */
record NumberedApi(ProxyApi api, PoolCache pools) implements ForwardingProxyApi {

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        return bySid(membership, known -> api.setReserved(known, reserved));
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        return bySid(membership, api::remove);
    }

    private <T> Answer<T> bySid(Membership membership, Function<Membership, Answer<T>> call) {
        Sid.Member sid = pools.sidOf(membership);
        return sid instanceof Sid.E164
                ? new Answer.Failed<>(new Trouble.NotFound(new Trouble.Exchange(
                        "", 0, 0, "%s is not in the pool of %s".formatted(sid, membership.service()), null)))
                : call.apply(new Membership(membership.service(), sid));
    }
}
