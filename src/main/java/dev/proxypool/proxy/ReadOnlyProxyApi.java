package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;

/**
 * Reads and never writes: for resources that only observe or are suspended, and for the dry run. A write that arrives
 * here is a bug in the operator and no failure of Twilio, so it throws, and nothing is sent.
 */
public record ReadOnlyProxyApi(ProxyApi api) implements ForwardingProxyApi {

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
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
        return new IllegalStateException("%s of %s in %s was not sent: this client may only read"
                .formatted(operation.twilioName(), membership.member(), membership.service()));
    }
}
