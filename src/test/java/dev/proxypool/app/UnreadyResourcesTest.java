package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.app.ConditionCounts.Conditioned;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.statuspage.Overview.NotReady;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnreadyResourcesTest {

    private static final String CONFLICT_FIX =
            "Let only one resource claim it: take it off the list of a pool, or delete a resource that names only this"
                    + " member. If it is in another Service, remove it there.";

    @Test
    void theyComeInTheOrderInWhichAPersonShouldLookAtThem() {
        List<Conditioned> all = List.of(
                code("late", ready("False", "Throttled", "2026-03-04T02:00:00Z")),
                code("fine", ready("True", "InSync", "2026-03-04T00:00:00Z")),
                code("early", ready("False", "Throttled", "2026-03-04T01:00:00Z")),
                code("odd", ready("False", "Throttled", "yesterday")),
                code(
                        "stalled",
                        ready("False", "Conflict", "2026-03-04T03:00:00Z"),
                        new Condition("Stalled", "True", 2L, null, "Conflict", "it is taken")));

        assertThat(shown(Disclosure.SUMMARY, all))
                .extracting(NotReady::name)
                .containsExactly("stalled", "early", "late", "odd");
    }

    @Test
    void aMessageIsThereOnlyInFullAndWithoutTheFixThatFollows() {
        Conditioned code =
                code("promo", new Condition("Ready", "False", 2L, null, "Conflict", "12345 is taken. " + CONFLICT_FIX));

        assertThat(shown(Disclosure.SUMMARY, List.of(code)))
                .singleElement()
                .returns(null, NotReady::message)
                .returns("Conflict", NotReady::reason)
                .returns(CONFLICT_FIX, NotReady::fix);
        assertThat(shown(Disclosure.FULL, List.of(code)))
                .singleElement()
                .returns("12345 is taken", NotReady::message)
                .returns(CONFLICT_FIX, NotReady::fix);
    }

    @Test
    void whatNeedsNoFixHasNoneAndAForeignReasonNeither() {
        assertThat(fixOf("InProgress")).isEmpty();
        assertThat(fixOf("Throttled")).isEqualTo("The operator sends fewer requests and retries.");
        assertThat(fixOf("OfAnotherVersion")).isEmpty();
    }

    @Test
    void aResourceThatNoPassHasSeenAsItIsIsNotReady() {
        Conditioned edited = code("edited", new Condition("Ready", "True", 1L, null, "InSync", "is there"));

        assertThat(shown(Disclosure.SUMMARY, List.of(edited, code("created"))))
                .extracting(NotReady::reason)
                .containsExactlyInAnyOrder("not reconciled since the last edit", "not reconciled yet");
    }

    /** As Jackson reads a status that lacks them. */
    @Test
    @SuppressWarnings("NullAway")
    void aConditionThatAnotherWriterLeftIncompleteIsShownAllTheSame() {
        Conditioned odd = code(
                "odd",
                new Condition(null, null, null, null, null, null),
                new Condition("Ready", null, 2L, null, null, null));

        assertThat(shown(Disclosure.FULL, List.of(odd)))
                .singleElement()
                .returns("Unknown", NotReady::reason)
                .returns(null, NotReady::message);
    }

    private static String fixOf(String reason) {
        return shown(Disclosure.SUMMARY, List.of(code("a", ready("False", reason, "2026-03-04T02:00:00Z"))))
                .getFirst()
                .fix();
    }

    private static List<NotReady> shown(Disclosure disclosure, List<Conditioned> resources) {
        return new UnreadyResources(disclosure).of(resources.stream());
    }

    private static Condition ready(String status, String reason, String since) {
        return new Condition("Ready", status, 2L, since, reason, "a message");
    }

    private static Conditioned code(String name, Condition... conditions) {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("messaging");
        resource.getMetadata().setGeneration(2L);
        return new Conditioned(resource, List.of(conditions));
    }
}
