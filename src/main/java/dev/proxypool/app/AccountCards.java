package dev.proxypool.app;

import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.proxy.governor.GovernedProxyApi;
import dev.proxypool.proxy.governor.GovernorState;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Account.AccountPool;
import dev.proxypool.status.Finding;
import dev.proxypool.status.Reason;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.statuspage.Overview.AccountCard;
import dev.proxypool.statuspage.Overview.AccountState;
import dev.proxypool.statuspage.Overview.Closure;
import dev.proxypool.statuspage.Overview.Counts;
import dev.proxypool.statuspage.Overview.Limiter;
import dev.proxypool.statuspage.Overview.PollTrouble;
import dev.proxypool.statuspage.Overview.PoolRow;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts with their pools and limits, as the status page shows them. */
record AccountCards(PollRecords polls, Disclosure disclosure) {

    /** Pools that cannot be read first, then the fullest. */
    private static final Comparator<PoolRow> URGENCY = Comparator.<PoolRow, Boolean>comparing(
                    pool -> pool.trouble() == null)
            .thenComparing(Comparator.comparingInt(AccountCards::tenths).reversed())
            .thenComparing(PoolRow::service);

    AccountCard card(String name, Access access, Instant now) {
        return switch (access) {
            case Access.Closed(var why) ->
                new AccountCard(
                        name, null, AccountState.CLOSED, shown(why.exchange().describe()), Limiter.NONE, List.of());
            case Access.Open(var account, var use) ->
                new AccountCard(
                        name,
                        use.sid().value(),
                        state(access),
                        null,
                        account.api() instanceof GovernedProxyApi governed
                                ? limiter(governed.state(), now)
                                : Limiter.NONE,
                        pools(account).toList());
        };
    }

    private static AccountState state(Access access) {
        return switch (access.acceptance()) {
            case UNKNOWN -> AccountState.UNKNOWN;
            case ACCEPTED -> AccountState.ACCEPTED;
            case REFUSED -> AccountState.REFUSED;
        };
    }

    private static Limiter limiter(GovernorState state, Instant now) {
        return new Limiter(
                state.inFlight(),
                state.allowed(),
                state.held().stream()
                        .sorted(Comparator.comparing(GovernorState.Held::obstacle)
                                .reversed()
                                .thenComparing(GovernorState.Held::left, Comparator.reverseOrder()))
                        .map(held -> new Closure(inWords(held), held.left().isZero() ? null : now.plus(held.left())))
                        .toList());
    }

    private static String inWords(GovernorState.Held held) {
        String endpoint = "%s of %s".formatted(held.operation(), held.service());
        return switch (held.obstacle()) {
            case RATE -> "Rate limiter: as many requests %s as Twilio allows.".formatted(endpoint);
            case CONCURRENCY -> "Rate limiter: as many requests in flight as Twilio allows.";
            case ENDPOINT_CLOSED -> "Circuit breaker, %s: Twilio refused the rate.".formatted(endpoint);
            case ACCOUNT_CLOSED -> "Circuit breaker of the account: Twilio refused one more request in flight.";
            case BREAKER_OPEN ->
                "Circuit breaker of the credentials: Twilio does not answer, or refuses them, again and again.";
        };
    }

    private Stream<PoolRow> pools(Account account) {
        return account.pools().known().entrySet().stream()
                .map(known -> pool(account, known.getKey(), known.getValue()))
                .sorted(URGENCY);
    }

    private PoolRow pool(Account account, PoolKey key, Observation seen) {
        Counts counts = polls.of(new AccountPool(account, key)).orElse(null);
        return new PoolRow(
                key.service().value(),
                key.kind().nouns(),
                counts,
                account.pools().lookedAt(key).orElse(null),
                trouble(seen));
    }

    private @Nullable PollTrouble trouble(Observation seen) {
        return switch (seen) {
            case Observation.Fresh _ -> null;
            case Observation.ServiceGone _ -> trouble(Reason.SERVICE_NOT_FOUND, null);
            case Observation.Unreadable(var trouble) ->
                trouble(Finding.reasonOf(trouble), shown(trouble.exchange().describe()));
        };
    }

    private static PollTrouble trouble(Reason reason, @Nullable String message) {
        return new PollTrouble(reason.word(), UnreadyResources.fix(reason), message);
    }

    /** Other writers, or Twilio, wrote it: it may name a code. */
    private @Nullable String shown(String message) {
        return disclosure == Disclosure.FULL ? message : null;
    }

    /** How full, in tenths: a pool that gets one more code does not move in the list each time. */
    private static int tenths(PoolRow pool) {
        Counts counts = pool.counts();
        return counts == null
                ? 0
                : Stream.of(counts.reserved(), counts.unreserved())
                        .mapToInt(fill -> fill.taken() * 10 / Math.max(1, fill.most()))
                        .max()
                        .orElse(0);
    }
}
