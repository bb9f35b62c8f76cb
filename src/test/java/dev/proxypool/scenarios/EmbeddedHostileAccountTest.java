package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ProxyAccount;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a tenant declares as an account concerns that account only: the operator starts, and serves all others. */
class EmbeddedHostileAccountTest extends Scenarios {

    private static final Duration SOON = Duration.ofSeconds(15);

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embeddedBehindProxy();
    }

    @ParameterizedTest
    @EnumSource(names = {"SHORT_CODES", "NUMBERS"})
    void anAccountWhoseSecretMayNotBeReadStopsNoStart(Telling kind) {
        tellOf(kind);
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.secret("foreign", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("bad", "foreign");
        environment.account("other", "twilio");
        environment.apply("promo", ofTheOther());
        environment.proxy().forbid(asksFor("foreign"));

        environment.startOperator();

        environment.awaitReady("promo");
        ProxyAccount bad = awaitAccount("bad", "AccountNotReady");
        assertThat(message(bad)).contains("the operator may not read Secret foreign", "accounts.secretNames");
        environment.proxy().forbid(_ -> false);
        awaitAccount("bad", "Accepted");
    }

    @Test
    void aNameThatNoSecretCanHaveStopsNoStart() {
        environment.account("bad", "a,metadata.namespace!=b/../c");
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");

        environment.startOperator();

        awaitAccount("other", "Accepted");
        awaitAccount("bad", "InvalidSpec");
        assertThat(environment.proxy().requests())
                .noneMatch(request -> request.target().contains("namespace!"));
    }

    @Test
    void aRotationDoesNotWaitForTheSecretOfAnotherAccount() {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "mistyped"));
        environment.account("other", "twilio");
        environment.startOperator();
        awaitAccount("other", "CredentialsInvalid");
        CountDownLatch end = new CountDownLatch(1);
        environment.proxy().delayRequest(asksFor("slow"), () -> awaitCount(end));
        try {
            environment.account("bad", "slow");
            await().atMost(SOON)
                    .until(() -> environment.proxy().requests().stream().anyMatch(asksFor("slow")));

            environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));

            awaitAccount("other", "Accepted");
        } finally {
            end.countDown();
        }
    }

    @Test
    void editsOfAnAccountLeaveOneWatchAndCostFewLists() {
        environment.secret("secret-40", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "secret-0");
        environment.startOperator();

        for (int i = 1; i <= 40; i++) {
            useSecret("secret-" + i);
        }

        awaitAccount("other", "Accepted");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(environment.proxy().watches())
                        .filteredOn(watch -> watch.path().endsWith("/secrets"))
                        .singleElement()
                        .matches(asksFor("secret-40")));
        assertThat(environment.proxy().requests())
                .filteredOn(request -> request.isListOf("secrets"))
                .hasSizeLessThan(20);
        environment.account("other").delete();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(environment.proxy().watches())
                        .noneMatch(watch -> watch.path().endsWith("/secrets")));
    }

    @Test
    void aSecretIsProtectedOnlyOnceTwilioAcceptedItsCredentials() {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", "mistyped"));
        environment.secret("others", Map.of("password", "example"));
        environment.account("other", "twilio");
        environment.account("bad", "others");
        environment.startOperator();
        awaitAccount("other", "CredentialsInvalid");
        awaitAccount("bad", "AccountNotReady");

        assertThat(environment.secret("twilio").get().getFinalizers()).isEmpty();
        assertThat(environment.secret("others").get().getFinalizers()).isEmpty();

        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(environment.secret("twilio").get().getFinalizers())
                                .containsExactly(ApiGroup.ACCOUNT_FINALIZER));
    }

    @Test
    void aStatusDoesNotShowWhetherASecretExists() {
        environment.secret("named", Map.of("password", "example"));
        environment.secret("half", Map.of("TWILIO_API_KEY", "SK00000000000000000000000000000001"));
        environment.account("missing", "absent");
        environment.account("there", "named");
        environment.account("partly", "half");
        environment.startOperator();

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
                    environment.useSecret("other", secret);
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
                .until(() -> environment.account(name).get(), there -> reason.equals(ready(there)[0]));
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
