package dev.proxypool.app;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.statuspage.Overview;
import dev.proxypool.statuspage.Overview.AccountCard;
import dev.proxypool.statuspage.Overview.AccountState;
import dev.proxypool.statuspage.Overview.NotReady;
import dev.proxypool.statuspage.Overview.PoolRow;
import dev.proxypool.statuspage.Overview.RecentWrite;
import dev.proxypool.statuspage.Overview.Replica;
import dev.proxypool.statuspage.Overview.Role;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the operator already knows, for the status page. A view reads memory: it sends no request to Twilio or
 * to the API server, and waits for neither.
 */
final class StatusCollector implements Supplier<Overview> {

    private static final int MOST_WRITES = 20;

    private static final Comparator<AccountCard> URGENCY =
            Comparator.comparing(StatusCollector::isFine).thenComparing(AccountCard::name);

    /**
     * What there is to collect from.
     *
     * @param own null if the operator has no account of its own
     * @param leader who holds the Lease, as far as this replica knows; null if there is no election
     */
    record Sources(
            @Nullable Account own,
            Accounts accounts,
            ConditionCounts conditions,
            @Nullable Supplier<@Nullable String> leader) {}

    private final InstantSource clock;
    private final String version;
    private final PollRecords polls = new PollRecords();
    private final AccountCards cards;
    private final UnreadyResources unready;
    private final @Nullable Deque<RecentWrite> writes;
    private volatile @Nullable Sources sources;
    private volatile boolean leads;

    private StatusCollector(InstantSource clock, String version, Disclosure disclosure, boolean writes) {
        this.clock = clock;
        this.version = version;
        this.cards = new AccountCards(polls, disclosure);
        this.unready = new UnreadyResources(disclosure);
        this.writes = writes ? new ArrayDeque<>() : null;
    }

    static StatusCollector of(InstantSource clock, String version, Disclosure disclosure) {
        return new StatusCollector(clock, version, disclosure, false);
    }

    /** Shows everything, including the writes that it receives. */
    static StatusCollector withWrites(InstantSource clock, String version) {
        return new StatusCollector(clock, version, Disclosure.FULL, true);
    }

    PollRecords polls() {
        return polls;
    }

    /** The operator runs. */
    void begin(Sources sources) {
        this.sources = sources;
    }

    void leads(boolean now) {
        leads = now;
    }

    void wrote(String request) {
        if (writes == null) {
            return;
        }
        synchronized (writes) {
            writes.addFirst(new RecentWrite(clock.instant(), request));
            if (writes.size() > MOST_WRITES) {
                writes.removeLast();
            }
        }
    }

    @Override
    public Overview get() {
        Instant now = clock.instant();
        Sources known = sources;
        if (known == null) {
            return new Overview(now, new Replica(version, Role.STARTING, null), 0, List.of(), List.of(), written());
        }
        List<ConditionCounts.Conditioned> resources =
                known.conditions().resources().toList();
        List<NotReady> notReady = unready.of(resources.stream());
        return new Overview(now, replica(known), resources.size(), notReady, accounts(known, now), written());
    }

    private Replica replica(Sources known) {
        return known.leader() == null
                ? new Replica(version, Role.SINGLE, null)
                : new Replica(
                        version,
                        leads ? Role.LEADER : Role.STANDBY,
                        known.leader().get());
    }

    private List<AccountCard> accounts(Sources known, Instant now) {
        Stream<AccountCard> own = Stream.ofNullable(known.own())
                .map(account -> cards.card(AccountUse.DEFAULT, new Access.Open(account, account.use()), now));
        Stream<AccountCard> declared = known.accounts().declared().entrySet().stream()
                .map(entry -> cards.card(entry.getKey().toString(), entry.getValue(), now));
        return Stream.concat(own, declared).sorted(URGENCY).toList();
    }

    private static boolean isFine(AccountCard account) {
        return (account.state() == AccountState.ACCEPTED || account.state() == AccountState.UNKNOWN)
                && account.limiter().closures().isEmpty()
                && account.pools().stream().map(PoolRow::trouble).allMatch(Objects::isNull);
    }

    private @Nullable List<RecentWrite> written() {
        if (writes == null) {
            return null;
        }
        synchronized (writes) {
            return List.copyOf(writes);
        }
    }
}
