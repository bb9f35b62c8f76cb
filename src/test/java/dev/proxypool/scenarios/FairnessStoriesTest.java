package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Match;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** One new resource, while many others keep every worker busy. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
class FairnessStoriesTest extends Scenarios {

    private static final int MANY = 200;

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    /** So that nobody waits for the rest at the end. */
    @AfterEach
    void noMoreDelays() {
        environment.simulator().clearFaults();
    }

    @Test
    void ofAnotherServiceItDoesNotWaitBehindThem() {
        slowDown(KS1);
        environment.startOperator();
        applyMany();

        environment.apply("newcomer", single(KS2, one));

        environment.awaitReady("newcomer");
        assertThat(addsTo(KS1)).isLessThan(MANY / 2);
    }

    @Test
    void ofAnotherAccountItDoesNotWaitBehindThem() {
        slowDown(KS1);
        environment.startOperator();
        environment.secret("others", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "others");
        applyMany();

        environment.apply("newcomer", ofTheOther());

        environment.awaitReady("newcomer");
        assertThat(addsTo(KS1)).isLessThan(MANY / 2);
    }

    /** Each of them costs one pass, and not one list. */
    @Test
    void requestsInALoopShareAListEveryMoment() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        long before = listsOf(KS1);
        Instant begun = Instant.now();

        String last = "";
        for (int i = 0; i < 100; i++) {
            last = Instant.now().toString();
            requestLook(last);
        }

        String answered = last;
        environment.await("promo", promo -> answered.equals(promo.statusOrNone().lastHandledReconcileAt()));
        double pace = Timing.of(environment.interval()).betweenRequests().toMillis();
        double usual = environment.interval().toMillis() * 0.9;
        double time = Duration.between(begun, Instant.now()).toMillis();
        assertThat(listsOf(KS1) - before).isLessThanOrEqualTo((long) (time / pace + time / usual) + 2);
    }

    @Test
    void aServiceThatIsGoneIsPolledSeldomAndAnEditPollsItAtOnce() {
        environment.deleteService(KS1);
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReason("promo", "ServiceNotFound");
        Instant begun = Instant.now();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> Duration.between(begun, Instant.now())
                                .compareTo(environment.interval().multipliedBy(8))
                        > 0);
        assertThat(listsOf(KS1)).as("at 0, 1 to 2, 3 to 6, 7 to 14 intervals").isLessThanOrEqualTo(5);
        assertThat(environment.scrape()).doesNotContain("service=\"" + KS1);

        long before = listsOf(KS1);
        environment.edit("promo", single(KS1, one, "reserved", true));

        await().atMost(environment.interval()).until(() -> listsOf(KS1) > before);
    }

    /** Whatever else is written meanwhile. */
    private void requestLook(String value) {
        environment
                .resource("promo")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                .formatted(ApiGroup.RECONCILE_ANNOTATION, value));
    }

    private long listsOf(String service) {
        return environment.simulator().requests().stream()
                .filter(request ->
                        request.path().endsWith(service + "/" + telling.kind().path()) && !request.isWrite())
                .count();
    }

    /** Passes that wait for a first look hold no worker, and these looks leave room for other calls. */
    @Test
    void aMemberOfAKnownServiceDoesNotWaitForTheFirstLooksAtSlowOnes() {
        Duration slow = Duration.ofSeconds(10);
        environment
                .simulator()
                .addFault(Match.of("GET", "/v1/Services/KSff*/" + telling.kind().path())
                        .then(new Effect.Delay(slow)));
        environment.startOperator();
        environment.apply("settled", single(KS2, two));
        environment.awaitReady("settled");
        for (int i = 0; i < 20; i++) {
            environment.apply("slow-" + i, single("KSff%030d".formatted(i), telling.many(i)));
        }
        String inFlight = "in_flight{account=\"%s\"} ".formatted(TestEnvironment.ACCOUNT);
        await().until(() -> environment
                .scrape()
                .lines()
                .anyMatch(line -> line.contains(inFlight) && !line.endsWith(" 0.0") && !line.endsWith(" 1.0")));
        Instant begun = Instant.now();

        environment.apply("newcomer", single(KS2, one));

        environment.awaitReady("newcomer");
        assertThat(Duration.between(begun, Instant.now())).isLessThan(slow.minusSeconds(2));
        assertThat(environment.resource("slow-19").get().statusOrNone().conditions())
                .as("nothing is said of what is not known")
                .isEmpty();
    }

    private void slowDown(String service) {
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/Services/" + service + "/**")
                        .then(new Effect.Delay(Duration.ofMillis(200))));
    }

    /** And waits until the first of them reach Twilio. */
    private void applyMany() {
        for (int i = 0; i < MANY; i++) {
            environment.apply("many-" + i, single(KS1, telling.many(i)));
        }
        await().until(() -> environment.simulator().requests().stream()
                .anyMatch(r -> r.path().contains(KS1)));
    }

    private long addsTo(String service) {
        return environment.writes().stream()
                .map(LoggedRequest::path)
                .filter(path -> path.contains(service))
                .count();
    }
}
