package dev.proxypool.proxy.governor;

import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import dev.proxypool.simulator.Behaviour;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The governor against somebody who counts: the simulator with Twilio's limits, and one clock for both. */
class GovernedSimulatorTest {

    private static final int ADDS = 1_000;
    private static final Instant BEGIN = Instant.parse("2026-11-01T12:00:00Z");

    /** 500 unreserved codes are all that a pool may have; that is not the question here. */
    private static final Behaviour ROOMY =
            new Behaviour(80101, 404, 400, 400, 20404, 0, false, true, ADDS, ADDS, false);

    private Instant now = BEGIN;

    /** An add, and when somebody tries it. */
    private record Due(Instant at, Sid.Member code) {}

    @Test
    void aThousandAddsMeetNo429AndTakeHardlyLongerThanTwilioDemands() throws IOException {
        PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
        codes().forEach(code -> due.add(new Due(BEGIN, code)));
        int asked = 0;
        try (Simulator simulator = Simulator.start(state(), loopback(), () -> now)) {
            ProxyApi api = governed(new Endpoint(simulator.uri()));
            while (!due.isEmpty()) {
                Due next = due.remove();
                now = next.at().isAfter(now) ? next.at() : now;
                asked++;
                if (api.add(ProxyFixtures.of(next.code()), false)
                                instanceof Answer.Failed<Member>(Trouble.Throttled held)
                        && held.retryAfter() != null) {
                    due.add(new Due(now.plus(held.retryAfter()), next.code()));
                }
            }

            assertThat(simulator.requests())
                    .hasSize(ADDS)
                    .extracting(LoggedRequest::status)
                    .containsOnly(201);
        }
        // 150 in each of the windows that begin at 0 s to 25 s, and 100 in that at 30 s.
        assertThat(Duration.between(BEGIN, now)).isBetween(Duration.ofSeconds(30), Duration.ofMillis(31_500));
        assertThat(asked).isLessThanOrEqualTo(2 * ADDS);
    }

    private ProxyApi governed(Endpoint endpoint) {
        Governor governor =
                new Governor(Limits.DEFAULT, () -> Duration.between(BEGIN, now).toNanos(), GovernorListener.NONE);
        ProxyApi twilio = new OkHttpProxyApi(
                endpoint, ProxyFixtures.CREDENTIALS, ClientSettings.DEFAULT, governor::onCall, () -> now);
        return new GovernedProxyApi(twilio, governor, time -> now = now.plus(time));
    }

    private static SimulatorState state() {
        List<SimulatorState.ShortCode> leased = codes().stream()
                .map(code -> new SimulatorState.ShortCode(
                        code.value(), code.value().substring(code.value().length() - 5)))
                .toList();
        var service = new SimulatorState.Service(SERVICE.value(), "bulk", List.of());
        var account = new SimulatorState.Account(
                ProxyFixtures.ACCOUNT.value(), ProxyFixtures.TOKEN, List.of(), leased, List.of(service));
        return new SimulatorState(List.of(account), dev.proxypool.simulator.Limits.TWILIO, ROOMY);
    }

    private static List<Sid.Member> codes() {
        return IntStream.rangeClosed(10_001, 10_000 + ADDS)
                .mapToObj(ProxyFixtures::code)
                .toList();
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
