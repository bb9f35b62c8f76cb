package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.util.function.Consumer;

/** Passes an object on after any event. */
public record AnyEvent<T>(Consumer<T> listener) implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
        listener.accept(object);
    }

    @Override
    public void onUpdate(T old, T object) {
        listener.accept(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
        listener.accept(object);
    }
}
