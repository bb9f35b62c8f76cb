package dev.proxypool.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The short codes of one account and where they are declared: code number i belongs to Service i modulo their number.
 *
 * @param account its number
 * @param first number of the first code
 * @param count how many codes it leases
 * @param services how many Services it has
 */
record Codes(int account, int first, int count, int services) {

    static final String TOKEN = "bench-token";

    String accountSid() {
        return "AC%032d".formatted(account);
    }

    String serviceSid(int code) {
        return "KS%032d".formatted(account * 1_000 + code % services);
    }

    static String codeSid(int code) {
        return "SC%032d".formatted(code);
    }

    IntStream all() {
        return IntStream.range(first, first + count);
    }

    /** As an account of the simulator's state file. */
    Map<String, Object> state(IntPredicate isMember) {
        List<Object> pools = new ArrayList<>();
        for (int i = 0; i < services; i++) {
            String sid = serviceSid(i);
            List<Object> members = new ArrayList<>();
            all().filter(code -> serviceSid(code).equals(sid) && isMember.test(code))
                    .forEach(code -> members.add(Map.of("sid", codeSid(code))));
            pools.add(Map.of("sid", sid, "uniqueName", "pool-" + i, "shortCodes", members));
        }
        List<Object> leased = all().mapToObj(
                        code -> (Object) Map.of("sid", codeSid(code), "shortCode", Integer.toString(100_000 + code)))
                .toList();
        return Map.of("sid", accountSid(), "authToken", TOKEN, "shortCodes", leased, "services", pools);
    }
}
