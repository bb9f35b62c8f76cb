package dev.proxypool.reconcile.account;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Trouble;
import dev.proxypool.reconcile.account.Permission.Permitted;
import dev.proxypool.reconcile.account.SecretWatch.SecretState;
import dev.proxypool.reconcile.kube.AnyEvent;
import dev.proxypool.reconcile.kube.ConsistentList;
import dev.proxypool.reconcile.kube.Debounce;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every account that resources can use: the operator's own, and those that ProxyAccounts declare. They are known before
 * the first pass, so that after a restart no account is treated as missing; a changed ProxyAccount or Secret is used at
 * once.
 */
public final class Accounts implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Accounts.class);

    /** The name of a ProxyAccount. */
    public record Name(String namespace, String name) {
        /** The ProxyAccount that a resource names; empty if it uses the operator's own account. */
        public static Optional<Name> of(Claimant<?> resource) {
            return resource.accountRef().map(ref -> new Name(ref.namespace(), ref.name()));
        }

        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** Receives changes of accounts. */
    public interface AccountUser {
        void accountChanged(Name account);

        /** A resource that named the account was deleted. */
        public default void released(Name account) {}

        /** The labels of the namespace changed, and may admit it to another account. */
        default void namespaceChanged(String namespace) {}
    }

    /** The least time before an account is opened again, however often it or its Secret is edited. */
    private static final Duration REST = Duration.ofSeconds(1);

    /** How long the start waits for Secrets; a Secret that is read later counts as new. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Access NO_DEFAULT =
            closed("the operator has no default account: accountRef must name a ProxyAccount");

    /** The operator cannot test for a missing right, so it does not watch ProxyAccounts, and the resource says why. */
    private static final Access NOT_SERVED =
            closed("the operator does not serve ProxyAccounts (PROXYPOOL_ACCOUNTS is false): remove accountRef");

    private final Permitted own;
    private final AccountOpener opener;
    private final SecretWatch secrets;
    private final NamespaceLabels labels;
    private final Permission permission;
    private final Debounce<Name> changes = new Debounce<>("accounts", REST, this::refresh);
    private final Map<Name, Permitted> declared = new ConcurrentHashMap<>();
    private final List<AccountUser> users = new CopyOnWriteArrayList<>();
    private final List<SharedIndexInformer<ProxyAccount>> informers = new CopyOnWriteArrayList<>();
    private volatile Set<String> watched = Set.of();

    /**
     * @param own the account in the operator's own configuration; null if it has none
     * @param sharing which namespaces may use that account
     * @param labels whether the operator may read Namespaces, if a selector needs their labels
     */
    public Accounts(
            @Nullable Account own, Sharing sharing, AccountOpener opener, KubernetesClient client, boolean labels) {
        this.own = new Permitted(own == null ? NO_DEFAULT : new Access.Open(own), sharing);
        this.opener = opener;
        this.secrets = new SecretWatch(client, changes::ask);
        this.labels = new NamespaceLabels(
                client, labels, namespace -> users.forEach(user -> user.namespaceChanged(namespace)));
        this.permission = new Permission(this.labels::of);
    }

    /**
     * Starts to watch, and blocks until all accounts are known, at most 10 s for their Secrets. Without a
     * start, ProxyAccounts are not served. An invalid account or Secret cannot make this fail.
     *
     * @param namespaces empty means all
     */
    public void start(KubernetesClient client, Set<String> namespaces) {
        watched = Set.copyOf(namespaces);
        var resources = client.resources(ProxyAccount.class);
        var scopes = namespaces.isEmpty()
                ? Stream.of(resources.inAnyNamespace())
                : namespaces.stream().map(resources::inNamespace);
        Consumer<ProxyAccount> changed = resource -> changes.ask(nameOf(resource));
        scopes.forEach(
                scope -> informers.add(scope.withLimit(ConsistentList.PAGE).inform(new AnyEvent<>(changed))));
        stored().map(Accounts::nameOf).forEach(this::refresh);
        secrets.awaitAnswers(PATIENCE);
        stored().map(Accounts::nameOf).forEach(this::refresh);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        changes.close();
        secrets.close();
        labels.close();
    }

    public void addUser(AccountUser user) {
        users.add(user);
    }

    /** A resource was deleted: it may have been the last one that needed its account. */
    public void released(Claimant<?> resource) {
        Name.of(resource).ifPresent(account -> users.forEach(user -> user.released(account)));
    }

    public Access accessOf(Claimant<?> resource) {
        Name name = Name.of(resource).orElse(null);
        if (name == null) {
            return permission.own(own, resource);
        }
        return informers.isEmpty() ? NOT_SERVED : permission.declared(declared.get(name), resource);
    }

    /** The account for the ProxyAccount itself. */
    public Access accessOf(Name account) {
        Permitted there = declared.get(account);
        return there == null ? closed("the ProxyAccount no longer exists") : there.access();
    }

    /** The access that each existing ProxyAccount gives. */
    public Map<Name, Access> declared() {
        return declared.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().access()));
    }

    public AccountNeed need() {
        return new AccountNeed(permission, watched);
    }

    /** The ProxyAccount behind an account; empty for the operator's own. */
    public Optional<Name> nameOf(Account account) {
        return declared.entrySet().stream()
                .filter(entry -> entry.getValue().access().equals(new Access.Open(account)))
                .map(Map.Entry::getKey)
                .findAny();
    }

    /** Whether another ProxyAccount of the namespace has its credentials in that Secret. */
    public boolean isSecretUsedBesides(ProxyAccount account, String secretName) {
        return stored()
                // Accounts that are deleted together need not protect the Secret for each other.
                .filter(other -> !other.isMarkedForDeletion())
                .filter(other -> !nameOf(other).equals(nameOf(account)))
                .filter(other -> other.getMetadata()
                        .getNamespace()
                        .equals(account.getMetadata().getNamespace()))
                .anyMatch(other -> secretName.equals(other.settings().secretName()));
    }

    private Stream<ProxyAccount> stored() {
        return informers.stream().flatMap(informer -> informer.getStore().list().stream());
    }

    private Optional<ProxyAccount> stored(Name name) {
        String key = Cache.namespaceKeyFunc(name.namespace(), name.name());
        return informers.stream()
                .flatMap(informer -> Stream.ofNullable(informer.getStore().getByKey(key)))
                .findAny();
    }

    /** One at a time, and always from the stored state: an older state cannot replace a newer one. */
    private synchronized void refresh(Name name) {
        Optional<ProxyAccount> resource = stored(name);
        Permitted now = resource.map(there ->
                        new Permitted(open(name, there), there.settings().sharing()))
                .orElse(null);
        Permitted before = now == null ? declared.remove(name) : declared.put(name, now);
        if (now == null) {
            opener.forget(name.toString());
            secrets.forget(name);
        }
        if (!Objects.equals(now, before)) {
            users.forEach(user -> user.accountChanged(name));
        }
    }

    /** An invalid account affects no other. */
    private Access open(Name name, ProxyAccount resource) {
        try {
            var settings = resource.settings();
            return switch (secrets.of(name, settings.secretName())) {
                case SecretState.Loaded(var secret) -> opener.open(name.toString(), settings, secret);
                case SecretState.NoSecret _ -> opener.open(name.toString(), settings, null);
                // Keeps the previous access until the Secret is read.
                case SecretState.Unread _ ->
                    Optional.ofNullable(declared.get(name))
                            .map(Permitted::access)
                            .orElseGet(() -> new Access.Closed(Trouble.notYet(
                                    "ProxyAccount %s: the operator is reading its Secret".formatted(name.name()))));
                case SecretState.Unusable(var why) -> closed(name, why);
            };
        } catch (RuntimeException e) {
            log.atError().addKeyValue("account", name).setCause(e).log("the operator failed to open an account");
            return closed(name, "the operator failed to use it; see the operator's log");
        }
    }

    private static Access closed(Name name, String why) {
        return closed("ProxyAccount %s: %s".formatted(name.name(), why));
    }

    public static Name nameOf(ProxyAccount resource) {
        return new Name(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    static Access closed(String why) {
        return new Access.Closed(Trouble.noAccount(why));
    }
}
