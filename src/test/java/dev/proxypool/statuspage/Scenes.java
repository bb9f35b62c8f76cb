package dev.proxypool.statuspage;

import com.sun.net.httpserver.HttpServer;
import dev.proxypool.status.Reason;
import dev.proxypool.statuspage.Overview.AccountCard;
import dev.proxypool.statuspage.Overview.AccountState;
import dev.proxypool.statuspage.Overview.Closure;
import dev.proxypool.statuspage.Overview.Counts;
import dev.proxypool.statuspage.Overview.Fill;
import dev.proxypool.statuspage.Overview.Limiter;
import dev.proxypool.statuspage.Overview.NotReady;
import dev.proxypool.statuspage.Overview.PollTrouble;
import dev.proxypool.statuspage.Overview.PoolRow;
import dev.proxypool.statuspage.Overview.RecentWrite;
import dev.proxypool.statuspage.Overview.Replica;
import dev.proxypool.statuspage.Overview.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What the page is judged by: overviews from nothing at all to everything broken and hostile. As a program it serves each on
 * loopback, for {@code src/test/statuspage/run}; it uses only what the rest of the program may use too.
 */
public final class Scenes {

    static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

    /** Each would run, request something or change the text beside it, if it were not escaped. */
    public static final List<String> HOSTILE = List.of(
            "<script>window.ran=1</script>",
            "<img src=x onerror=\"window.ran=1\">",
            "\"><svg onload=window.ran=1>",
            "' onmouseover='window.ran=1",
            "</style><style>body{display:none}",
            "</title><script src=//example.com/x.js></script>",
            "<!-- &lt;b&gt; &amp; `{}` ${1} {{2}}",
            "javascript:window.ran=1",
            "a\u202eb\u2066c\u0000d\u001b[2Je\nf\tg\ud800h\uffff",
            "x".repeat(100_000),
            "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301 \u05d0\u05d1 \u6f22");

    private Scenes() {}

    static Map<String, Overview> all() {
        Map<String, Overview> scenes = new LinkedHashMap<>();
        scenes.put("starting", overview(Role.STARTING, 0, List.of(), List.of()));
        scenes.put("empty", overview(Role.SINGLE, 0, List.of(), List.of()));
        scenes.put("one", overview(Role.LEADER, 3, List.of(), List.of(account("messaging/main", pools(1)))));
        scenes.put("many", overview(Role.SINGLE, 240, troubled(4, ""), List.of(account("(default)", pools(30)))));
        scenes.put("standby", overview(Role.STANDBY, 12, List.of(), List.of(account("messaging/main", List.of()))));
        scenes.put("broken", broken());
        scenes.put(
                "outage", overview(Role.LEADER, 5_200, troubled(5_000, ""), List.of(account("(default)", pools(3)))));
        scenes.put("hostile", hostile());
        scenes.put("sample", sample());
        return scenes;
    }

    static Overview named(String scene) {
        return Objects.requireNonNull(all().get(scene));
    }

    /** As in a cluster: without writes. */
    static Overview overview(Role role, int resources, List<NotReady> notReady, List<AccountCard> accounts) {
        String leader = role == Role.LEADER || role == Role.STANDBY ? "proxypool-6d5f7c9b8d-x2x7k" : null;
        return new Overview(NOW, new Replica("0.1.0", role, leader), resources, notReady, accounts, null);
    }

    static String sid(String prefix, int number) {
        return prefix + "%032d".formatted(number);
    }

    static AccountCard account(String name, List<PoolRow> pools) {
        return new AccountCard(name, sid("AC", 1), AccountState.ACCEPTED, null, new Limiter(1, 10, List.of()), pools);
    }

