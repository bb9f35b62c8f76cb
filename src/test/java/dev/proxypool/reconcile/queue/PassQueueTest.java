package dev.proxypool.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who gets a worker, while passes of others take as long as they like. */
class PassQueueTest {

    private static final int WORKERS = 16;

    private final PassQueue queue = new PassQueue(WORKERS);
    private final CountDownLatch slowness = new CountDownLatch(1);
    private final List<String> begun = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() {
        slowness.countDown();
        queue.shutdownNow();
    }

    @Test
    void slowAccountsLeaveAWorkerForTheNextOne() {
        for (int i = 0; i < 10; i++) {
            submitSlow("a", "slow-1", i);
            submitSlow("b", "slow-2", i);
        }
        await().until(() -> begun.size() >= 10);

        submit("c", "mine", 1, () -> {});

        await().until(() -> begun.contains("c/mine"));
    }

    @Test
    void aNamespaceWithManyAccountsIsOneTenant() {
        for (int i = 0; i < 40; i++) {
            submitSlow("a", "slow-" + i, i);
        }
        await().until(() -> begun.size() >= WORKERS / 2);

        submit("b", "mine", 1, () -> {});

        await().until(() -> begun.contains("b/mine"));
        assertThat(begun).filteredOn(pass -> pass.startsWith("a/")).hasSize(WORKERS / 2);
    }

    @Test
    void whatWasHeldBackRunsWhenOthersEnd() {
        for (int i = 0; i < 200; i++) {
            submitSlow("a", "slow", i);
        }
        await().until(() -> begun.size() >= WORKERS / 2);

        slowness.countDown();

        await().until(() -> begun.size() == 200);
    }

    private void submitSlow(String namespace, String account, int number) {
        submit(namespace, account, number, () -> {
            try {
                slowness.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void submit(String namespace, String account, int number, Runnable pass) {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setNamespace(namespace);
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper()
                .valueToTree(
                        Map.of("serviceSid", "KS%032d".formatted(number), "accountRef", Map.of("name", account)))));
        queue.announcements().reconciliationSubmitted(resource, null, Map.of());
        queue.execute(() -> {
            begun.add(namespace + "/" + account);
            pass.run();
        });
    }
}
