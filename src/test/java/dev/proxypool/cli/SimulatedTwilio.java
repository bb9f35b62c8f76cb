package dev.proxypool.cli;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A simulated Twilio with a pool in use, the client of the command line before it, and time that passes at once. */
final class SimulatedTwilio implements AutoCloseable {

    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String KS1 = "KS00000000000000000000000000000001";
    static final String KS2 = "KS00000000000000000000000000000002";
    static final String SC1 = code(1);
    static final String SC2 = code(2);
    static final String SC3 = code(3);
    static final String SC4 = code(4);
    static final String PN1 = "PN00000000000000000000000000000001";
    static final String PN2 = "PN00000000000000000000000000000002";
    static final String NUMBER1 = "+14155550001";
    static final String NUMBER2 = "+14155550002";
    private static final String TOKEN = "example-token-1";
    private static final int CODES = 260;

    private final Simulator simulator;
    private final List<Duration> waits = new ArrayList<>();
    private String token = TOKEN;

    SimulatedTwilio() {
        try {
            simulator = Simulator.start(
                    new SimulatorState(List.of(account())), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** KS1 has SC1, reserved, and SC2; KS2 is empty. No pool has one of the two phone numbers. */
    private static SimulatorState.Account account() {
        var codes = IntStream.rangeClosed(1, CODES)
                .mapToObj(i -> new SimulatorState.ShortCode(code(i), Integer.toString(12_344 + i)))
                .toList();
        var members =
                List.of(new SimulatorState.Member(SC1, true, false), new SimulatorState.Member(SC2, false, false));
        return new SimulatorState.Account(
                ACCOUNT,
                TOKEN,
                List.of(),
                codes,
                List.of(new SimulatorState.PhoneNumber(PN1, NUMBER1), new SimulatorState.PhoneNumber(PN2, NUMBER2)),
                List.of(
                        new SimulatorState.Service(KS1, "Messaging (EU)", members),
                        new SimulatorState.Service(KS2, "support", List.of())));
    }

    static String code(int number) {
        return "SC%032d".formatted(number);
    }

    Simulator simulator() {
        return simulator;
    }

    void credentialsAre(String other) {
        token = other;
    }

    /** How long the commands wanted to wait. */
    List<Duration> waits() {
        return List.copyOf(waits);
    }

    List<LoggedRequest> writes() {
        return simulator.requests().stream().filter(LoggedRequest::isWrite).toList();
    }

    Twilio open() {
        var account = new Sid.Account(ACCOUNT);
        var api = new OkHttpProxyApi(
                new Endpoint(simulator.uri()),
                Credentials.token(account, token),
                ClientSettings.DEFAULT,
                CallListener.NONE,
                InstantSource.system());
        var looking = Twilio.of(account, simulator.uri().toString(), api, api);
        return new Twilio(account, looking.host(), looking.pools(), api, waits::add);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
