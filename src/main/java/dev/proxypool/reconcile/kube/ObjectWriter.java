package dev.proxypool.reconcile.kube;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.javaoperatorsdk.operator.processing.event.source.ResourceAction;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import io.javaoperatorsdk.operator.processing.event.source.controller.ResourceEvent;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All writes to the objects of one of our kinds: finalizer and status, and nothing else.
 *
 * <p>They replace java-operator-sdk's own writes, which hide events of an object while a write to it is in flight: an
 * edit in that window would never be seen. Here every event arrives, including those of our own writes; these start no
 * pass. {@link #newest} returns the operator's own writes until the watch delivers them, so a pass always sees what the
 * previous one wrote.
 *
 * <p>It is an event source only to receive events.
 */
public final class ObjectWriter<R extends CustomResource<?, ?>> extends AbstractEventSource<R, R>
        implements ResourceEventAware<R> {

    private static final Logger log = LoggerFactory.getLogger(ObjectWriter.class);

    private static final Executor SOON = CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS);

    /** How long a status of another writer may stay, if that writer does not stop: two writers would never rest. */
    private static final Duration FOREIGN_STATUS_REST = Duration.ofSeconds(10);

    private final BiPredicate<R, R> asksOtherwise;

    /** The API server's answer to our last write, while the informer's cache is older. */
    private final Map<ResourceID, R> written = new ConcurrentHashMap<>();

    private final OwnStatuses ownStatuses = new OwnStatuses();

    /** Whose status another writer changed. */
    private final Debounce<ResourceID> foreignStatuses =
            new Debounce<>("foreign-statuses", FOREIGN_STATUS_REST, this::writeAnew);

    /** Objects with the name of one that was deleted, by uid, that no pass has worked on. */
    private final Set<String> unseen = ConcurrentHashMap.newKeySet();

    /**
     * @param asksOtherwise the same predicate that decides which events need a pass: where it holds, a pass will follow
     */
    public ObjectWriter(Class<R> kind, BiPredicate<R, R> asksOtherwise) {
        super(kind, "writes");
        this.asksOtherwise = asksOtherwise;
    }

    /**
     * The object for a pass, with the operator's own writes.
     *
     * @param cached a copy that the framework made of the cache's object some time ago
     */
    public R newest(R cached, Context<R> context) {
        if (context.isPrimaryResourceDeleted()) {
            lookForNamesake(cached, context);
            return cached;
        }
        unseen.remove(cached.getMetadata().getUid());
        ResourceID id = ResourceID.fromResource(cached);
        // Before the cache is read again: our write is forgotten as soon as the cache shows it, and not earlier.
        R ours = written.get(id);
        R shown = context.getPrimaryCache()
                .get(id)
                .filter(now -> isAhead(now, cached))
                .map(Serialization::clone)
                .orElse(cached);
        return ours != null && isAhead(ours, shown) ? ours : shown;
    }

    /**
     * Adds the finalizer if it is missing. False if the object was deleted, or its spec or requests changed: then the
     * pass must end, and another one follows.
     */
    public boolean hold(R resource, String finalizer, Context<R> context) {
        if (resource.hasFinalizer(finalizer)) {
            return true;
        }
        Optional<R> held = Finalizers.add(
                resource, there(resource, context), finalizer, now -> !asksOtherwise.test(now, resource));
        held.ifPresent(now -> remember(now, context));
        return held.isPresent();
    }

    /** Whether a consistent read shows the same object with the same spec and requests. */
    public boolean isStill(R resource, Context<R> context) {
        R now = there(resource, context).get();
        return now != null && ObjectPatch.areTheSame(now, resource) && !asksOtherwise.test(now, resource);
    }

    /** Removes the finalizer of this object; a new object with its name keeps its own. */
    public void release(R resource, String finalizer, Context<R> context) {
        Finalizers.remove(resource, there(resource, context), finalizer);
    }

    /** Replaces the whole status. A resource that was deleted meanwhile needs none. */
    public void status(R resource, Object status, Context<R> context) {
        Resource<R> there = there(resource, context);
        // Before it is sent: the watch may show it before the answer arrives.
        ownStatuses.add(ResourceID.fromResource(resource), status);
        try {
            ObjectPatch.of(resource)
                    .set("/status", status)
                    .send(there.subresource("status"))
                    .ifPresent(now -> remember(now, context));
        } catch (KubernetesClientException e) {
            if (!isGone(resource, there, e)) {
                throw e;
            }
            log.debug("the resource was deleted meanwhile; its status is not needed any more");
        }
    }

    private boolean isGone(R resource, Resource<R> there, KubernetesClientException refusal) {
        if (ObjectPatch.isGone(refusal)) {
            return true;
        }
        if (!ObjectPatch.isStale(refusal)) {
            return false;
        }
        R now = there.get();
        return now == null || !ObjectPatch.areTheSame(now, resource);
    }

    private static <R extends CustomResource<?, ?>> Resource<R> there(R resource, Context<R> context) {
        return context.getClient().resource(resource);
    }

    private void remember(R now, Context<R> context) {
        ResourceID id = ResourceID.fromResource(now);
        written.put(id, now);
        // The watch may have been faster; and an object that is not in the cache was deleted.
        context.getPrimaryCache().get(id).ifPresentOrElse(this::told, () -> written.remove(id));
    }

    /**
     * java-operator-sdk drops the event of an object that is created during the pass for a deleted object with the same
     * name: it treats that pass as the last one for both. So the new object's event is repeated until a pass has seen
     * it.
     */
    private void lookForNamesake(R deleted, Context<R> context) {
        context.getPrimaryCache().get(ResourceID.fromResource(deleted)).ifPresent(namesake -> {
            unseen.add(namesake.getMetadata().getUid());
            announce(namesake, context.getPrimaryCache());
        });
    }

    private void announce(R namesake, Cache<R> cache) {
        ResourceID id = ResourceID.fromResource(namesake);
        String uid = namesake.getMetadata().getUid();
        SOON.execute(() -> {
            boolean there = cache.get(id)
                    .filter(now -> ObjectPatch.areTheSame(now, namesake))
                    .isPresent();
            if (!isRunning() || !there) {
                unseen.remove(uid);
            } else if (unseen.contains(uid)) {
                getEventHandler().handleEvent(new ResourceEvent(ResourceAction.ADDED, id, namesake));
                announce(namesake, cache);
            }
        });
    }

    private void told(R cached) {
        written.computeIfPresent(ResourceID.fromResource(cached), (_, ours) -> isAhead(ours, cached) ? ours : null);
    }

    /** Versions are growing numbers. A version of a deleted object is never ahead of the new object. */
    private static boolean isAhead(CustomResource<?, ?> ours, CustomResource<?, ?> cached) {
        return ObjectPatch.areTheSame(ours, cached) && version(ours) > version(cached);
    }

    private static long version(CustomResource<?, ?> object) {
        return Long.parseLong(object.getMetadata().getResourceVersion());
    }

    /** The status belongs to the operator: if another writer changes it, a pass writes it anew. */
    @Override
    public void onResourceUpdated(R resource, R old) {
        told(resource);
        ResourceID id = ResourceID.fromResource(resource);
        boolean changed = !Objects.equals(resource.getStatus(), old.getStatus());
        if (isRunning() && changed && !ownStatuses.haveShown(id, resource.getStatus())) {
            foreignStatuses.ask(id);
        }
    }

    private void writeAnew(ResourceID id) {
        log.atInfo()
                .addKeyValue("namespace", id.getNamespace().orElse(""))
                .addKeyValue("name", id.getName())
                .log("another writer changed the status; the operator writes it anew");
        getEventHandler().handleEvent(new Event(id));
    }

    @Override
    public void onResourceDeleted(R resource) {
        ResourceID id = ResourceID.fromResource(resource);
        written.remove(id);
        ownStatuses.forget(id);
    }

    @Override
    public void stop() {
        foreignStatuses.close();
        super.stop();
    }

    @Override
    public Set<R> getSecondaryResources(R primary) {
        return Set.of();
    }
}
