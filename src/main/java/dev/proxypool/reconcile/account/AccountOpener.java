package dev.proxypool.reconcile.account;

import dev.proxypool.api.AccountSettings;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.AccountHosts;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes accounts from declarations and Secrets. Equal content returns the same account, with all that it knows. */
public final class AccountOpener {

    /** Creates a client for an account. */
    @FunctionalInterface
    public interface Apis {
        ProxyApi open(Endpoint endpoint, Credentials credentials, Limits limits);
    }

    private final Apis apis;
    private final AccountHosts hosts;
    private final InstantSource clock;
    private final Account.Listener listener;
    private final Map<String, Opened> opened = new HashMap<>();

    private record Content(
            Endpoint endpoint, Credentials credentials, Limits limits, Timing timing, Capacity capacity) {}

    private record Opened(Content content, Account account) {}

    /** @param hosts where credentials may be sent */
    public AccountOpener(Apis apis, AccountHosts hosts, InstantSource clock, Account.Listener listener) {
        this.apis = apis;
        this.hosts = hosts;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * @param name whose account it is
     * @param secret null if there is none
     */
    synchronized Access open(String name, AccountSettings settings, @Nullable Secret secret) {
        if (!settings.problems().isEmpty() || settings.account() == null) {
            return closed(name, String.join("; ", settings.problems()));
        }
        if (secret == null) {
            return closed(name, noCredentials(settings));
        }
        try {
            Content content = new Content(
                    endpoint(settings),
                    credentials(settings, secret),
                    new Limits(settings.requestsPerSecond(), settings.maxConcurrentRequests()),
                    Timing.of(settings.observeInterval()),
                    settings.capacity());
            return new Access.Open(open(name, content));
        } catch (IllegalArgumentException e) {
            return closed(name, String.valueOf(e.getMessage()));
        }
    }

    synchronized void forget(String name) {
        opened.remove(name);
    }

    private Account open(String name, Content content) {
        Opened before = opened.get(name);
        if (before != null && before.content().equals(content)) {
            return before.account();
        }
        ProxyApi api = apis.open(content.endpoint(), content.credentials(), content.limits());
        var use = new AccountUse(
                content.credentials().account(), content.endpoint().realm(), name.substring(name.indexOf('/') + 1));
        Account account = new Account(use, api, content.timing(), content.capacity(), clock, listener);
        opened.put(name, new Opened(content, account));
        return account;
    }

    private static Access closed(String name, String why) {
        return Accounts.closed("ProxyAccount %s: %s".formatted(name.substring(name.indexOf('/') + 1), why));
    }

    private Endpoint endpoint(AccountSettings settings) {
        String baseUrl = settings.baseUrl();
        return baseUrl == null ? Endpoint.of(settings.region(), settings.edge()) : hosts.admit(Endpoint.parse(baseUrl));
    }

    private static Credentials credentials(AccountSettings settings, Secret secret) {
        try {
            Sid.Account account = Objects.requireNonNull(settings.account());
            String key = entry(secret, "TWILIO_API_KEY");
            String keySecret = entry(secret, "TWILIO_API_SECRET");
            return key.isEmpty() && keySecret.isEmpty()
                    ? Credentials.token(account, entry(secret, "TWILIO_AUTH_TOKEN"))
                    : Credentials.apiKey(account, key, keySecret);
        } catch (IllegalArgumentException _) {
            throw new IllegalArgumentException(noCredentials(settings));
        }
    }

    /**
     * The same message whether the Secret exists or not, and for every content: a user who may write a ProxyAccount
     * need not have the right to read Secrets.
     */
    private static String noCredentials(AccountSettings settings) {
        return "Secret %s must exist and have TWILIO_AUTH_TOKEN, or TWILIO_API_KEY (SK…) with TWILIO_API_SECRET"
                .formatted(settings.secretName());
    }

    private static String entry(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .map(data -> data.get(key))
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .orElse("");
    }
}
