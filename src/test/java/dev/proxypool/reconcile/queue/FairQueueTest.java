package dev.proxypool.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.reconcile.queue.FairQueue.Taken;
import dev.proxypool.reconcile.queue.FairQueue.Tenant;
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
        assertThat(take()).isEqualTo("a1");

        add("main", "KS1", false, "a2");

        assertThat(takeAll(2)).containsExactly("b1", "a2");
    }

    @Test
    void namespacesOfAnAccountTakeTurnsHoweverManyServicesOneNames() {
        IntStream.range(0, 3_000).forEach(i -> queue.add(new Tenant("main", "busy", "KS" + i, true), "busy" + i));
        queue.add(new Tenant("main", "other", "KS9", true), "x");
        queue.add(new Tenant("main", "other", "KS9", true), "y");

        assertThat(takeAll(5)).containsExactly("busy0", "x", "busy1", "y", "busy2");
    }

    @Test
    void thoseThatMayNotBeServedKeepTheirTurn() {
        queue.add(new Tenant("slow", "a", "KS1", false), "of a slow account");
        queue.add(new Tenant("main", "b", "KS2", false), "of a busy namespace");
        queue.add(new Tenant("main", "c", "KS2", false), "free");

        assertThat(queue.take(account -> !account.equals("slow"), namespace -> !namespace.equals("b")))
                .map(Taken::thing)
                .contains("free");
        assertThat(queue.take(account -> !account.equals("slow"), namespace -> !namespace.equals("b")))
                .isEmpty();
        assertThat(takeAll(2)).containsExactly("of a slow account", "of a busy namespace");
    }

    @Test
    void nothingIsTakenWhereNothingWaits() {
        add("main", "KS1", true, "a");
        take();

        assertThat(queue.take(_ -> true, _ -> true)).isEmpty();
    }

    private void add(String account, String service, boolean edited, String... things) {
        add(account, service, edited, Stream.of(things));
    }

    private void add(String account, String service, boolean edited, Stream<String> things) {
        things.forEach(thing -> queue.add(new Tenant(account, "messaging", service, edited), thing));
    }

    private String take() {
        return queue.take(_ -> true, _ -> true).orElseThrow().thing();
    }

    private Stream<String> takeAll(int count) {
        return Stream.generate(this::take).limit(count).toList().stream();
    }
}
