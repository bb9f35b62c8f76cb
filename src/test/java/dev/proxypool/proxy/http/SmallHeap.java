package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;

import dev.proxypool.domain.Observation;
import dev.proxypool.proxy.PoolCache;
import dev.proxypool.proxy.ProxyFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A program that looks at the pools of a {@link HostileServer} with as many workers as the operator has, and prints what it saw. */
final class SmallHeap {

    private static final int WORKERS = 16;

    private SmallHeap() {}

    /** @param args where the server is, the token, and which of its attacks to meet */
    public static void main(String[] args) throws Exception {
        try (ExecutorService workers = Executors.newFixedThreadPool(WORKERS)) {
            for (String attack : List.of(args).subList(2, args.length)) {
                for (Future<String> seen : workers.invokeAll(looks(args[0] + "/" + attack, args[1]))) {
                    System.out.println(attack + ": " + seen.get());
                }
            }
        } catch (Throwable e) {
            // As a container: what runs out of memory has ended.
            e.printStackTrace();
            Runtime.getRuntime().halt(1);
        }
        System.exit(0);
    }

    private static List<Callable<String>> looks(String base, String token) {
        var api = ProxyFixtures.client(Endpoint.parse(base), Credentials.token(ProxyFixtures.ACCOUNT, token));
        List<Callable<String>> looks = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            // Of caches of their own, since looks of one cache at one Service never overlap.
            var cache = new PoolCache(api, ProxyFixtures.NOON, Duration.ZERO, (_, _, _) -> {});
            looks.add(() -> words(cache.look(codesOf(ProxyFixtures.SERVICE))));
        }
        return looks;
    }

    private static String words(Observation seen) {
        return seen instanceof Observation.Unreadable(var trouble)
                ? "Unreadable: " + trouble.exchange().message().replaceFirst("^127\\.0\\.0\\.1:\\d+: ", "")
                : seen.getClass().getSimpleName();
    }
}
