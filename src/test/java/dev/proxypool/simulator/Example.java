package dev.proxypool.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Objects;

/** The documented example state, its names, and simulators that start from it. */
final class Example {
    static final String ACCOUNT = "AC00000000000000000000000000000001";
    static final String TOKEN = "example-token-1";
    static final String MESSAGING = "KS00000000000000000000000000000001";
    static final String SUPPORT = "KS00000000000000000000000000000002";
    static final String POOL = "/v1/Services/" + MESSAGING + "/ShortCodes";
    static final String SUPPORT_POOL = "/v1/Services/" + SUPPORT + "/ShortCodes";

    /** Leased and in no pool. */
    static final String FREE = "SC00000000000000000000000000000001";

    static final String FREE_TOO = "SC00000000000000000000000000000002";

    /** In the pool of {@link #SUPPORT}. */
    static final String POOLED = "SC00000000000000000000000000000006";

    static final String NUMBERS = "/v1/Services/" + MESSAGING + "/PhoneNumbers";
    static final String SUPPORT_NUMBERS = "/v1/Services/" + SUPPORT + "/PhoneNumbers";

    /** Of the account and in no pool. */
    static final String FREE_NUMBER = "PN00000000000000000000000000000001";

    static final String FREE_NUMBER_TOO = "PN00000000000000000000000000000002";

    /** In the pool of {@link #SUPPORT}. */
    static final String POOLED_NUMBER = "PN00000000000000000000000000000003";

    private Example() {}

    static String yaml() {
        try (InputStream in = Objects.requireNonNull(Example.class.getResourceAsStream("/examples/simulator.yaml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static SimulatorState state() {
        return StateFile.parse("simulator.yaml", yaml());
    }

    /** The example with other values of single keys, such as {@code "inUseStatus: 409"}. */
    static SimulatorState stateWith(String... settings) {
        String yaml = yaml();
        for (String setting : settings) {
            String key = setting.substring(0, setting.indexOf(':') + 1);
            yaml = yaml.replaceFirst("(?m)^  " + key + " [^\\s]+", "  " + setting);
        }
        return StateFile.parse("simulator.yaml", yaml);
    }

    static Simulator start(SimulatorState state) {
        return start(state, InstantSource.system());
    }

    static Simulator start(SimulatorState state, InstantSource clock) {
        try {
            return Simulator.start(state, new InetSocketAddress("127.0.0.1", 0), clock);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static Client client(Simulator simulator) {
        return new Client(simulator.uri(), ACCOUNT, TOKEN);
    }
}
