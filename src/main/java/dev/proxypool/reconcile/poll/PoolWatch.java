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
 * The watch that Twilio does not have: polls each pool in use once per interval, for any number of resources, and
 * passes the state before and after on to its users. A poll that fails, or finds no Service, is repeated with
 * exponential backoff. A pool that no resource uses any more is forgotten.
 */
public final class PoolWatch implements Account.Listener, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PoolWatch.class);

    /** Receives what happens to pools. */
    public interface PoolUser {
        boolean uses(AccountPool place);

        /**
         * The pool may have changed. Called on the thread that polled.
         *
         * @param before what was known, with own writes; null at the first poll
         */
        void looked(AccountPool place, @Nullable Observation before, Observation after);

        /**
         * The operator itself changed the pool. The writes of a short time are reported together.
         *
         * @param writers for each changed member, the UIDs of the resources that it was written for
         */
        default void wrote(
                AccountPool place, Observation before, Observation after, Map<Sid.Member, Set<String>> writers) {}

        /** The first poll of a pool ended, and the resources with these UIDs wait for it. */
        default void awaited(AccountPool place, Set<String> uids) {}

        /** No resource uses the pool any more. */
        default void forgotten(AccountPool place) {}

        /** A member was reserved, that long after it was added for that. */
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
     * Whether the pools that a pass needs are known. If not, their polls start, and the resource gets a pass after
     * each; waiting in the pass would block a worker for as long as Twilio takes.
     */
    public boolean areKnown(Access access, Collection<PoolKey> pools, HasMetadata resource) {
        ObjectMeta meta = resource.getMetadata();
        return !(access instanceof Access.Open open)
                || firstLooks.areDone(open.account(), pools, meta.getNamespace(), meta.getUid());
    }

    /** Every poll ends here, including requested ones. */
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

    /** One scheduled poll per pool: the earlier schedule is dropped. */
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

    /** Spread over the last tenth of the interval, so that polls do not coincide, and none is late. */
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
            // A bug, not a failure of Twilio; without this the pool would never be polled again.
            log.atError()
                    .addKeyValue("service", place.key().service())
                    .setCause(e)
                    .log("a poll failed unexpectedly");
            lookAgain(place, place.account().timing().observeInterval());
        }
    }
}
