package dev.proxypool.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Large states in the example's first account, without rate limits. */
final class ManyCodes {
    private ManyCodes() {}

    /** So many codes in the first Service of the example, none in the second. */
    static SimulatorState inOneService(int codes) {
        return of(2, codes, 0);
    }

    /** So many Services, {@code first} codes in the first of them and {@code others} in each other one. */
    static SimulatorState of(int services, int first, int others) {
        List<SimulatorState.ShortCode> leased = new ArrayList<>();
        List<SimulatorState.Service> pools = new ArrayList<>();
        for (int service = 1; service <= services; service++) {
            List<SimulatorState.Member> members = IntStream.range(0, service == 1 ? first : others)
                    .mapToObj(index -> code(leased))
                    .toList();
            pools.add(new SimulatorState.Service(sid("KS", service), "service-" + service, members));
        }
        var account = new SimulatorState.Account(Example.ACCOUNT, Example.TOKEN, List.of(), leased, pools);
        return new SimulatorState(List.of(account), Limits.NONE, Behaviour.DEFAULT);
    }

    static String sid(String prefix, int number) {
        return "%s%032d".formatted(prefix, number);
    }

    private static SimulatorState.Member code(List<SimulatorState.ShortCode> leased) {
        int number = leased.size() + 1;
        leased.add(new SimulatorState.ShortCode(sid("SC", number), Integer.toString(10_000 + number)));
        return new SimulatorState.Member(sid("SC", number), true, false);
    }
}
