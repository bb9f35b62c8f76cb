package dev.proxypool.statuspage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows, as it was at an instant. Lists may be long: the page shows the first entries, and how many
 * there are. Texts may contain anything.
 *
 * @param resources how many there are, Ready or not
 * @param notReady the most urgent first
 * @param accounts those with trouble first
 * @param writes the latest first; null where writes are not shown
 */
public record Overview(
        Instant at,
        Replica replica,
        int resources,
        List<NotReady> notReady,
        List<AccountCard> accounts,
        @Nullable List<RecentWrite> writes) {

    public Overview {
        notReady = List.copyOf(notReady);
        accounts = List.copyOf(accounts);
        writes = writes == null ? null : List.copyOf(writes);
    }

    /** What a replica does. */
    public enum Role {
        STARTING,
        /** There is no election: it is the only one. */
        SINGLE,
        LEADER,
        STANDBY
    }

    /** @param leader who holds the Lease; null if that is not known, or there is no election */
    public record Replica(
            String version, Role role, @Nullable String leader) {}

    /**
     * A resource whose Ready condition is not True.
     *
     * @param kind in kubectl's short form, such as {@code psc}
     * @param since null if unknown
     * @param fix what to do; empty if there is nothing to do
     * @param message null where it is not shown
     * @param stalled whether only the user can fix it
     */
    public record NotReady(
            String kind,
            String namespace,
            String name,
            String reason,
            @Nullable Instant since,
            String fix,
            @Nullable String message,
            boolean stalled) {}

    /** Whether Twilio accepts the credentials of an account, or why there are none. */
    public enum AccountState {
        UNKNOWN,
        ACCEPTED,
        REFUSED,
        /** The ProxyAccount or its Secret is incomplete. */
        CLOSED
    }

    /**
     * @param sid null if there are no credentials
     * @param message null where it is not shown, or there is none
     */
    public record AccountCard(
            String name,
            @Nullable String sid,
            AccountState state,
            @Nullable String message,
            Limiter limiter,
            List<PoolRow> pools) {

        public AccountCard {
            pools = List.copyOf(pools);
        }
    }

    /** The rate limiter and the circuit breakers of an account. */
    public record Limiter(int inFlight, int mostInFlight, List<Closure> closures) {
        public static final Limiter NONE = new Limiter(0, 0, List.of());

        public Limiter {
            closures = List.copyOf(closures);
        }
    }

    /**
     * Why requests wait.
     *
     * @param until null if the next request is the trial that decides
     */
    public record Closure(String what, @Nullable Instant until) {}

    /** @param most how many the account allows */
    public record Fill(int taken, int most) {}

    /** How many members a pool had when it was read last. */
    public record Counts(Fill reserved, Fill unreserved, Instant read) {}

    /**
     * @param kind such as "short codes"
     * @param counts null if it was never read
     * @param polled when the last finished poll began, even if it failed; null if none has ended
     * @param trouble why the last poll failed; null if it did not
     */
    public record PoolRow(
            String service,
            String kind,
            @Nullable Counts counts,
            @Nullable Instant polled,
            @Nullable PollTrouble trouble) {}

    /** @param message null where it is not shown */
    public record PollTrouble(
            String reason, String fix, @Nullable String message) {}

    /** A request that changed a pool. */
    public record RecentWrite(Instant at, String text) {}
}