    static List<PoolRow> pools(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Scenes::pool).toList();
    }

    private static PoolRow pool(int number) {
        int unreserved = number == 1 ? 480 : number == 2 ? 500 : number * 7 % 300;
        Counts counts = new Counts(
                new Fill(number * 131 % 4_000, 5_000), new Fill(unreserved, 500), NOW.minusSeconds(number % 60));
        return new PoolRow(sid("KS", number), "short codes", counts, NOW.minusSeconds(number % 60), null);
    }

    static List<NotReady> troubled(int count, String message) {
        List<String[]> reasons = List.of(
                new String[] {
                    "Conflict",
                    "Let only one resource claim it: take it off the list of a pool, or delete a resource that names"
                            + " only this member. If it is in another Service, remove it there."
                },
                new String[] {"RemoteUnavailable", "If this persists, check Twilio's status page."},
                new String[] {"Throttled", "The operator sends fewer requests and retries."});
        return IntStream.range(0, count)
                .mapToObj(i -> new NotReady(
                        i % 2 == 0 ? "psc" : "pscp",
                        "messaging",
                        "alerts-" + i,
                        reasons.get(i % 3)[0],
                        NOW.minusSeconds(40L + 200L * i),
                        reasons.get(i % 3)[1],
                        message,
                        i % 3 == 0))
                .sorted((a, b) -> Boolean.compare(b.stalled(), a.stalled()))
                .toList();
    }

    /** For the documentation. */
    private static Overview sample() {
        PoolRow full = pool(2);
        Counts counts = new Counts(new Fill(3_204, 5_000), new Fill(461, 500), NOW.minusSeconds(740));
        PollTrouble down = new PollTrouble(
                "RemoteUnavailable",
                "If this persists, check Twilio's status page, the network and the base URL.",
                null);
        Limiter held = new Limiter(
                1,
                10,
                List.of(new Closure(
                        "Circuit breaker of the credentials: Twilio does not answer, or refuses them, again and again.",
                        NOW.plusSeconds(42))));
        return overview(
                Role.LEADER,
                240,
                List.of(
                        new NotReady(
                                "pscp",
                                "messaging",
                                "alerts",
                                "RemovalsHeld",
                                NOW.minusSeconds(7_900),
                                Reason.REMOVALS_HELD.whatToDo("pscp/alerts -n messaging"),
                                null,
                                true),
                        new NotReady(
                                "psc",
                                "support",
                                "hotline",
                                "RemoteUnavailable",
                                NOW.minusSeconds(735),
                                down.fix(),
                                null,
                                false)),
                List.of(
                        new AccountCard(
                                "support/main",
                                sid("AC", 2),
                                AccountState.ACCEPTED,
                                null,
                                held,
                                List.of(new PoolRow(full.service(), full.kind(), counts, NOW.minusSeconds(12), down))),
                        account("(default)", List.of(pool(11), pool(7), pool(24)))));
    }

    private static Overview broken() {
        String longName = "a-name-that-is-as-long-as-kubernetes-allows-" + "long-".repeat(38) + "end";
        List<NotReady> notReady = Stream.concat(
                        Stream.of(new NotReady(
                                "pscp",
                                "a-namespace-with-a-name-that-has-sixty-three-characters-in-all0",
                                longName,
                                "RemovalsHeld",
                                NOW.minusSeconds(90_000),
                                Reason.REMOVALS_HELD.whatToDo(),
                                "12 unlisted members would be removed, and maxRemovals is 3",
                                true)),
                        troubled(
                                5,
                                "CreateShortCode: Short code is already in use in Service " + sid("KS", 9)
                                        + " (HTTP 400, code 80101)")
                                .stream())
                .toList();
        PollTrouble down = new PollTrouble(
                "RemoteUnavailable",
                "If this persists, check Twilio's status page, the network and the base URL.",
                "ListShortCode: Service Unavailable (HTTP 503)");
        PollTrouble gone =
                new PollTrouble("ServiceNotFound", "Check serviceSid: it must be a Service of the account.", null);
        PoolRow read = pool(2);
        Limiter held = new Limiter(
                4,
                4,
                List.of(
                        new Closure(
                                "Circuit breaker of the credentials: Twilio does not answer, or refuses them, again and"
                                        + " again.",
                                NOW.plusSeconds(42)),
                        new Closure(
                                "Circuit breaker, CreateShortCode of %s: Twilio refused the rate."
                                        .formatted(sid("KS", 2)),
                                null),
                        new Closure(
                                "Rate limiter: as many requests UpdateShortCode of %s as Twilio allows."
                                        .formatted(sid("KS", 3)),
                                NOW.plusSeconds(3))));
        return new Overview(
                NOW,
                new Replica("0.1.0", Role.SINGLE, null),
                9,
                notReady,
                List.of(
                        new AccountCard(
                                "(default)",
                                sid("AC", 1),
                                AccountState.ACCEPTED,
                                null,
                                held,
                                List.of(
                                        new PoolRow(
                                                read.service(),
                                                read.kind(),
                                                new Counts(
                                                        new Fill(5_000, 5_000),
                                                        new Fill(461, 500),
                                                        NOW.minusSeconds(740)),
                                                NOW.minusSeconds(12),
                                                down),
                                        new PoolRow(sid("KS", 5), read.kind(), null, NOW.minusSeconds(400), gone),
                                        new PoolRow(sid("KS", 6), read.kind(), null, null, null),
                                        pool(7))),
                        new AccountCard(
                                "billing/" + longName,
                                null,
                                AccountState.CLOSED,
                                "ProxyAccount main: there is no Secret twilio-credentials",
                                Limiter.NONE,
                                List.of()),
                        new AccountCard(
                                "messaging/old",
                                sid("AC", 2),
                                AccountState.REFUSED,
                                null,
                                new Limiter(0, 10, List.of()),
                                List.of())),
                List.of(
                        new RecentWrite(
                                NOW.minusSeconds(4),
                                "POST /v1/Services/%s/ShortCodes Sid=%s → 201".formatted(sid("KS", 7), sid("SC", 3))),
                        new RecentWrite(
                                NOW.minusSeconds(100_000),
                                "DELETE /v1/Services/%s/ShortCodes/%s → 503".formatted(sid("KS", 7), sid("SC", 4)))));
    }

    /** The same hostile text in every field of a row, and each of them in a row of its own. */
    static Overview hostile() {
        List<NotReady> notReady = HOSTILE.stream()
                .map(text -> new NotReady(text, text, text, text, NOW, text, text, true))
                .toList();
        List<AccountCard> accounts = HOSTILE.stream()
                .map(text -> new AccountCard(
                        text,
                        text,
                        AccountState.CLOSED,
                        text,
                        new Limiter(1, 1, List.of(new Closure(text, NOW))),
                        List.of(new PoolRow(text, text, null, NOW, new PollTrouble(text, text, text)))))
                .toList();
        return new Overview(
                NOW,
                new Replica(HOSTILE.getFirst(), Role.STANDBY, HOSTILE.get(1)),
                HOSTILE.size(),
                notReady,
                accounts,
                HOSTILE.stream().map(text -> new RecentWrite(NOW, text)).toList());
    }

    /** Serves each scene at a port of its own, says where in a line, and does so until its standard input ends. */
    public static void main(String[] arguments) throws IOException {
        for (Map.Entry<String, Overview> scene : all().entrySet()) {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                try (exchange) {
                    if (exchange.getRequestURI().getPath().equals("/")) {
                        new StatusPage(scene::getValue, InstantSource.fixed(NOW)).handle(exchange);
                    } else {
                        exchange.sendResponseHeaders(404, -1);
                    }
                }
            });
            server.start();
            System.out.printf(
                    "scene %s http://127.0.0.1:%d/%n",
                    scene.getKey(), server.getAddress().getPort());
        }
        while (System.in.read() >= 0) {
            // Until the end.
        }
        System.exit(0);
    }
}
