package dev.proxypool.api;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ProxyAccount} declares.
 *
 * @param account null only if there are problems
 * @param secretName the Secret with the credentials, in the account's namespace; null only if there are problems
 * @param region a part of the host name, as is the edge, as Twilio's SDKs build it
 * @param baseUrl takes precedence over region and edge
 * @param observeInterval how often the operator polls the pool of each Service in use
 * @param requestsPerSecond for each Service and endpoint
 * @param maxConcurrentRequests for the whole account
 * @param capacity how many members Twilio allows a Service of this account
 * @param sharing which other namespaces may use the account, and which Services may be written to through it
 * @param problems what is wrong and what is expected, one sentence each
 */
public record AccountSettings(
        Sid.@Nullable Account account,
        @Nullable String secretName,
        @Nullable String region,
        @Nullable String edge,
        @Nullable String baseUrl,
        Duration observeInterval,
        int requestsPerSecond,
        int maxConcurrentRequests,
        Capacity capacity,
        Sharing sharing,
        List<String> problems) {

    private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(60);
    private static final int MOST_REQUESTS = 10_000;
    private static final int MOST_MEMBERS = 100_000;

    public AccountSettings {
        problems = List.copyOf(problems);
    }

    /** @param accepted the account whose credentials Twilio accepted; null before that */
    static AccountSettings read(SpecReader reader, @Nullable String accepted) {
        SpecReader limits = reader.within("limits");
        var settings = new AccountSettings(
                reader.sid("accountSid", Sid.Account.FORMAT, Sid.Account::parse),
                reader.required("credentialsSecretRef", "a Secret"),
                reader.text("region"),
                reader.text("edge"),
                reader.text("baseUrl"),
                reader.period("observeInterval", DEFAULT_INTERVAL),
                limits.number("requestsPerSecond", 30, MOST_REQUESTS),
                limits.number("maxConcurrentRequests", 10, MOST_REQUESTS),
                new Capacity(
                        limits.number("unreservedMembers", Capacity.TWILIO.unreserved(), MOST_MEMBERS),
                        limits.number("reservedMembers", Capacity.TWILIO.reserved(), MOST_MEMBERS)),
                SharingReader.read(reader),
                List.of());
        if (accepted != null && settings.account != null && !accepted.equals(settings.account.value())) {
            reader.note("accountSid", "cannot be changed: declare another ProxyAccount for another account");
        }
        return settings.with(reader.problems(), limits.problems());
    }

    private AccountSettings with(List<String> own, List<String> ofLimits) {
        List<String> all = Stream.concat(own.stream(), ofLimits.stream()).toList();
        return new AccountSettings(
                account,
                secretName,
                region,
                edge,
                baseUrl,
                observeInterval,
                requestsPerSecond,
                maxConcurrentRequests,
                capacity,
                sharing,
                all);
    }
}
