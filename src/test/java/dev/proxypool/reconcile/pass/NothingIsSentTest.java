package dev.proxypool.reconcile.pass;

import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.ELSEWHERE;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.app.TwilioClients;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Policies;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.telemetry.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may not write sends nothing but GET, whatever is declared and whatever the pool holds: seen at the other end of the
 * wire, with the real client and every pass that there is.
 */
class NothingIsSentTest {

    private static final String TOKEN = "example-token-1";
    private static final List<Wish> WISHES = List.of(
            UNRESERVED,
            RESERVED,
            ABSENT,
            TO_DRAIN,
            LET_GO,
            new Wish.Moved(ELSEWHERE, true, Claim.Drain.NONE),
            new Wish.Moved(ELSEWHERE, false, Claim.Drain.RUNNING));

    private static final List<LoggedRequest> SENT = new CopyOnWriteArrayList<>();

    private static Simulator simulator;
    private static ProxyApi api;

    /** What the pool holds of the code. */
    private enum Holds {
        NOTHING,
        UNRESERVED,
        RESERVED,
        IN_USE
    }

    private record Case(Policies policies, Wish wish, Standing standing, Holds holds) {}

    @BeforeAll
    static void open() throws IOException {
        var code = new SimulatorState.ShortCode(CODE.value(), "12345");
        var services = Stream.of(SERVICE, ELSEWHERE)
                .map(service -> new SimulatorState.Service(service.value(), service.value(), List.of()))
                .toList();
        simulator = Simulator.start(
                new SimulatorState(List.of(
                        new SimulatorState.Account(ACCOUNT.value(), TOKEN, List.of(), List.of(code), services))),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        // It is told of a request before that is answered.
        simulator.onRequest(SENT::add);
        api = new TwilioClients(new Metrics(InstantSource.system(), "test"))
                .open(Endpoint.parse(simulator.uri().toString()), Credentials.token(ACCOUNT, TOKEN), Limits.DEFAULT);
    }

    @AfterAll
    static void close() {
        simulator.close();
    }

    static Stream<Case> whoeverMayNotWrite() {
        Stream<Case> never = Stream.of(OBSERVE, SUSPEND)
                .flatMap(policies -> WISHES.stream()
                        // Whoever only looks holds nothing, and so has nothing to move: such a claim is never read.
                        .filter(wish -> !policies.equals(OBSERVE) || !(wish instanceof Wish.Moved))
                        .flatMap(wish -> Stream.of(Standing.values())
                                .flatMap(standing -> Stream.of(Holds.values())
                                        .map(holds -> new Case(policies, wish, standing, holds)))));
        Stream<Case> drifted = Stream.of(UNRESERVED, RESERVED)
                .flatMap(wish ->
                        Stream.of(Holds.values()).map(holds -> new Case(REPORT, wish, Standing.SETTLED, holds)));
        return Stream.concat(never, drifted);
    }

    @ParameterizedTest
    @MethodSource
    void whoeverMayNotWrite(Case about) {
        assertThat(sent(about)).noneMatch(LoggedRequest::isWrite);
    }

    @Test
    void whoeverMayDoes() throws IOException {
        // Twilio allows 150 lists in five seconds, and the other cases may have taken them.
        close();
        open();
        assertThat(sent(new Case(Policies.DEFAULT, UNRESERVED, Standing.NEW, Holds.NOTHING)))
                .anyMatch(LoggedRequest::isWrite);
        assertThat(sent(new Case(REPORT, UNRESERVED, Standing.HOLDING, Holds.NOTHING)))
                .as("an edit is no drift")
                .anyMatch(LoggedRequest::isWrite);
    }

    private static List<LoggedRequest> sent(Case about) {
        simulator.put(SERVICE.value(), CODE.value(), about.holds() == Holds.RESERVED, about.holds() == Holds.IN_USE);
        if (about.holds() == Holds.NOTHING) {
            simulator.remove(SERVICE.value(), CODE.value());
        }
        SENT.clear();
        Claim claim = claim(about.wish(), about.standing(), about.policies());
        // An account of its own, so that no pass lives on what another saw.
        var account = new Account(
                AccountUse.own(ACCOUNT),
                api,
                Timing.of(Duration.ofMinutes(1)),
                Capacity.TWILIO,
                () -> NOON,
                new PoolWatch(() -> 0.5));
        ClaimPass.of(claim, account, "team-a", Checkpoint.NONE).run(PlanInput.of(claim, List.of()), false);
        return List.copyOf(SENT);
    }
}
