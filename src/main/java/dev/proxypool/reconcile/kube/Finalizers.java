package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Adds and removes finalizers of one object, never of another one with its name. Other clients may write finalizers at
 * the same time, so each write is for one version of the object only, and is retried for the next.
 */
public final class Finalizers {

    private static final int TRIES = 10;

    private Finalizers() {}

    /**
     * @param seen the object, as it was read last
     * @param mayStillHave whether a later version may still have the finalizer
     * @return the object with the finalizer; empty if it may not have it any more, or was deleted
     */
    public static <T extends HasMetadata> Optional<T> add(
            T seen, Resource<T> there, String finalizer, Predicate<T> mayStillHave) {
        return change(
                seen,
                there,
                now -> !now.isMarkedForDeletion() && mayStillHave.test(now),
                finalizers -> finalizers.contains(finalizer)
                        ? finalizers
                        : Stream.concat(finalizers.stream(), Stream.of(finalizer))
                                .toList());
    }

    /** If the object was deleted, there is nothing to do. */
    public static <T extends HasMetadata> void remove(T seen, Resource<T> there, String finalizer) {
        change(
                seen,
                there,
                _ -> true,
                finalizers ->
                        finalizers.stream().filter(f -> !f.equals(finalizer)).toList());
    }

    private static <T extends HasMetadata> Optional<T> change(
            T seen, Resource<T> there, Predicate<T> isWanted, UnaryOperator<List<String>> edit) {
        T now = seen;
        KubernetesClientException last = null;
        for (int i = 0; i < TRIES && now != null; i++) {
            if (!ObjectPatch.areTheSame(now, seen) || !isWanted.test(now)) {
                return Optional.empty();
            }
            List<String> finalizers = edit.apply(now.getFinalizers());
            if (finalizers.equals(now.getFinalizers())) {
                return Optional.of(now);
            }
            try {
                return ObjectPatch.of(now)
                        .ofThisVersion(now)
                        .set("/metadata/finalizers", finalizers)
                        .send(there);
            } catch (KubernetesClientException e) {
                if (!ObjectPatch.isStale(e)) {
                    throw e;
                }
                last = e;
            }
            now = there.get();
        }
        if (now != null && last != null) {
            throw last;
        }
        return Optional.empty();
    }
}
