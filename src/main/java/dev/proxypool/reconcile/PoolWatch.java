package dev.proxypool.reconcile;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.PoolCache;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch that Twilio does not have: looks at each used Service once an interval, compares with what was known, and wakes
 * only the resources whose code changed. In the steady state it wakes nobody.
 *
 * <p>A Service is used while a resource is about it. A look that fails is repeated with a growing delay, and wakes its
 * resources once when the trouble begins, changes, and ends. It also wakes the rivals of a resource that changes or goes.
 */
public final class PoolWatch extends AbstractEventSource<Observation, ProxyShortCode>
        implements PoolCache.Listener, ResourceEventAware<ProxyShortCode> {

    private static final Logger log = LoggerFactory.getLogger(PoolWatch.class);

    private final Timing timing;
    private final DoubleSupplier random;
    private final Backoff<Sid.Service> backoff;
    private final Map<Sid.Service, Future<?>> nextLooks = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor timer;
    private @Nullable PoolCache pools;
    private @Nullable ClaimIndex claims;

    public PoolWatch(Timing timing, DoubleSupplier random) {
        super(Observation.class, "pool-watch");
        this.timing = timing;
        this.random = random;
        this.backoff = new Backoff<>(random);
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("pool-watch").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Completes the circle: the cache tells this watch of its looks, the watch asks the cache for them. */
    void watch(PoolCache pools, ClaimIndex claims) {
        this.pools = pools;
        this.claims = claims;
    }

    @Override
    public Set<Observation> getSecondaryResources(ProxyShortCode primary) {
        return Set.of();
    }

    @Override
    public void stop() {
        super.stop();
        timer.shutdownNow();
    }

    @Override
    public void looked(Sid.Service service, @Nullable Observation before, Observation after) {
        Duration delay = delayAfter(service, after);
        lookAgain(service, delay);
        log.atDebug()
                .addKeyValue("service", service)
                .addKeyValue("outcome", after.getClass().getSimpleName())
                .addKeyValue("nextIn", delay)
                .log("looked at a pool");
        if (before != null) {
            wake(service, before, after);
        }
    }

    /** One next look a Service: what was planned before is dropped. */
    private void lookAgain(Sid.Service service, Duration delay) {
        if (timer.isShutdown()) {
            return;
        }
        Future<?> earlier = nextLooks.put(
                service, timer.schedule(() -> startLook(service), delay.toMillis(), TimeUnit.MILLISECONDS));
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    private Duration delayAfter(Sid.Service service, Observation after) {
        return switch (after) {
            case Observation.Fresh _, Observation.ServiceGone _ -> {
                backoff.forget(service);
                yield jittered(timing.observeInterval());
            }
            case Observation.Unreadable(Trouble.Unauthorized _), Observation.Unreadable(Trouble.Withdrawn _) ->
                backoff.next(service, timing.slowRetry());
            case Observation.Unreadable _ -> backoff.next(service, timing.retry());
        };
    }

    /** Spread over the last tenth of the interval, so that Services do not march in step and no look is late. */
    private Duration jittered(Duration interval) {
        return Duration.ofMillis(Math.round(interval.toMillis() * (1 - random.getAsDouble() / 10)));
    }

    private void startLook(Sid.Service service) {
        if (Objects.requireNonNull(claims).usersOf(service).isEmpty()) {
            nextLooks.remove(service);
            backoff.forget(service);
            Objects.requireNonNull(pools).forget(service);
            return;
        }
        Thread.ofVirtual().name("look-" + service).start(() -> look(service));
    }

    private void look(Sid.Service service) {
        try {
            Objects.requireNonNull(pools).look(service);
        } catch (RuntimeException e) {
            // A bug, not trouble with Twilio; without this the Service would never be looked at again.
            log.atError().addKeyValue("service", service).setCause(e).log("a look failed unexpectedly");
            lookAgain(service, timing.observeInterval());
        }
    }

    private void wake(Sid.Service service, Observation before, Observation after) {
        for (ProxyShortCode resource : Objects.requireNonNull(claims).usersOf(service)) {
            if (concerns(resource, before, after)) {
                wake(resource);
            }
        }
    }

    private static boolean concerns(ProxyShortCode resource, Observation before, Observation after) {
        if (before instanceof Observation.Fresh(var then) && after instanceof Observation.Fresh(var now)) {
            return resource.shortCode()
                    .filter(code -> !Objects.equals(then.find(code), now.find(code)))
                    .isPresent();
        }
        if (before instanceof Observation.Unreadable(var then) && after instanceof Observation.Unreadable(var now)) {
            return !then.exchange().describe().equals(now.exchange().describe());
        }
        return !before.equals(after);
    }

    private void wake(ProxyShortCode resource) {
        if (isRunning()) {
            getEventHandler().handleEvent(new Event(ResourceID.fromResource(resource)));
        }
    }

    @Override
    public void onResourceUpdated(ProxyShortCode resource, ProxyShortCode old) {
        if (claims != null && resource.asksOtherwiseThan(old)) {
            claims.othersOn(old).forEach(this::wake);
        }
    }

    @Override
    public void onResourceDeleted(ProxyShortCode resource) {
        if (claims != null) {
            claims.othersOn(resource).forEach(this::wake);
        }
    }
}
