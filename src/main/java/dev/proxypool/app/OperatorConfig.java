package dev.proxypool.app;

import dev.proxypool.cli.DurationConverter;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.AccountHosts;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.NetworkEnvironment;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.statuspage.Disclosure;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every setting of the operator, from the environment. Secrets are read from nowhere else: a command line can be seen by others. */
record OperatorConfig(
        @Nullable Credentials credentials,
        Endpoint endpoint,
        Limits limits,
        Timing timing,
        Set<String> namespaces,
        int workers,
        Sharing sharing,
        Hosting hosting) {

    /**
     * How it is run.
     *
     * @param managementPort of probes and metrics; 0 if there are none, as on a workstation
     * @param elects whether it is one of several replicas, which elect a leader
     * @param accounts whether the operator reads ProxyAccounts and their Secrets
     * @param statusPage what {@code /} of that port shows
     */
    record Hosting(int managementPort, boolean elects, AccountPolicy accounts, Disclosure statusPage) {
        static final Hosting DEFAULT = new Hosting(0, false, AccountPolicy.SERVED, Disclosure.SUMMARY);
    }

    static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
    static final Duration LONGEST_INTERVAL = Duration.ofHours(24);
    private static final int MOST_WORKERS = 256;
    private static final int MOST_REQUESTS = 10_000;
    private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
    /** Stands for one that is malformed, so that the rest can be checked all the same. */
    private static final Sid.Account ANY_ACCOUNT = new Sid.Account("AC" + "0".repeat(32));

    /**
     * Reads all settings, and reports all that is wrong with them at once.
     *
     * @throws InvalidConfig if anything is
     */
    static OperatorConfig read(Map<String, String> environment) {
        return new EnvironmentReader(environment).config();
    }

    OperatorRuntime.Settings runtime() {
        return new OperatorRuntime.Settings(timing, namespaces, workers, hosting.accounts());
    }

    private static final class EnvironmentReader {
        private final Map<String, String> environment;
        private final List<String> problems = new ArrayList<>();

        EnvironmentReader(Map<String, String> environment) {
            this.environment = environment;
        }

        OperatorConfig config() {
            Credentials credentials = credentials();
            Endpoint endpoint = endpoint();
            Timing timing = Timing.of(interval());
            Limits limits = new Limits(
                    number("PROXYPOOL_REQUESTS_PER_SECOND", Limits.DEFAULT.requestsPerSecond(), MOST_REQUESTS),
                    number("PROXYPOOL_MAX_CONCURRENT_REQUESTS", Limits.DEFAULT.maxConcurrentRequests(), MOST_REQUESTS));
            int workers = number("PROXYPOOL_WORKERS", 16, MOST_WORKERS);
            Set<String> namespaces = namespaces();
            boolean selectors = flag("PROXYPOOL_NAMESPACE_SELECTORS", true);
            Sharing sharing = new SharingSettings(this::value, problems).read(credentials != null, selectors);
            Hosting hosting = hosting(credentials != null, selectors);
            problems.addAll(NetworkEnvironment.problems(environment));
            problems.addAll(SettingNames.unknown(environment.keySet()));
            if (endpoint == null || !problems.isEmpty()) {
                throw new InvalidConfig(problems);
            }
            return new OperatorConfig(credentials, endpoint, limits, timing, namespaces, workers, sharing, hosting);
        }

        private Hosting hosting(boolean ownAccount, boolean selectors) {
            boolean accounts = flag("PROXYPOOL_ACCOUNTS", true);
            if (!accounts && !ownAccount && problems.isEmpty()) {
                problems.add("PROXYPOOL_ACCOUNTS is false, so TWILIO_ACCOUNT_SID and its credentials must be set");
            }
            word("PROXYPOOL_LOG_FORMAT", List.of("text", "json"));
            problems.addAll(Logs.problems(environment));
            return new Hosting(
                    number("PROXYPOOL_MANAGEMENT_PORT", 0, 65_535),
                    flag("PROXYPOOL_LEADER_ELECTION", false),
                    new AccountPolicy(accounts, selectors, accountHosts()),
                    word("PROXYPOOL_STATUS_PAGE", List.of("summary", "full", "none"))
                            .map(word -> Disclosure.valueOf(word.toUpperCase(Locale.ROOT)))
                            .orElse(Disclosure.SUMMARY));
        }

        private AccountHosts accountHosts() {
            String text = value("PROXYPOOL_ACCOUNT_HOSTS");
            try {
                return text == null
                        ? AccountHosts.TWILIO
                        : AccountHosts.of(Arrays.stream(text.split(","))
                                .map(String::strip)
                                .toList());
            } catch (IllegalArgumentException e) {
                problems.add("PROXYPOOL_ACCOUNT_HOSTS: " + e.getMessage());
                return AccountHosts.TWILIO;
            }
        }

        private boolean flag(String name, boolean fallback) {
            return word(name, List.of("true", "false")).map("true"::equals).orElse(fallback);
        }

        private Optional<String> word(String name, List<String> words) {
            Optional<String> word = Optional.ofNullable(value(name));
            if (word.isPresent() && !words.contains(word.get())) {
                problems.add("%s must be %s, got '%s'".formatted(name, String.join(" or ", words), word.get()));
                return Optional.empty();
            }
            return word;
        }

        private @Nullable Credentials credentials() {
            try {
                return wellFormedCredentials();
            } catch (IllegalArgumentException e) {
                problems.add(e.getMessage());
                return null;
            }
        }

        /** None at all is fine: then each resource names a ProxyAccount. */
        private @Nullable Credentials wellFormedCredentials() {
            String token = value("TWILIO_AUTH_TOKEN");
            String key = value("TWILIO_API_KEY");
            String secret = value("TWILIO_API_SECRET");
            if (value("TWILIO_ACCOUNT_SID") == null && token == null && key == null && secret == null) {
                return null;
            }
            Sid.Account account = Sid.Account.parse(value("TWILIO_ACCOUNT_SID")).orElse(ANY_ACCOUNT);
            if (account.equals(ANY_ACCOUNT)) {
                problems.add("TWILIO_ACCOUNT_SID must be " + Sid.Account.FORMAT.inWords() + ", and is required");
            }
            if (key != null && secret != null) {
                return Credentials.apiKey(account, key, secret);
            }
            if (key != null || secret != null) {
                problems.add("TWILIO_API_KEY and TWILIO_API_SECRET must be set together: one of them is missing");
                return null;
            }
            if (token == null) {
                problems.add("TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET, must be set");
                return null;
            }
            return Credentials.token(account, token);
        }

        private @Nullable Endpoint endpoint() {
            String baseUrl = value("PROXYPOOL_BASE_URL");
            try {
                return baseUrl == null
                        ? Endpoint.of(value("TWILIO_REGION"), value("TWILIO_EDGE"))
                        : Endpoint.parse(baseUrl);
            } catch (IllegalArgumentException e) {
                String name = baseUrl == null ? "TWILIO_REGION or TWILIO_EDGE" : "PROXYPOOL_BASE_URL";
                problems.add(name + ": " + e.getMessage());
                return null;
            }
        }

        private Duration interval() {
            String name = "PROXYPOOL_OBSERVE_INTERVAL";
            String text = value(name);
            if (text == null) {
                return Timing.DEFAULT.observeInterval();
            }
            try {
                Duration interval = DurationConverter.parse(text);
                if (interval.compareTo(SHORTEST_INTERVAL) >= 0 && interval.compareTo(LONGEST_INTERVAL) <= 0) {
                    return interval;
                }
            } catch (DateTimeParseException | ArithmeticException e) {
                // reported below
            }
            problems.add("%s must be a duration from 100ms to 24h such as 60s or 5m, got '%s'".formatted(name, text));
            return Timing.DEFAULT.observeInterval();
        }

        private int number(String name, int fallback, int most) {
            String text = value(name);
            if (text == null) {
                return fallback;
            }
            int number = text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
            if (number < 1 || number > most) {
                problems.add("%s must be a number from 1 to %d, got '%s'".formatted(name, most, text));
                return fallback;
            }
            return number;
        }

        /** None given means all; a list that turns out empty is more likely a mistake than a wish for all. */
        private Set<String> namespaces() {
            String name = "PROXYPOOL_WATCH_NAMESPACES";
            String text = value(name);
            if (text == null) {
                return Set.of();
            }
            Set<String> namespaces = Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(namespace -> !namespace.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
            if (namespaces.isEmpty()
                    || !namespaces.stream().allMatch(n -> NAMESPACE.matcher(n).matches())) {
                problems.add("%s must be a list of names of namespaces such as messaging,billing, got '%s'"
                        .formatted(name, text));
            }
            return namespaces;
        }

        private @Nullable String value(String name) {
            String value = environment.get(name);
            return value == null || value.isBlank() ? null : value.strip();
        }
    }
}
