package dev.proxypool.reconcile.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SharedReadTest {

    private final AtomicInteger begun = new AtomicInteger();
    private final CountDownLatch first = new CountDownLatch(1);

    @Test
    void thoseWhoAskDuringAReadShareTheNextOne() throws Exception {
        SharedRead<Integer> read = new SharedRead<>(this::slowFirst);
        CompletableFuture<Integer> early = CompletableFuture.supplyAsync(read::get);
        await().until(() -> begun.get() == 1);
        List<CompletableFuture<Integer>> late =
                Stream.generate(() -> thread(read)).limit(3).toList();
        Thread.sleep(100);

        first.countDown();

        assertThat(early.get()).isEqualTo(1);
        for (CompletableFuture<Integer> one : late) {
            assertThat(one.get()).as("begun after it was asked for").isEqualTo(2);
        }
    }

    @Test
    void eachThatAsksAloneReads() {
        SharedRead<Integer> read = new SharedRead<>(begun::incrementAndGet);

        assertThat(List.of(read.get(), read.get())).containsExactly(1, 2);
    }

    @Test
    void aFailureIsThrownAndTheNextOneReads() {
        SharedRead<Integer> read = new SharedRead<>(() -> {
            if (begun.incrementAndGet() == 1) {
                throw new IllegalStateException("refused");
            }
            return begun.get();
        });

        assertThatThrownBy(read::get).hasMessage("refused");
        assertThat(read.get()).isEqualTo(2);
    }

    private static CompletableFuture<Integer> thread(SharedRead<Integer> read) {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> done.complete(read.get()));
        return done;
    }

    private int slowFirst() {
        int mine = begun.incrementAndGet();
        if (mine == 1) {
            try {
                first.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return mine;
    }
}
