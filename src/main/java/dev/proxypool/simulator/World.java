package dev.proxypool.simulator;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * All accounts, and the one lock: code that reads or changes pools must be {@code synchronized} on the world. Requests
 * hold the lock at most for the length of a page, and never while they wait or write to a socket.
 */
final class World {
    private final Map<String, Account> accounts = new LinkedHashMap<>();
    private final Map<String, Account> byLogin = new HashMap<>();
    private final Limits limits;
    private final InstantSource clock;
    private volatile Behaviour behaviour;

    World(SimulatorState state, InstantSource clock) {
        this.limits = state.limits();
        this.behaviour = state.behaviour();
        this.clock = clock;
        state.accounts().forEach(this::add);
    }

    Limits limits() {
        return limits;
    }

    Behaviour behaviour() {
        return behaviour;
    }

    Instant now() {
        return clock.instant();
    }

    /** Settings in the words of the state file. */
    synchronized void behave(String settings) {
        behaviour = behaviour.with(settings);
    }

    Collection<Account> accounts() {
        return accounts.values();
    }

    Optional<Account> account(String accountSid) {
        return Optional.ofNullable(accounts.get(accountSid));
    }

    /** The account for a login name, which is the SID of an account or of an API key. */
    Optional<Account> accountOfLogin(String login) {
        return Optional.ofNullable(byLogin.get(login));
    }

    Optional<Account> accountOfService(String serviceSid) {
        return accounts.values().stream()
                .filter(account -> account.pools().containsKey(serviceSid))
                .findFirst();
    }

    synchronized SimulatorState snapshot() {
        return new SimulatorState(accounts.values().stream().map(World::state).toList(), limits, behaviour);
    }

    private void add(SimulatorState.Account state) {
        Account account = new Account(state);
        accounts.put(account.sid, account);
        byLogin.put(account.sid, account);
        account.apiKeySids().forEach(key -> byLogin.put(key, account));
        Instant now = now();
        for (SimulatorState.Service service : state.services()) {
            Pool pool = new Pool(service.sid(), ServiceSettings.named(service.uniqueName()), now);
            account.open(pool);
            for (SimulatorState.Member member : service.shortCodes()) {
                OwnedNumber code = account.known(member.sid());
                account.settle(pool, PoolEntry.added(code, member.reserved(), member.inUse() ? 1 : 0, now));
            }
            for (SimulatorState.NumberMember member : service.phoneNumbers()) {
                OwnedNumber number = account.known(member.sid());
                account.settle(pool, PoolEntry.added(number, member.reserved(), member.inUse(), now));
            }
        }
    }

    private static SimulatorState.Account state(Account account) {
        return account.state(account.pools().values().stream().map(World::state).toList());
    }

    private static SimulatorState.Service state(Pool pool) {
        return new SimulatorState.Service(
                pool.sid,
                pool.settings().uniqueName(),
                pool.of(EntryKind.SHORT_CODE).all().values().stream()
                        .map(entry -> new SimulatorState.Member(entry.sid(), entry.reserved(), entry.inUse() > 0))
                        .toList(),
                pool.of(EntryKind.PHONE_NUMBER).all().values().stream()
                        .map(entry -> new SimulatorState.NumberMember(entry.sid(), entry.reserved(), entry.inUse()))
                        .toList());
    }
}
