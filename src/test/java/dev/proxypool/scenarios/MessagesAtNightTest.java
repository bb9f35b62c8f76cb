package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What a person on call reads first: conditions, events and log lines that name the object and the command. */
class MessagesAtNightTest extends PoolStories {

    private static final String WRONG = "example-token-9";

    private final Lines log = new Lines();

    private static final class Lines extends AppenderBase<ILoggingEvent> {
        private final List<ILoggingEvent> all = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent line) {
            all.add(line);
        }

        private List<String> at(Level level) {
            return all.stream()
                    .filter(line -> line.getLevel() == level)
                    .map(line -> line.getFormattedMessage() + " " + line.getKeyValuePairs())
                    .toList();
        }
    }

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @BeforeEach
    void readTheLog() {
        log.start();
        // A command in the same process may have made all loggers quiet.
        ours().setLevel(Level.INFO);
        ours().addAppender(log);
    }

    @AfterEach
    void closeTheLog() {
        ours().detachAppender(log);
    }

    private static Logger ours() {
        return (Logger) LoggerFactory.getLogger("dev.proxypool");
    }

    // Events of pools

    @Test
    void anEventOfAPoolNamesItsCodesOnceAndNotAllOfMany() {
        IntStream.range(0, 17).forEach(i -> environment.simulator().put(KS1, TestEnvironment.many(i), false, false));
        environment.startOperator();

        create(
                Map.of(),
                IntStream.range(0, 17)
                        .mapToObj(i -> code(TestEnvironment.many(i), false))
                        .toList());
        awaitReady();

        assertThat(message("messaging", "Adopted"))
                .isEqualTo("17 short codes: %s and 12 more: the code was already in the pool as declared; this resource"
                                .formatted(String.join(
                                        ", ",
                                        IntStream.range(0, 5)
                                                .mapToObj(TestEnvironment::many)
                                                .toList()))
                        + " holds it from now on");
    }

    @Test
    void anEventAboutOneCodeNamesIt() {
        environment.simulator().put(KS1, SC1, false, false);
        environment.startOperator();

        apply(Map.of(), code(SC1, false));
        awaitReady();

        assertThat(message("messaging", "Adopted")).startsWith(SC1 + ": the code was already in the pool");
    }

    @Test
    void addedCodesAreNamedInOneSentence() {
        environment.startOperator();

        apply(Map.of(), code(SC1, true), code(SC2, false), code(SC3, false));
        awaitReady();

        assertThat(message("messaging", "Added"))
                .isEqualTo("3 short codes: add %s to %s, then reserve %s in %s (absent → reserved); add %s, %s to %s"
                                .formatted(SC1, KS1, SC1, KS1, SC2, SC3, KS1)
                        + " (absent → unreserved)");
    }

    // Accounts

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

    // What Twilio answers

    @Test
    void anOutageNamesTheHost() {
        environment.simulator().addFault(Match.ANY.then(Effect.resetBefore()));
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));

        String host = environment.simulator().uri().getAuthority();
        assertThat(condition(environment.awaitReason("promo", "RemoteUnavailable"), "Ready")
                        .message())
                .contains("the connection to " + host + " broke (no answer)");
        assertThat(log.at(Level.WARN)).anyMatch(line -> line.contains(host) && line.contains("promo"));
    }

    @Test
    void a429SaysWhoAnsweredItAndThatTheOperatorPauses() {
        environment.simulator().addFault(Match.ANY.then(new Effect.Status(429, 80621, 600, false)));
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        String first = condition(environment.awaitReason("promo", "Throttled"), "Ready")
                .message();

        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-01-01T00:00:00Z");
        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        String second = condition(environment.awaitReason("support", "Throttled"), "Ready")
                .message();

        assertThat(first)
                .contains("HTTP 429, code 80621", "Twilio limits requests, so the operator pauses")
                .doesNotContain("600");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatComesAfterA429IsShownAsItIs() {
        var lists = Match.of("GET", "/v1/Services/*/ShortCodes");
        environment.simulator().addFault(lists.times(2).then(new Effect.Status(429, 80621, 1, false)));
        environment.simulator().addFault(lists.then(new Effect.Status(502, 0, null, false)));
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReason("promo", "Throttled");

        assertThat(condition(environment.awaitReason("promo", "RemoteUnavailable"), "Ready")
                        .message())
                .contains(environment.simulator().uri().getAuthority(), "HTTP 502");
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-01-01T00:00:00Z");
        environment.apply("support", Map.of("serviceSid", KS1, "shortCodeSid", SC2));
        assertThat(condition(environment.awaitReason("support", "RemoteUnavailable"), "Ready")
                        .message())
                .contains("HTTP 502");
    }

    @Test
    void aWithdrawnListSaysThatTheServiceIsThereAndThatNothingWasRemoved() {
        environment.simulator().withdrawn(true);
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));

        assertThat(condition(environment.awaitReason("promo", "ApiWithdrawn"), "Ready")
                        .message())
                .contains(
                        "Service " + KS1 + " exists, but Twilio has no list of its short codes for this account",
                        "code 20404",
                        "The operator removed nothing",
                        "docs/troubleshooting.md");
    }

    // Commands

    @Test
    void heldRemovalsNameTheCommandThatApprovesThem() {
        environment.simulator().put(KS1, SC2, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 0), code(SC1, false));

        assertThat(ready(awaitPool(pool -> isReason(pool, "RemovalsHeld"))).message())
                .contains("proxypool approve pscp/messaging -n " + environment.namespace());
    }

    @Test
    void aBlockedDeletionNamesTheCommandThatEndsIt() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        environment.simulator().withdrawn(true);

        environment.delete("promo");

        assertThat(condition(environment.awaitReason("promo", "DeletionBlocked"), "Ready")
                        .message())
                .contains("proxypool orphan psc/promo -n " + environment.namespace());
    }

    @Test
    void whatIsSuspendedNamesTheCommandThatResumesIt() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "suspend", true));

        assertThat(condition(environment.awaitReason("promo", "Suspended"), "Ready")
                        .message())
                .contains("proxypool resume psc/promo -n " + environment.namespace());
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

    /** Of the one event about the object with that reason. */
    private String message(String name, String reason) {
        return await().atMost(Duration.ofSeconds(10))
                .until(() -> events(name, reason), found -> !found.isEmpty())
                .getFirst()
                .getMessage();
    }

    private int count(String name, String reason) {
        return events(name, reason).stream().mapToInt(Event::getCount).sum();
    }

    private List<Event> events(String name, String reason) {
        return environment.client().v1().events().inNamespace(environment.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .filter(event -> event.getReason().equals(reason))
                .toList();
    }
}
