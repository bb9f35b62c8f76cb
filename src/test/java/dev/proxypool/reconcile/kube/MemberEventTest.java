package dev.proxypool.reconcile.kube;

import static dev.proxypool.plan.PlanFixtures.code;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.reconcile.kube.EventMessage.EventType;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One event for all members to which something happened: it names some of them, and says each sentence once. */
class MemberEventTest {

    @Test
    void aSentenceWithoutItsMemberGetsIt() {
        assertThat(messages(event(1, "Adopted", "the code was there")))
                .containsExactly("Adopted: %s: the code was there".formatted(code(1)));
    }

    @Test
    void aSentenceAboutOneMemberStaysAsItIs() {
        assertThat(messages(added(1))).containsExactly("Added: " + sentence(code(1).value(), code(1).value()));
    }

    @Test
    void severalMembersShareASentence() {
        assertThat(messages(added(1), added(2)))
                .containsExactly("Added: 2 short codes: " + sentence(code(1) + ", " + code(2), "them"));
    }

    @Test
    void ofManyMembersOnlyTheFirstAreNamed() {
        assertThat(messages(IntStream.rangeClosed(1, 17)
                        .mapToObj(MemberEventTest::added)
                        .toArray(MemberEvent[]::new)))
                .containsExactly("Added: 17 short codes: "
                        + sentence(
                                "%s, %s, %s, %s, %s and 12 more".formatted(code(1), code(2), code(3), code(4), code(5)),
                                "them"));
    }

    @Test
    void otherReasonsHaveOtherEventsInTheirOrder() {
        assertThat(messages(added(3), event(1, "Removed", "gone"), added(2)))
                .extracting(text -> text.replaceFirst(":.*", ""))
                .containsExactly("Added", "Removed");
    }

    @Test
    void otherSentencesFollowAndTheRestIsCounted() {
        MemberEvent[] all = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> event(i, "Added", "in way " + i))
                .toArray(MemberEvent[]::new);

        assertThat(messages(all))
                .singleElement()
                .satisfies(text -> assertThat(text)
                        .startsWith("Added: 7 short codes: %s: in way 1; %s: in way 2; ".formatted(code(1), code(2)))
                        .endsWith("in way 4; and 3 more"));
    }

    @Test
    void theLongestEventIsWhole() {
        String longest =
                "another writer changed the pool (the code was removed from the pool); the operator corrected it: ";
        MemberEvent[] all = IntStream.range(0, 5_500)
                .mapToObj(i -> event(i, "DriftCorrected", longest + sentence(code(i).value(), code(i).value()) + i % 4))
                .toArray(MemberEvent[]::new);

        assertThat(messages(all))
                .singleElement()
                .satisfies(text -> assertThat(text).hasSizeLessThan(1_024));
    }

    private static List<String> messages(MemberEvent... events) {
        return MemberEvent.together(List.of(events)).stream()
                .map(event -> event.reason() + ": " + event.message())
                .toList();
    }

    private static MemberEvent added(int number) {
        return event(
                number, "Added", sentence(code(number).value(), code(number).value()));
    }

    private static String sentence(String first, String then) {
        return "add %s to KS1, then reserve %s in KS1 (absent → reserved)".formatted(first, then);
    }

    private static MemberEvent event(int number, String reason, String message) {
        return new MemberEvent(code(number), new EventMessage(EventType.NORMAL, reason, message));
    }
}
