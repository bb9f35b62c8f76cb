package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.Sid;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.statuspage.Overview;
import dev.proxypool.statuspage.Overview.AccountCard;
import dev.proxypool.statuspage.Overview.AccountState;
import dev.proxypool.statuspage.Overview.Counts;
import dev.proxypool.statuspage.Overview.Fill;
import dev.proxypool.statuspage.Overview.NotReady;
import dev.proxypool.statuspage.Overview.PollTrouble;
import dev.proxypool.statuspage.Overview.PoolRow;
import dev.proxypool.statuspage.Overview.Role;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a running operator gives the page: in a cluster, and with everything. */
class StatusCollectorTest {

    private static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    private static final String TOKEN = "example-token-1";
    private static final String SERVICE = "KS00000000000000000000000000000001";
    private static final String TAKEN = "SC00000000000000000000000000000001";
    private static final String FREE = "SC00000000000000000000000000000002";

    private final StatusCollector summary = StatusCollector.of(InstantSource.system(), "0.0.0", Disclosure.SUMMARY);
    private final StatusCollector full = StatusCollector.withWrites(InstantSource.system(), "0.0.0");
    private EmbeddedKubernetes kubernetes;
    private Simulator twilio;
    private @Nullable OperatorRuntime operator;

    @BeforeEach
    void start() throws IOException {
        kubernetes = EmbeddedKubernetes.start();
        twilio = Simulator.start(state(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        declare("first", new ProxyShortCode(), Map.of("serviceSid", SERVICE, "shortCodeSid", FREE, "reserved", true));
    }

    @AfterEach
    void stop() {
        if (operator != null) {
            operator.close();
        }
        twilio.close();
        kubernetes.close();
    }

    @Test
    void beforeTheOperatorRunsThePageSaysThatItStarts() {
        assertThat(summary.get().replica().role()).isEqualTo(Role.STARTING);
    }

    @Test
    void itShowsPoolsAgainstTheirLimitsAndWhatIsNotReady() {
        declare("second", new ProxyShortCode(), Map.of("serviceSid", SERVICE, "shortCodeSid", FREE));
        declare(
                "others",
                new ProxyAccount(),
                Map.of("accountSid", ACCOUNT.value(), "credentialsSecretRef", Map.of("name", "not-there")));
        run(summary);
        await().untilAsserted(() -> assertThat(summary.get().notReady()).hasSize(2));

        Overview seen = summary.get();
        assertThat(seen.replica().role()).isEqualTo(Role.SINGLE);
        assertThat(seen.resources()).isEqualTo(3);
        assertThat(seen.notReady()).extracting(NotReady::reason).containsExactly("Conflict", "AccountNotReady");
        assertThat(seen.notReady()).extracting(NotReady::stalled).containsExactly(true, false);
        assertThat(seen.accounts())
                .extracting(AccountCard::name, AccountCard::state)
                .containsExactly(
                        tuple("messaging/others", AccountState.CLOSED), tuple("(default)", AccountState.ACCEPTED));
        await().untilAsserted(() -> assertThat(ownPool(summary).counts())
                .extracting(Counts::reserved, Counts::unreserved)
                .containsExactly(new Fill(1, 5_000), new Fill(1, 500)));
        assertThat(ownPool(summary).service()).isEqualTo(SERVICE);
        assertThat(seen.writes()).isNull();
        assertThat(seen.toString())
                .as("no code and no message, which may name one")
                .doesNotContain(FREE, TAKEN, "12345", "23456", "not-there", TOKEN);
    }

    @Test
    void inAnOutageItKeepsTheCountsOfTheLastReadAndSaysUntilWhenNothingIsSent() {
        run(full);
        await().untilAsserted(() -> assertThat(ownPool(full).counts()).isNotNull());
        twilio.addFault(Match.of("GET", "/v1/Services/*/ShortCodes").then(new Effect.Status(503, 20503)));

        await().untilAsserted(() -> assertThat(ownPool(full).trouble()).isNotNull());
        PollTrouble trouble = Objects.requireNonNull(ownPool(full).trouble());
        assertThat(trouble.reason()).isEqualTo("RemoteUnavailable");
        assertThat(trouble.message()).contains("HTTP 503");
        assertThat(full.get().toString()).as("credentials are nowhere").doesNotContain(TOKEN);
        assertThat(ownPool(full).counts()).isNotNull();
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(own(full).limiter().closures())
                        .anySatisfy(closure -> assertThat(closure.what()).startsWith("Circuit breaker of the")));
    }

    @Test
    void aViewSendsNoRequest() throws InterruptedException {
        run(full, Duration.ofHours(1));
        await().untilAsserted(() ->
                assertThat(ownPool(full).counts()).extracting(Counts::reserved).isEqualTo(new Fill(1, 5_000)));
        await().untilAsserted(() -> assertThat(full.get().notReady()).isEmpty());
        int before = twilio.requests().size();

        for (int i = 0; i < 1_000; i++) {
            full.get();
        }
        assertThat(twilio.requests()).hasSize(before);
    }

    @Test
    void onlyTheLatestWritesAreKept() {
        for (int i = 0; i < 100; i++) {
            full.wrote("POST " + i);
        }
        summary.wrote("POST");

        assertThat(full.get().writes()).hasSize(20).first().extracting("text").isEqualTo("POST 99");
        assertThat(summary.get().writes()).isNull();
    }

    private static PoolRow ownPool(StatusCollector collector) {
        assertThat(own(collector).pools()).hasSize(1);
        return own(collector).pools().getFirst();
    }

    private static AccountCard own(StatusCollector collector) {
        return collector.get().accounts().stream()
                .filter(account -> account.name().equals("(default)"))
                .findFirst()
                .orElseThrow();
    }

    private void run(StatusCollector page) {
        run(page, Duration.ofMillis(500));
    }

    private void run(StatusCollector page, Duration interval) {
        Metrics metrics = new Metrics(InstantSource.system(), "0.0.0");
        TwilioClients clients = new TwilioClients(metrics);
        String here = twilio.uri().toString();
        operator = OperatorRuntime.start(
                kubernetes.client(),
                new OperatorRuntime.OwnAccount(
                        ACCOUNT, clients.open(Endpoint.parse(here), Credentials.token(ACCOUNT, TOKEN), Limits.DEFAULT)),
                clients,
                new OperatorRuntime.Settings(Timing.of(interval), Set.of(), 4, AccountPolicy.allowing(here)),
                new OperatorRuntime.Surroundings(null, metrics, page));
    }

    private static SimulatorState state() {
        return new SimulatorState(List.of(new SimulatorState.Account(
                ACCOUNT.value(),
                TOKEN,
                List.of(),
                List.of(new SimulatorState.ShortCode(TAKEN, "12345"), new SimulatorState.ShortCode(FREE, "23456")),
                List.of(new SimulatorState.Service(
                        SERVICE, "messaging", List.of(new SimulatorState.Member(TAKEN, false, false)))))));
    }

    private <R extends CustomResource<WrittenSpec, ?>> void declare(String name, R resource, Map<String, Object> spec) {
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("messaging")
                .withName(name)
                .build());
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(spec)));
        kubernetes.client().resource((HasMetadata) resource).create();
    }
}
