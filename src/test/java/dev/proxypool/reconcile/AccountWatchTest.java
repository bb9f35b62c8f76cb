package dev.proxypool.reconcile;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sharing;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.http.AccountHosts;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.AccountOpener;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.pass.FakeTwilio;
import dev.proxypool.reconcile.poll.PoolWatch;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.processing.event.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An account is woken when its status has something new to show, and not by each look. */
class AccountWatchTest {

    private final EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
    private final Accounts accounts = new Accounts(
            null,
            Sharing.UNLIMITED,
            new AccountOpener((_, _, _) -> new FakeTwilio(), AccountHosts.TWILIO, () -> NOON, new PoolWatch(() -> 0.5)),
            kubernetes.client(),
            true);
    private final AccountWatch watch = new AccountWatch(accounts);
    private final List<Event> woken = new ArrayList<>();

    @BeforeEach
    void start() {
        kubernetes
                .client()
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace("messaging")
                        .withName("twilio")
                        .endMetadata()
                        .addToData("TWILIO_AUTH_TOKEN", "dG9rZW4=")
                        .build())
                .create();
        ProxyAccount account = new ProxyAccount();
        account.getMetadata().setNamespace("messaging");
        account.getMetadata().setName("main");
        account.setSpec(new WrittenSpec(Serialization.jsonMapper()
                .valueToTree(Map.of(
                        "accountSid",
                        "AC00000000000000000000000000000001",
                        "credentialsSecretRef",
                        Map.of("name", "twilio")))));
        kubernetes.client().resource(account).create();
        accounts.start(kubernetes.client(), Set.of());
        watch.setEventHandler(woken::add);
        watch.start();
    }

    @AfterEach
    void stop() {
        accounts.close();
        kubernetes.close();
    }

    @Test
    void aLookThatShowsTheSameWakesItOnceInFiveMinutes() {
        look(seen(NOON));
        assertThat(woken).hasSize(1);

        for (int second = 30; second < 300; second += 30) {
            look(seen(NOON.plusSeconds(second)));
        }
        assertThat(woken).hasSize(1);

        look(seen(NOON.plusSeconds(300)));
        look(seen(NOON.plusSeconds(330)));
        assertThat(woken).hasSize(2);
    }

    @Test
    void aLookThatShowsAnotherPoolWakesItAtOnce() {
        look(seen(NOON));

        look(seen(NOON.plusSeconds(30), Member.of(code(1), false)));
        look(seen(NOON.plusSeconds(60), Member.of(code(1), true)));

        assertThat(woken).hasSize(3);
    }

    @Test
    void aPoolThatNoResourceUsesAnyMoreIsForgotten() {
        look(seen(NOON));
        watch.forgotten(place());

        look(seen(NOON.plusSeconds(30)));

        assertThat(woken).as("as new as the first time").hasSize(2);
    }

    @Test
    void anOutageWakesItWhenItBeginsAndWhenItEnds() {
        look(seen(NOON));

        look(new Observation.Unreadable(OUTAGE));
        look(new Observation.Unreadable(OUTAGE));
        look(seen(NOON.plusSeconds(900)));

        assertThat(woken).hasSize(3);
    }

    private void look(Observation after) {
        watch.looked(place(), null, after);
    }

    private AccountPool place() {
        var access = (Access.Open) accounts.accessOf(new Accounts.Name("messaging", "main"));
        return new AccountPool(access.account(), codesOf(SERVICE));
    }

    private static Observation seen(Instant at, Member... members) {
        return new Observation.Fresh(PoolSnapshot.of(codesOf(SERVICE), at, List.of(members)));
    }
}
