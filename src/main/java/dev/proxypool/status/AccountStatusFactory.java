package dev.proxypool.status;

import dev.proxypool.api.AccountStatus;
import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Projects what is known of an account onto the status of its ProxyAccount. Pure. */
public final class AccountStatusFactory {

    /** Limits how often a change of nothing but a time is written, even if the pools are polled often. */
    public static final Duration SHORTEST_REST = Duration.ofMinutes(5);

    private AccountStatusFactory() {}

    /** Twilio accepts the credentials. */
    public static Finding accepted(Sid.Account account) {
        return new Finding(Reason.ACCEPTED, "Twilio accepts the credentials of " + account);
    }

    /**
     * Twilio cannot be called, or refuses the credentials.
     *
     * @param secretName where the credentials are; null if there is none
     */
    public static Finding of(Trouble trouble, @Nullable String secretName) {
        Reason reason = Finding.reasonOf(trouble);
        String words = Finding.words(trouble);
        return new Finding(
                reason,
                reason == Reason.CREDENTIALS_INVALID && secretName != null
                        ? "%s; the credentials are in Secret %s".formatted(words, secretName)
                        : words);
    }

    /** The spec is invalid. */
    public static Finding invalid(List<String> problems) {
        return new Finding(Reason.INVALID_SPEC, String.join("; ", problems));
    }

    /** The account is being deleted while members are held through it. */
    public static Finding needed() {
        return new Finding(
                Reason.DELETING, "resources still hold members of pools through this account; delete them first");
    }

    /**
     * The pools of the Services in use.
     *
     * @param interval how often the operator polls them
     */
    public record Pools(Map<PoolKey, Observation> seen, Duration interval) {
        public Pools {
            seen = Map.copyOf(seen);
        }

        /**
         * The least time between two statuses that differ only in when a Service was verified. A poll is up to a tenth
         * of the interval early.
         */
        private Duration rest() {
            Duration early = interval.multipliedBy(9).dividedBy(10);
            return Stream.of(early, SHORTEST_REST)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    /**
     * What the spec names.
     *
     * @param account null if it is invalid
     * @param secretName the Secret that the operator protects for it; null if there is none
     */
    public record Named(
            Sid.@Nullable Account account, @Nullable String secretName) {}

    /** The status after the credentials were checked; the old status itself if nothing changed. */
    public static AccountStatus project(
            long generation, AccountStatus old, Finding finding, Named named, Pools pools, Instant now) {
        // No command is about an account.
        Conditions conditions = new Conditions(old.conditions(), generation, now, "", null);
        conditions.ready(finding.reason(), finding.message());
        Function<Duration, AccountStatus> after = rest -> new AccountStatus(
                generation,
                conditions.list(),
                accepted(old, finding, named),
                named.secretName() == null ? old.secretName() : named.secretName(),
                usages(pools.seen(), old, rest));
        // If the status is written anyway, it has the latest times.
        return after.apply(pools.rest()).equals(old) ? old : after.apply(Duration.ZERO);
    }

    /**
     * The account whose credentials Twilio accepted first; later everything held through this ProxyAccount belongs to
     * it.
     */
    private static @Nullable String accepted(AccountStatus old, Finding finding, Named named) {
        Sid.Account account = named.account();
        boolean first = old.accountSid() == null && finding.reason() == Reason.ACCEPTED;
        return first && account != null ? account.value() : old.accountSid();
    }

    private static List<Usage> usages(Map<PoolKey, Observation> seen, AccountStatus old, Duration rest) {
        return seen.entrySet().stream()
                .flatMap(entry -> usage(entry.getValue(), old.usage(entry.getKey()), rest).stream())
                .sorted(Comparator.comparing(Usage::serviceSid).thenComparing(Usage::kind))
                .toList();
    }

    /** A pool that cannot be read keeps the values of its last poll. */
    private static Optional<Usage> usage(Observation seen, Optional<Usage> old, Duration rest) {
        return switch (seen) {
            case Observation.Fresh(var pool) ->
                Optional.of(usage(pool, lastVerified(pool.seenAt(), old.map(Usage::lastVerified), rest)));
            case Observation.ServiceGone _ -> Optional.empty();
            case Observation.Unreadable _ -> old;
        };
    }

    private static Usage usage(PoolSnapshot pool, String lastVerified) {
        return Usage.of(pool.key(), pool.members().size(), pool.reserved(), lastVerified);
    }

    private static String lastVerified(Instant seenAt, Optional<String> old, Duration rest) {
        return old.filter(before -> seenAt.isBefore(Instant.parse(before).plus(rest)))
                .orElseGet(() -> seenAt.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
