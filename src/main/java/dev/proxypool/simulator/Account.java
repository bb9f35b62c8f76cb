package dev.proxypool.simulator;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One account: its credentials, the codes that it leases, its Services. A code is in at most one pool of the account,
 * and this class ensures that. Everything except {@link #accepts} and {@link #inFlight} is guarded by the world's lock.
 */
final class Account {
    final String sid;
    final RateLimits rates = new RateLimits();
    final AtomicInteger inFlight = new AtomicInteger();

    private volatile String authToken;
    private final Map<String, String> apiKeys = new LinkedHashMap<>();
    private final Map<String, SimulatorState.ShortCode> leased = new LinkedHashMap<>();
    private final NavigableMap<String, Pool> pools = new TreeMap<>();
    private final Map<String, Pool> homes = new HashMap<>();

    Account(SimulatorState.Account state) {
        sid = state.sid();
        authToken = state.authToken();
        state.apiKeys().forEach(key -> apiKeys.put(key.sid(), key.secret()));
        state.shortCodes().forEach(code -> leased.put(code.sid(), code));
    }

    boolean accepts(String user, String password) {
        return user.equals(sid) ? password.equals(authToken) : password.equals(apiKeys.get(user));
    }

    void rotate(String newToken) {
        authToken = newToken;
    }

    String authToken() {
        return authToken;
    }

    Map<String, String> apiKeys() {
        return Collections.unmodifiableMap(apiKeys);
    }

    Map<String, SimulatorState.ShortCode> leased() {
        return Collections.unmodifiableMap(leased);
    }

    NavigableMap<String, Pool> pools() {
        return Collections.unmodifiableNavigableMap(pools);
    }

    Optional<Pool> poolNamed(String uniqueName) {
        return pools.values().stream()
                .filter(pool -> pool.settings().uniqueName().equals(uniqueName))
                .findFirst();
    }

    /** The pool that has this code. */
    Optional<Pool> homeOf(String shortCodeSid) {
        return Optional.ofNullable(homes.get(shortCodeSid));
    }

    void open(Pool pool) {
        pools.put(pool.sid, pool);
    }

    /** Frees its codes unconditionally, even those in use, as Twilio does. */
    void close(Pool pool) {
        pools.remove(pool.sid);
        pool.entries().keySet().forEach(homes::remove);
    }

    /** Adds the entry to this pool, and removes it from the one where it was. */
    void place(Pool pool, PoolEntry entry) {
        take(entry.sid());
        pool.put(entry);
        homes.put(entry.sid(), pool);
    }

    void take(String shortCodeSid) {
        Pool home = homes.remove(shortCodeSid);
        if (home != null) {
            home.remove(shortCodeSid);
        }
    }
}
