package dev.proxypool.reconcile.account;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ForwardingProxyApi;
import dev.proxypool.proxy.ProxyApi;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * How long members that are to be reserved stay unreserved in their pool: from Twilio's answer to the add to its answer
 * to the reservation, even across passes. A gap with a restart in it is not measured.
 */
final class ReservationGaps {

    private final InstantSource clock;
    private final Consumer<Duration> told;
    private final Map<Membership, Instant> open = new ConcurrentHashMap<>();

    ReservationGaps(InstantSource clock, Consumer<Duration> told) {
        this.clock = clock;
        this.told = told;
    }

    /**
     * The same API, with its gaps measured.
     *
     * @param reserves whether added members are reserved next
     */
    ProxyApi watching(ProxyApi api, boolean reserves) {
        return new GapTimingApi(api, reserves);
    }

    private final class GapTimingApi implements ForwardingProxyApi {
        private final ProxyApi api;
        private final boolean reserves;

        GapTimingApi(ProxyApi api, boolean reserves) {
            this.api = api;
            this.reserves = reserves;
        }

        @Override
        public ProxyApi api() {
            return api;
        }

        @Override
        public Answer<Member> add(Membership membership, boolean reserved) {
            Answer<Member> answer = api.add(membership, reserved);
            if (reserves && answer instanceof Answer.Ok<Member>(var member) && !member.reserved()) {
                open.put(membership, clock.instant());
            }
            return answer;
        }

        @Override
        public Answer<Member> setReserved(Membership membership, boolean reserved) {
            Answer<Member> answer = api.setReserved(membership, reserved);
            if (answer instanceof Answer.Ok<?>) {
                Instant added = open.remove(membership);
                if (reserved && added != null) {
                    told.accept(Duration.between(added, clock.instant()));
                }
            }
            return answer;
        }

        @Override
        public Answer<Membership> remove(Membership membership) {
            open.remove(membership);
            return api.remove(membership);
        }
    }
}
