package dev.proxypool.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.proxypool.reconcile.FairQueue.Turn;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final FairQueue<String> queue = new FairQueue<>();

    @Test
    void oneServiceIsFirstComeFirstServed() {
        add("main", "KS1", false, "a", "b", "c");

        assertThat(takeAll(3)).containsExactly("a", "b", "c");
    }

    @Test
    void accountsTakeTurnsHoweverManyServicesOneHas() {
        add("busy", "KS1", false, "a1", "a2");
        add("busy", "KS2", false, "b1", "b2");
        add("other", "KS9", false, "x", "y");

        assertThat(takeAll(6)).containsExactly("a1", "x", "b1", "y", "a2", "b2");
    }

    @Test
    void whoComesNewWaitsForOneOfEachOtherAccountAndServiceAndNotForThemAll() {
        add("busy", "KS1", false, IntStream.range(0, 1_000).mapToObj(i -> "old" + i));
        takeAll(10);

        add("busy", "KS2", false, "new service");
        add("other", "KS9", false, "new account");

        assertThat(takeAll(4)).containsExactly("old10", "new account", "new service", "old11");
    }

    @Test
    void whatSomebodyEditedGoesFirstInItsService() {
        add("main", "KS1", false, "look1", "look2");
        add("main", "KS1", true, "edit1", "edit2");
        add("main", "KS2", false, "look3");

        assertThat(takeAll(5)).containsExactly("edit1", "look3", "edit2", "look1", "look2");
    }

    @Test
    void whoWasServedAndComesAgainStandsAtTheEnd() {
        add("main", "KS1", false, "a1");
        add("main", "KS2", false, "b1");
        assertThat(queue.take()).isEqualTo("a1");

        add("main", "KS1", false, "a2");

        assertThat(takeAll(2)).containsExactly("b1", "a2");
    }

    @Test
    void nothingIsTakenWhereNothingWaits() {
        add("main", "KS1", true, "a");
        queue.take();

        assertThatThrownBy(queue::take).isInstanceOf(NoSuchElementException.class);
    }

    private void add(String account, String service, boolean edited, String... things) {
        add(account, service, edited, Stream.of(things));
    }

    private void add(String account, String service, boolean edited, Stream<String> things) {
        things.forEach(thing -> queue.add(new Turn(account, service, edited), thing));
    }

    private Stream<String> takeAll(int count) {
        return Stream.generate(queue::take).limit(count).toList().stream();
    }
}
