package dev.proxypool.reconcile.account;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ForwardingProxyApi;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.reconcile.account.Refusals.Action;
import dev.proxypool.reconcile.account.Refusals.CallAttempt;
import dev.proxypool.reconcile.account.Refusals.RefusedCall;
import dev.proxypool.reconcile.account.Refusals.Room;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Returns a known refusal instead of sending the write, see {@link Refusals}; reads pass through.
 *
 * @param reserves whether added members are reserved next
 */
record RefusalGuard(Refusals refusals, ProxyApi api, boolean reserves) implements ForwardingProxyApi {

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
        Optional<Trouble.Rejected> noPlaceToStay =
                reserves ? refusals.noRoom(new Room(membership.pool(), true)) : Optional.empty();
        if (noPlaceToStay.isPresent()) {
            return new Answer.Failed<>(noPlaceToStay.get());
        }
        return unlessRefused(new RefusedCall(Action.ADD, membership), reserved, () -> api.add(membership, reserved));
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        RefusedCall call = new RefusedCall(reserved ? Action.RESERVE : Action.RELEASE, membership);
        return unlessRefused(call, reserved, () -> api.setReserved(membership, reserved));
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        return unlessRefused(new RefusedCall(Action.REMOVE, membership), false, () -> api.remove(membership));
    }

    private <T> Answer<T> unlessRefused(RefusedCall call, boolean needsReserved, Supplier<Answer<T>> request) {
        CallAttempt attempt = refusals.attempt(call, needsReserved);
        return attempt.refused().isPresent()
                ? new Answer.Failed<>(attempt.refused().get())
                : refusals.ended(attempt, request.get());
    }
}
