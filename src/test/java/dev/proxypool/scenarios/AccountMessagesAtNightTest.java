package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** As {@link MessagesAtNightTest}, for accounts, which have no kind of members. */
class AccountMessagesAtNightTest extends MessageStories {

    private static final String WRONG = "example-token-9";

    @Test
    void anAccountThatTwilioRefusesHasAnEventThatNamesAccountAndSecretAndOneWhenItWorks() {
        environment.startOperator();
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", WRONG));
        environment.account("other", "twilio");
        awaitAccount("other", ready -> ready.reason().equals("CredentialsInvalid"));

        assertThat(message("other", "CredentialsInvalid"))
                .contains("Twilio refuses the credentials of " + TestEnvironment.OTHER_ACCOUNT, "Secret twilio", "401");
        assertThat(log.at(Level.WARN)).anyMatch(line -> line.contains("CredentialsInvalid") && line.contains("other"));
        assertThat(log.at(Level.INFO)).noneMatch(line -> line.contains("CredentialsInvalid"));

        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        awaitAccount("other", Condition::isTrue);

        assertThat(message("other", "Accepted"))
                .isEqualTo("Twilio accepts the credentials of " + TestEnvironment.OTHER_ACCOUNT);
        assertThat(count("other", "CredentialsInvalid")).isEqualTo(1);
        assertThat(count("other", "Accepted")).isEqualTo(1);
    }

    @Test
    void anAccountWithoutItsSecretAndOneThatCannotBeReachedHaveEvents() {
        environment.startOperator();
        environment.account("other", "missing");
        awaitAccount("other", ready -> ready.reason().equals("AccountNotReady"));
        assertThat(message("other", "AccountNotReady")).contains("Secret missing");

        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.simulator().addFault(Match.ANY.then(Effect.resetBefore()));
        environment.account("away", "twilio");
        awaitAccount("away", ready -> ready.reason().equals("RemoteUnavailable"));
        assertThat(message("away", "RemoteUnavailable"))
                .contains(environment.simulator().uri().getAuthority());
    }

    private void awaitAccount(String name, Predicate<Condition> ready) {
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ProxyAccount account = environment.account(name).get();
            return account.statusOrNone().conditions().stream()
                    .findFirst()
                    .filter(ready)
                    .isPresent();
        });
    }
}
