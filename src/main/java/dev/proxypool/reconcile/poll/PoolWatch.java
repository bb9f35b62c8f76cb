package dev.proxypool.reconcile.poll;

import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.reconcile.account.Backoff;
import dev.proxypool.reconcile.account.Timing;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch that Twilio does not have: looks at each used Service once an interval, whatever the number of resources, and
 * tells its users what was seen before and after. A look that fails, or finds no Service, is repeated with exponential backoff.
 * A Service that nobody uses any more is forgotten.
 */
public final class PoolWatch implements Account.Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PoolWatch.class);

    /** Whoever needs to know of a pool. */
    public interface PoolUser {
        boolean uses(AccountPool place);

        /**
         * Something may have changed. Called on the thread that looked.
         *
         * @param before what was known, with own writes; null at the first look
         */
        void looked(AccountPool place, @Nullable Observation before, Observation after);

        /**
         * The operator itself changed the pool. Told together for what was written within a moment.
         *
         * @param writers the UIDs of the resources that each changed code was written for
         */
        default void wrote(
                AccountPool place, Observation before, Observation after, Map<Sid.Member, Set<String>> writers) {}

        /** The first look at a pool ended, and these resources wait for it, by their UIDs. */
        default void awaited(AccountPool place, Set<String> uids) {}

        /** Nobody uses the pool any more. */
        default void forgotten(AccountPool place) {}

        /** A code was reserved, that long after it was added to be so. */
        default void reserved(Account account, Duration gap) {}
    }

    private final DoubleSupplier random;
    private final Backoff<AccountPool> backoff;
    private final Map<AccountPool, Future<?>> nextLooks = new ConcurrentHashMap<>();
    private final List<PoolUser> users = new CopyOnWriteArrayList<>();
    private final ScheduledThreadPoolExecutor timer;
    private final OwnWrites ownWrites;
    private final FirstPolls firstLooks;

    public PoolWatch(DoubleSupplier random) {
        this.random = random;
        this.backoff = new Backoff<>(random);
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("pool-watch").factory());
        timer.setRemoveOnCancelPolicy(true);
        this.firstLooks =
                new FirstPolls(task -> Thread.ofVirtual().name("first-look").start(task), this::firstLook);
        this.ownWrites = new OwnWrites(
                timer,
                (place, before, writers) -> place.account()
                        .pools()
                        .known(place.key())
                        .ifPresent(after -> users.forEach(user -> user.wrote(place, before, after, writers))));
    }

    public void addUser(PoolUser user) {
        users.add(user);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /**
     * Whether a pass finds what it needs. If not, the looks are begun, and its resource is woken when each has ended; a pass
     * that waited for them would hold a worker for as long as Twilio takes.
     */
    public boolean areKnown(Access access, Collection<PoolKey> pools, HasMetadata resource) {
        ObjectMeta meta = resource.getMetadata();
        return !(access instanceof Access.Open open)
                || firstLooks.areDone(open.account(), pools, meta.getNamespace(), meta.getUid());
    }

    /** Every look ends here, whoever asked for it. */
    @Override
    public void looked(AccountPool place, @Nullable Observation before, Observation after) {
        Duration delay = delayAfter(place, after);
        lookAgain(place, delay);
        log.atDebug()
                .addKeyValue("account", place.account())
                .addKeyValue("service", place.key().service())
                .addKeyValue("outcome", after.getClass().getSimpleName())
                .addKeyValue("nextIn", delay)
                .log("polled a pool");
        users.forEach(user -> user.looked(place, before, after));
        Set<String> uids = firstLooks.ended(place);
        if (!uids.isEmpty()) {
            users.forEach(user -> user.awaited(place, uids));
        }
    }

    @Override
    public void wrote(AccountPool place, Observation before, Sid.Member code, String writer) {
        ownWrites.wrote(place, before, code, writer);
    }

    @Override
    public void reserved(Account account, Duration gap) {
        users.forEach(user -> user.reserved(account, gap));
    }

    /** One next look a Service: what was planned before is dropped. */
    private void lookAgain(AccountPool place, Duration delay) {
        if (timer.isShutdown()) {
            return;
        }
        Future<?> earlier =
                nextLooks.put(place, timer.schedule(() -> startLook(place), delay.toMillis(), TimeUnit.MILLISECONDS));
        if (earlier != null) {
            earlier.cancel(false);
        }
    }

    Duration delayAfter(AccountPool place, Observation after) {
        Timing timing = place.account().timing();
        return switch (after) {
            case Observation.ServiceGone _ -> backoff.next(place, timing.gone());
            case Observation.Fresh _ -> {
                backoff.forget(place);
                yield jittered(timing.observeInterval());
            }
            case Observation.Unreadable(Trouble.Unauthorized _), Observation.Unreadable(Trouble.Withdrawn _) ->
                backoff.next(place, timing.slowRetry());
            case Observation.Unreadable(Trouble.Throttled throttled)
            when throttled.retryAfter() != null -> longer(throttled.retryAfter(), backoff.next(place, timing.retry()));
            case Observation.Unreadable _ -> backoff.next(place, timing.retry());
        };
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    /** Spread over the last tenth of the interval, so that Services do not march in step and no look is late. */
    private Duration jittered(Duration interval) {
        return Duration.ofMillis(Math.round(interval.toMillis() * (1 - random.getAsDouble() / 10)));
    }

    private void startLook(AccountPool place) {
        if (users.stream().noneMatch(user -> user.uses(place))) {
            nextLooks.remove(place);
            backoff.forget(place);
            place.account().pools().forget(place.key());
            users.forEach(user -> user.forgotten(place));
            return;
        }
        Thread.ofVirtual()
                .name("look-" + place.key())
                .start(() -> guarded(place, account -> account.pools().look(place.key())));
    }

    private void firstLook(AccountPool place) {
        if (!timer.isShutdown()) {
            guarded(place, account -> account.pools().observe(place.key()));
        }
    }

    private void guarded(AccountPool place, Consumer<Account> look) {
        try {
            look.accept(place.account());
        } catch (RuntimeException e) {
            // A bug, not trouble with Twilio; without this the Service would never be looked at again.
            log.atError()
                    .addKeyValue("service", place.key().service())
                    .setCause(e)
                    .log("a poll failed unexpectedly");
            lookAgain(place, place.account().timing().observeInterval());
        }
    }
}
