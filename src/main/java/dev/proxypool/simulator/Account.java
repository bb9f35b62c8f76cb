package dev.proxypool.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * One account: its credentials, its short codes and phone numbers, its Services. A number is in at most one pool of the
 * account, and this class ensures that. Everything except {@link #accepts} and {@link #inFlight} is guarded by the
 * world's lock.
 */
final class Account {
    final String sid;
    final RateLimits rates = new RateLimits();
    final AtomicInteger inFlight = new AtomicInteger();

    private volatile String authToken;
    private final Map<String, String> apiKeys = new LinkedHashMap<>();
    private final Map<String, OwnedNumber> numbers = new LinkedHashMap<>();
    private final Map<String, Webhooks> webhooks = new HashMap<>();
    private final Set<String> released = new HashSet<>();
    private final NavigableMap<String, Pool> pools = new TreeMap<>();
    private final Map<String, Pool> homes = new HashMap<>();
    private final Map<String, Departure> departures = new HashMap<>();

    /** When a number left the pool of which Service. */
    private record Departure(String serviceSid, Instant time) {}

    Account(SimulatorState.Account state) {
        sid = state.sid();
        authToken = state.authToken();
        state.apiKeys().forEach(key -> apiKeys.put(key.sid(), key.secret()));
        state.shortCodes().forEach(code -> numbers.put(code.sid(), OwnedNumber.of(code)));
        state.phoneNumbers().forEach(this::own);
    }

    void own(SimulatorState.PhoneNumber number) {
        numbers.put(number.sid(), OwnedNumber.of(number));
        webhooks.put(number.sid(), new Webhooks(number.voiceUrl(), number.smsUrl()));
        if (number.released()) {
            released.add(number.sid());
        }
    }

    boolean accepts(String user, String password) {
        return user.equals(sid) ? password.equals(authToken) : password.equals(apiKeys.get(user));
    }

    void rotate(String newToken) {
        authToken = newToken;
    }

    SimulatorState.Account state(List<SimulatorState.Service> services) {
        return new SimulatorState.Account(
                sid,
                authToken,
                apiKeys.entrySet().stream()
                        .map(key -> new SimulatorState.ApiKey(key.getKey(), key.getValue()))
                        .toList(),
                ofKind(EntryKind.SHORT_CODE).map(OwnedNumber::toShortCode).toList(),
                ofKind(EntryKind.PHONE_NUMBER)
                        .map(number -> number.toPhoneNumber(
                                webhooks.getOrDefault(number.sid(), Webhooks.NONE), isReleased(number.sid())))
                        .toList(),
                services);
    }

    Set<String> apiKeySids() {
        return Collections.unmodifiableSet(apiKeys.keySet());
    }

    private Stream<OwnedNumber> ofKind(EntryKind kind) {
        return numbers.values().stream().filter(number -> number.kind() == kind);
    }

    /** The number of this kind; empty if it is of another account, or of none any more. */
    Optional<OwnedNumber> owned(EntryKind kind, String numberSid) {
        return Optional.ofNullable(numbers.get(numberSid))
                .filter(number -> number.kind() == kind && !isReleased(numberSid));
    }

    /** For members of a valid state, where even a number that was given back is known. */
    OwnedNumber known(String numberSid) {
        return Objects.requireNonNull(numbers.get(numberSid), "StateRules ensures it");
    }

    Optional<OwnedNumber> ownedByDigits(EntryKind kind, String digits) {
        return ofKind(kind)
                .filter(number -> number.number().equals(digits) && !isReleased(number.sid()))
                .findFirst();
    }

    /** Whether the account gave this number back while it stayed in a pool. */
    boolean isReleased(String numberSid) {
        return released.contains(numberSid);
    }

    NavigableMap<String, Pool> pools() {
        return Collections.unmodifiableNavigableMap(pools);
    }

    Optional<Pool> poolNamed(String uniqueName) {
        return pools.values().stream()
                .filter(pool -> pool.settings().uniqueName().equals(uniqueName))
                .findFirst();
    }

    /** The pool that has this number. */
    Optional<Pool> homeOf(String numberSid) {
        return Optional.ofNullable(homes.get(numberSid));
    }

    /** Whether the number left the pool of another Service less than this time ago. */
    boolean leftAnother(Pool pool, String numberSid, Instant now, Duration time) {
        Departure last = departures.get(numberSid);
        return last != null
                && !last.serviceSid().equals(pool.sid)
                && now.isBefore(last.time().plus(time));
    }

    void open(Pool pool) {
        pools.put(pool.sid, pool);
    }

    /** Frees its members unconditionally, even those in use, as Twilio does. */
    void close(Pool pool, Instant now) {
        pools.remove(pool.sid);
        pool.all().stream()
                .flatMap(entries -> List.copyOf(entries.all().keySet()).stream())
                .toList()
                .forEach(numberSid -> take(numberSid, now));
    }

    /** Adds the entry to this pool, as at the start: without any consequence. */
    void settle(Pool pool, PoolEntry entry) {
        pool.of(entry.number().kind()).put(entry);
        homes.put(entry.sid(), pool);
    }

    /** Adds the entry to this pool, and removes it from the one where it was. Proxy then gets the calls of a number. */
    void place(Pool pool, PoolEntry entry, Instant now) {
        if (!pool.equals(homes.get(entry.sid()))) {
            take(entry.sid(), now);
            webhooks.computeIfPresent(entry.sid(), (number, before) -> Webhooks.ofProxy(sid, pool.sid));
        }
        settle(pool, entry);
    }

    /** The URLs that a number had before Proxy do not come back. */
    void take(String numberSid, Instant now) {
        Pool home = homes.remove(numberSid);
        if (home == null) {
            return;
        }
        home.all().forEach(entries -> entries.remove(numberSid));
        departures.put(numberSid, new Departure(home.sid, now));
        webhooks.computeIfPresent(numberSid, (number, before) -> Webhooks.DEMO);
        if (isReleased(numberSid)) {
            forget(numberSid);
        }
    }

    /** The account gives a number back to Twilio; its pool loses it too, or keeps an entry without a number. */
    void release(String numberSid, boolean staysInPool, Instant now) {
        released.add(numberSid);
        if (!homes.containsKey(numberSid)) {
            forget(numberSid);
        } else if (!staysInPool) {
            take(numberSid, now);
        }
    }

    private void forget(String numberSid) {
        numbers.remove(numberSid);
        webhooks.remove(numberSid);
        released.remove(numberSid);
        departures.remove(numberSid);
    }
}
