package dev.proxypool.reconcile.account;

import dev.proxypool.reconcile.kube.AnyEvent;
import dev.proxypool.reconcile.kube.ConsistentList;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches Secrets one by one, by name: the operator has no use for the other Secrets of a cluster, and there may be
 * tens of thousands. It never waits for the API server, so that the Secret of one account delays no other account.
 */
final class SecretWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SecretWatch.class);

    /** A name of another form could change the meaning of the request. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]{0,251}[a-z0-9])?");

    private record SecretRef(String namespace, String name) {}

    /** What is known of a Secret. */
    sealed interface SecretState {
        record Loaded(Secret secret) implements SecretState {}

        record NoSecret() implements SecretState {}

        /** The API server has not answered yet. */
        record Unread() implements SecretState {}

        /**
         * The API server refuses or fails to return it; the operator retries.
         *
         * @param why for the user; the same for the same facts
         */
        record Unusable(String why) implements SecretState {}
    }

    private final KubernetesClient client;
    private final Consumer<Accounts.Name> changed;
    private final Map<Accounts.Name, SecretRef> named = new ConcurrentHashMap<>();
    private final Map<SecretRef, WatchedSecret> watched = new ConcurrentHashMap<>();
    private boolean closed;

    /** @param changed receives the account whose Secret changed; never on the caller's thread */
    SecretWatch(KubernetesClient client, Consumer<Accounts.Name> changed) {
        this.client = client;
        this.changed = changed;
    }

    /**
     * The Secret of an account as known now; from then on the operator watches this one for the account, and no other.
     *
     * @param secret its name; null if the account names none
     */
    synchronized SecretState of(Accounts.Name account, @Nullable String secret) {
        if (secret == null || !NAME.matcher(secret).matches()) {
            forget(account);
            return new SecretState.NoSecret();
        }
        if (closed) {
            return new SecretState.Unread();
        }
        SecretRef place = new SecretRef(account.namespace(), secret);
        closeUnlessUsed(named.put(account, place));
        return watched.computeIfAbsent(place, WatchedSecret::new).seen();
    }

    /** The account was deleted. */
    synchronized void forget(Accounts.Name account) {
        closeUnlessUsed(named.remove(account));
    }

    private void closeUnlessUsed(@Nullable SecretRef former) {
        if (former != null && !named.containsValue(former)) {
            close(former);
        }
    }

    private void close(SecretRef place) {
        WatchedSecret former = watched.remove(place);
        if (former != null) {
            former.informer.close();
        }
    }

    private void tell(SecretRef changedPlace) {
        named.forEach((account, place) -> {
            if (place.equals(changedPlace)) {
                changed.accept(account);
            }
        });
    }

    /** Blocks until the API server has answered for each requested Secret, or until that time is over. */
    void awaitAnswers(Duration atMost) {
        Stream<CompletableFuture<?>> answers = watched.values().stream().map(one -> one.answered);
        CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    @Override
    public synchronized void close() {
        closed = true;
        watched.keySet().forEach(this::close);
    }

    private final class WatchedSecret {
        private final SecretRef place;
        private final SharedIndexInformer<Secret> informer;
        private final CompletableFuture<Void> answered = new CompletableFuture<>();
        private volatile @Nullable String failure;

        WatchedSecret(SecretRef place) {
            this.place = place;
            this.informer = client.secrets()
                    .inNamespace(place.namespace())
                    .withField("metadata.name", place.name())
                    .withLimit(ConsistentList.PAGE)
                    .runnableInformer(0);
            informer.addEventHandler(new AnyEvent<>(_ -> tell(place)));
            informer.exceptionHandler((_, failed) -> triesAgainAfter(failed));
            var _ = informer.start().toCompletableFuture().thenRun(() -> {
                failure = null;
                answered();
            });
        }

        SecretState seen() {
            if (informer.lastSyncResourceVersion() == null) {
                String why = failure;
                return why == null ? new SecretState.Unread() : new SecretState.Unusable(why);
            }
            return informer.getStore().list().stream()
                    .filter(secret -> secret.getMetadata().getName().equals(place.name()))
                    .findAny()
                    .<SecretState>map(SecretState.Loaded::new)
                    .orElseGet(SecretState.NoSecret::new);
        }

        /** Always retries: a right may be granted later, and a Secret that was read stays in use meanwhile. */
        private boolean triesAgainAfter(Throwable failed) {
            failure = why(failed);
            log.atWarn()
                    .addKeyValue("namespace", place.namespace())
                    .addKeyValue("name", place.name())
                    .log("the operator cannot watch a Secret, and retries: {}", failure);
            answered();
            return true;
        }

        private String why(Throwable failed) {
            return isForbidden(failed)
                    ? "the operator may not read Secret %s: add it to accounts.secretNames of the chart"
                            .formatted(place.name())
                    : "the operator cannot read Secret %s".formatted(place.name());
        }

        private void answered() {
            answered.complete(null);
            tell(place);
        }
    }

    private static boolean isForbidden(Throwable failed) {
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof KubernetesClientException e && e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return true;
            }
        }
        return false;
    }
}
