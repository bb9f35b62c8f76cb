package dev.proxypool.proxy.http;

import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.OTHER_SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.SECOND;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.THIRD;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import dev.proxypool.simulator.Behaviour;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Limits;
import dev.proxypool.simulator.Match;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;

/** The contract against the simulator: two people read Twilio's documents, and here their readings meet. */
class SimulatedProxyApiTest implements ProxyApiContract {

    /** Three pages of at most 100. */
    private static final int MANY = 230;

    private final Simulator simulator = start();

    @AfterEach
    void close() {
        simulator.close();
    }

    @Override
    public Set<Sid.Member> codesOnManyPages() {
        return IntStream.rangeClosed(1, MANY).mapToObj(ProxyFixtures::code).collect(Collectors.toSet());
    }

    @Override
    public ProxyApi given(String story) {
        switch (story) {
            case "empty-pool" -> {
                simulator.remove(SERVICE.value(), FIRST.value());
                simulator.remove(SERVICE.value(), SECOND.value());
            }
            case "pool-on-many-pages" -> codesOnManyPages().forEach(code -> put(SERVICE, code, false));
            case "add-code-of-other-service" -> put(OTHER_SERVICE, THIRD, false);
            case "add-to-full-pool" ->
                // FIRST is the one unreserved member so far; THIRD is the one that finds no place.
                IntStream.rangeClosed(4, Behaviour.DEFAULT.maxUnreserved() + 2)
                        .forEach(number -> put(SERVICE, ProxyFixtures.code(number), false));
            case "remove-in-use" -> put(SERVICE, FIRST, true);
            case "endpoint-withdrawn" -> simulator.withdrawn(true);
            case "wrong-credentials" -> simulator.authToken(ProxyFixtures.ACCOUNT.value(), "rotated");
            case "throttled" -> simulator.addFault(Match.ANY.then(new Effect.Status(429, 80621, 7, false)));
            default -> {
                // The pool of two is what every story begins with.
            }
        }
        return ProxyFixtures.client(new Endpoint(simulator.uri()));
    }

    private void put(Sid.Service service, Sid.Member code, boolean inUse) {
        simulator.put(service.value(), code.value(), false, inUse);
    }

    private static Simulator start() {
        List<SimulatorState.ShortCode> leased = IntStream.rangeClosed(1, Behaviour.DEFAULT.maxUnreserved() + 2)
                .mapToObj(number -> new SimulatorState.ShortCode(
                        ProxyFixtures.code(number).value(), Integer.toString(12_344 + number)))
                .toList();
        List<SimulatorState.Member> members = List.of(
                new SimulatorState.Member(FIRST.value(), false, false),
                new SimulatorState.Member(SECOND.value(), true, false));
        SimulatorState.Account account = new SimulatorState.Account(
                ProxyFixtures.ACCOUNT.value(),
                ProxyFixtures.TOKEN,
                List.of(),
                leased,
                List.of(
                        new SimulatorState.Service(SERVICE.value(), "messaging", members),
                        new SimulatorState.Service(OTHER_SERVICE.value(), "support", List.of())));
        try {
            return Simulator.start(
                    new SimulatorState(List.of(account), Limits.NONE, Behaviour.DEFAULT),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
