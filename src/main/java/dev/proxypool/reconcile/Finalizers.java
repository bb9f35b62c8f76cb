package dev.proxypool.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Sets and removes finalizers, and sends nothing else of the object: the content of a Secret is not ours to send. Others may
 * write finalizers at the same time, so each write holds for one version of the object only and is tried anew for the next.
 */
final class Finalizers {

    private static final int TRIES = 10;

    private Finalizers() {}

    /** Leaves an object alone that is being deleted: the API server lets nobody hold it any more. */
    static void add(Resource<? extends HasMetadata> object, String finalizer) {
        change(object, there -> there.isMarkedForDeletion() || there.hasFinalizer(finalizer), finalizers -> {
            List<String> more = new ArrayList<>(finalizers);
            more.add(finalizer);
            return more;
        });
    }

    /** An object that is gone needs no more. */
    static void remove(Resource<? extends HasMetadata> object, String finalizer) {
        change(
                object,
                there -> !there.hasFinalizer(finalizer),
                finalizers ->
                        finalizers.stream().filter(f -> !f.equals(finalizer)).toList());
    }

    private static void change(
            Resource<? extends HasMetadata> object, Predicate<HasMetadata> isDone, UnaryOperator<List<String>> edit) {
        KubernetesClientException last = null;
        for (int i = 0; i < TRIES; i++) {
            HasMetadata there = object.get();
            if (there == null || isDone.test(there)) {
                return;
            }
            try {
                object.patch(PatchContext.of(PatchType.JSON), patch(there, edit));
                return;
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                    return;
                }
                if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                last = e;
            }
        }
        if (last != null) {
            throw last;
        }
    }

    /** Naming the version makes the API server refuse the patch (409) if the object is another by now. */
    private static String patch(HasMetadata there, UnaryOperator<List<String>> edit) {
        return Serialization.asJson(List.of(
                Map.of(
                        "op",
                        "replace",
                        "path",
                        "/metadata/resourceVersion",
                        "value",
                        there.getMetadata().getResourceVersion()),
                Map.of("op", "add", "path", "/metadata/finalizers", "value", edit.apply(there.getFinalizers()))));
    }
}
