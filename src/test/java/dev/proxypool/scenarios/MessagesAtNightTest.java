package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person on call reads first: conditions, events and log lines that name the object and the command. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
class MessagesAtNightTest extends MessageStories {

    // Events of pools

    @Test
    void anEventOfAPoolNamesItsMembersOnceAndNotAllOfMany() {
        IntStream.range(0, 17).forEach(i -> environment.simulator().put(KS1, telling.many(i), false, false));
        environment.startOperator();

        create(
                Map.of(),
                IntStream.range(0, 17)
                        .mapToObj(i -> code(telling.many(i), false))
                        .toList());
        awaitReady();

        String firstFive = IntStream.range(0, 5)
                .mapToObj(i -> telling.identity(telling.many(i)))
                .collect(Collectors.joining(", "));
        assertThat(message("messaging", "Adopted"))
                .isEqualTo("17 %s: %s and 12 more: the %s was already in the pool as declared; this resource"
                                .formatted(
                                        telling.kind().nouns(),
                                        firstFive,
                                        telling.kind().shortNoun())
                        + " holds it from now on");
    }

    @Test
    void anEventAboutOneMemberNamesIt() {
        environment.simulator().put(KS1, one, false, false);
        environment.startOperator();

        apply(Map.of(), code(one, false));
        awaitReady();

        assertThat(message("messaging", "Adopted"))
                .startsWith("%s: the %s was already in the pool"
                        .formatted(telling.identity(one), telling.kind().shortNoun()));
    }

    @Test
    void addedMembersAreNamedInOneSentence() {
        environment.startOperator();

        apply(Map.of(), code(one, true), code(two, false), code(three, false));
        awaitReady();

        String reserved = telling.isOfCodes()
                ? "3 short codes: add %1$s to %2$s, then reserve %1$s in %2$s (absent → reserved)"
                : "3 phone numbers: add %1$s to %2$s as reserved (absent → reserved)";
        String effect = telling.isOfCodes()
                ? ""
                : "; Twilio overwrites the number's voice and SMS URLs, and a removal does not restore them";
        assertThat(message("messaging", "Added"))
                .isEqualTo(reserved.formatted(telling.identity(one), KS1)
                        + effect
                        + "; add %s, %s to %s (absent → unreserved)"
                                .formatted(telling.identity(two), telling.identity(three), KS1)
                        + effect);
    }

    // What Twilio answers

    @Test
    void anOutageNamesTheHost() {
        environment.simulator().addFault(Match.ANY.then(Effect.resetBefore()));
        environment.startOperator();
        environment.apply("promo", single(KS1, one));

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
        environment.apply("promo", single(KS1, one));
        String first = condition(environment.awaitReason("promo", "Throttled"), "Ready")
                .message();

        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-01-01T00:00:00Z");
        environment.apply("support", single(KS1, two));
        String second = condition(environment.awaitReason("support", "Throttled"), "Ready")
                .message();

        assertThat(first)
                .contains("HTTP 429, code 80621", "Twilio limits requests, so the operator pauses")
                .doesNotContain("600");
        assertThat(second).isEqualTo(first);
    }

    @Test
    void whatComesAfterA429IsShownAsItIs() {
        var lists = Match.of("GET", "/v1/Services/*/" + telling.kind().path());
        environment.simulator().addFault(lists.times(2).then(new Effect.Status(429, 80621, 1, false)));
        environment.simulator().addFault(lists.then(new Effect.Status(502, 0, null, false)));
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReason("promo", "Throttled");

        assertThat(condition(environment.awaitReason("promo", "RemoteUnavailable"), "Ready")
                        .message())
                .contains(environment.simulator().uri().getAuthority(), "HTTP 502");
        environment.annotate("promo", "reconcile.proxypool.dev/requestedAt", "2026-01-01T00:00:00Z");
        environment.apply("support", single(KS1, two));
        assertThat(condition(environment.awaitReason("support", "RemoteUnavailable"), "Ready")
                        .message())
                .contains("HTTP 502");
    }

    @Test
    void aWithdrawnListSaysThatTheServiceIsThereAndThatNothingWasRemoved() {
        environment.withdrawn(true);
        environment.startOperator();
        environment.apply("promo", single(KS1, one));

        assertThat(condition(environment.awaitReason("promo", "ApiWithdrawn"), "Ready")
                        .message())
                .contains(
                        "Service %s exists, but Twilio has no list of its %s for this account"
                                .formatted(KS1, telling.kind().nouns()),
                        "code 20404",
                        "The operator removed nothing",
                        "docs/troubleshooting.md");
    }

    // Commands

    @Test
    void heldRemovalsNameTheCommandThatApprovesThem() {
        environment.simulator().put(KS1, two, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove", "maxRemovals", 0), code(one, false));

        assertThat(ready(awaitPool(pool -> isReason(pool, "RemovalsHeld"))).message())
                .contains("proxypool approve %s/messaging -n %s"
                        .formatted(telling.shortNameOfPool(), environment.namespace()));
    }

    @Test
    void aBlockedDeletionNamesTheCommandThatEndsIt() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment.withdrawn(true);

        environment.delete("promo");

        assertThat(condition(environment.awaitReason("promo", "DeletionBlocked"), "Ready")
                        .message())
                .contains("proxypool orphan %s/promo -n %s".formatted(telling.shortName(), environment.namespace()));
    }

    @Test
    void whatIsSuspendedNamesTheCommandThatResumesIt() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one, "suspend", true));

        assertThat(condition(environment.awaitReason("promo", "Suspended"), "Ready")
                        .message())
                .contains("proxypool resume %s/promo -n %s".formatted(telling.shortName(), environment.namespace()));
    }
}
