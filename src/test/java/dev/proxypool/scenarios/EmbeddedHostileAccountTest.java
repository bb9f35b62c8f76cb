package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyAccount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a tenant declares as an account concerns that account only: the operator starts, and serves all others. */
class EmbeddedHostileAccountTest extends Scenarios {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Override
    Stage stage() {
        return Stage.embeddedBehindProxy();
    }

    @Test
    void anAccountWhoseSecretMayNotBeReadStopsNoStart() {
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.secret("foreign", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("bad", "foreign");
        stage.account("other", "twilio");
        stage.apply("promo", LifecycleScenarios.ofTheOther());
        stage.proxy().forbid(asksFor("foreign"));

        stage.startOperator();

        stage.awaitReady("promo");
        ProxyAccount bad = awaitAccount("bad", "AccountNotReady");
        assertThat(message(bad)).contains("the operator may not read Secret foreign", "accounts.secretNames");
        stage.proxy().forbid(_ -> false);
        awaitAccount("bad", "Accepted");
    }

    @Test
    void aNameThatNoSecretCanHaveStopsNoStart() {
        stage.account("bad", "a,metadata.namespace!=b/../c");
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "twilio");

        stage.startOperator();

        awaitAccount("other", "Accepted");
        awaitAccount("bad", "InvalidSpec");
        assertThat(stage.proxy().requests())
                .noneMatch(request -> request.target().contains("namespace!"));
    }

    @Test
    void aRotationDoesNotWaitForTheSecretOfAnotherAccount() {
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "mistyped"));
        stage.account("other", "twilio");
        stage.startOperator();
        awaitAccount("other", "CredentialsInvalid");
        CountDownLatch end = new CountDownLatch(1);
        stage.proxy().delayRequest(asksFor("slow"), () -> awaitCount(end));
        try {
            stage.account("bad", "slow");
            await().atMost(SOON).until(() -> stage.proxy().requests().stream().anyMatch(asksFor("slow")));

            stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));

            awaitAccount("other", "Accepted");
        } finally {
            end.countDown();
        }
    }

    @Test
    void editsOfAnAccountLeaveOneWatchAndCostFewLists() {
        stage.secret("secret-40", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        stage.account("other", "secret-0");
        stage.startOperator();

        for (int i = 1; i <= 40; i++) {
            useSecret("secret-" + i);
        }

        awaitAccount("other", "Accepted");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stage.proxy().watches())
                        .filteredOn(watch -> watch.path().endsWith("/secrets"))
                        .singleElement()
                        .matches(asksFor("secret-40")));
        assertThat(stage.proxy().requests())
                .filteredOn(request -> request.isListOf("secrets"))
                .hasSizeLessThan(20);
        stage.account("other").delete();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stage.proxy().watches())
                        .noneMatch(watch -> watch.path().endsWith("/secrets")));
    }

    @Test
    void aSecretIsProtectedOnlyOnceTwilioAcceptedItsCredentials() {
        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "mistyped"));
        stage.secret("others", Map.of("password", "example"));
        stage.account("other", "twilio");
        stage.account("bad", "others");
        stage.startOperator();
        awaitAccount("other", "CredentialsInvalid");
        awaitAccount("bad", "AccountNotReady");

        assertThat(stage.secret("twilio").get().getFinalizers()).isEmpty();
        assertThat(stage.secret("others").get().getFinalizers()).isEmpty();

        stage.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", Stage.OTHER_TOKEN));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(stage.secret("twilio").get().getFinalizers())
                        .containsExactly(ProxyAccount.FINALIZER));
    }

    @Test
    void aStatusDoesNotShowWhetherASecretExists() {
        stage.secret("named", Map.of("password", "example"));
        stage.secret("half", Map.of("TWILIO_API_KEY", "SK00000000000000000000000000000001"));
        stage.account("missing", "absent");
        stage.account("there", "named");
        stage.account("partly", "half");
        stage.startOperator();

        String missing = message(awaitAccount("missing", "AccountNotReady"));

        assertThat(message(awaitAccount("there", "AccountNotReady")))
                .isEqualTo(missing.replace("missing", "there").replace("absent", "named"));
        assertThat(message(awaitAccount("partly", "AccountNotReady")))
                .isEqualTo(missing.replace("missing", "partly").replace("absent", "half"));
    }

    /** The operator may write at the same time. */
    private void useSecret(String secret) {
        await().atMost(SOON)
                .ignoreExceptionsMatching(KubernetesClientException.class::isInstance)
                .until(() -> {
                    stage.useSecret("other", secret);
                    return true;
                });
    }

    private static Predicate<ApiRequest> asksFor(String secret) {
        return request -> request.path().endsWith("/secrets")
                && (request.target() + "&").matches(".*metadata.name(=|%3D)" + secret + "&.*");
    }

    private ProxyAccount awaitAccount(String name, String reason) {
        return await("account " + name + " is " + reason)
                .atMost(SOON)
                .until(() -> stage.account(name).get(), there -> reason.equals(ready(there)[0]));
    }

    private static String message(ProxyAccount account) {
        return ready(account)[1];
    }

    private static String[] ready(ProxyAccount account) {
        return account.statusOrNone().conditions().stream()
                .filter(condition -> condition.type().equals("Ready"))
                .map(condition -> new String[] {condition.reason(), condition.message()})
                .findAny()
                .orElse(new String[] {"", ""});
    }

    private static void awaitCount(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
