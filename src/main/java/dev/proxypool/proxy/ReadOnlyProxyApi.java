package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;

/**
 * Looks and never touches: for resources that only observe, are suspended, or are previewed. A write that arrives here is a
 * bug of ours and not trouble with Twilio, so it throws; and nothing was sent.
 */
public record ReadOnlyProxyApi(ProxyApi api) implements ForwardingProxyApi {

    @Override
    public Answer<Member> add(Membership membership) {
        throw refused(Operation.create(membership.member().kind()), membership);
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        throw refused(Operation.update(membership.member().kind()), membership);
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        throw refused(Operation.delete(membership.member().kind()), membership);
    }

    private static IllegalStateException refused(Operation operation, Membership membership) {
        return new IllegalStateException("%s of %s in %s was not sent: only reading is allowed here"
                .formatted(operation.twilioName(), membership.member(), membership.service()));
    }
}
