package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Step;
import dev.proxypool.reconcile.Permission.Permitted;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every account that resources can use: the operator's own, and those that ProxyAccounts declare. Known before the first
 * pass, so that a restart does not take an account for missing; a changed ProxyAccount or Secret is in use at once.
 */
public final class Accounts implements AutoCloseable {

    /** The name of a ProxyAccount. */
    record Name(String namespace, String name) {
        /** The ProxyAccount that a resource names; empty if it uses the operator's own account. */
        static Optional<Name> of(Claimant<?> resource) {
            return resource.accountRef().map(ref -> new Name(ref.namespace(), ref.name()));
        }

        @Override
        public String toString() {
            return namespace + "/" + name;
        }
    }

    /** Whether an account can be asked. */
    sealed interface Access {
        /** Null while the account cannot be found out. */
        default @Nullable AccountUse use() {
            return this instanceof Open open ? open.use() : null;
        }

        default Account.Acceptance acceptance() {
            return this instanceof Open open ? open.account().acceptance() : Account.Acceptance.UNKNOWN;
        }

        /** How long until a step that was refused is tried again, see {@link Refusals#waitFor}. */
        default Optional<Duration> waitFor(Step step) {
            return this instanceof Open open ? open.account().refusals().waitFor(step) : Optional.empty();
        }

        default Capacity capacity() {
            return this instanceof Open open ? open.account().capacity() : Capacity.TWILIO;
        }

        /** How long until the look may be made that a resource asks for, see {@link RequestedLooks#waitFor}. */
        default Optional<Duration> waitForLook(String uid) {
            return this instanceof Open open ? open.account().requests().waitFor(uid) : Optional.empty();
        }

        default Timing timing() {
            return this instanceof Open open ? open.account().timing() : Timing.DEFAULT;
        }

        record Open(Account account, AccountUse use) implements Access {
            Open(Account account) {
                this(account, account.use());
            }
        }

        /** It cannot, and why; trouble of the kind that time or a person mends. */
        record Closed(Trouble.NoAccount why) implements Access {}
    }

    /** Whoever needs to know that an account is another one now, or none. */
    interface User {
        void accountChanged(Name account);

        /** A resource that named it is gone. */
        default void released(Name account) {}

        /** Its labels may allow it another account now. */
        default void namespaceChanged(String namespace) {}
    }

    /**
     * How many objects a list asks for at a time. It bounds memory; and with any limit fabric8's informers ask for what is, and not
     * for {@code resourceVersion=0}: that may be answered by an API server whose cache lags behind, as things were some time ago.
     */
    public static final long PAGE = 500;

    private static final Access NO_DEFAULT = closed(
            "the operator has no account of its own, so accountRef has to name a ProxyAccount of this namespace");

    /** A right that was not given cannot be tried out: so nobody looks, and the resource says why. */
    private static final Access NOT_SERVED =
            closed("this operator serves no ProxyAccounts (PROXYPOOL_ACCOUNTS is false): leave accountRef out");

    private final Permitted own;
    private final AccountOpener opener;
    private final SecretWatch secrets;
    private final NamespaceLabels labels;
    private final Permission permission;
    private final Map<Name, Permitted> declared = new ConcurrentHashMap<>();
    private final List<User> users = new CopyOnWriteArrayList<>();
    private final List<SharedIndexInformer<ProxyAccount>> informers = new ArrayList<>();
    private volatile Set<String> watched = Set.of();

    /**
     * @param own the account of the operator's own configuration; null if it has none
     * @param sharing who may use that account
     * @param labels whether Namespaces may be read, if a selector needs their labels
     */
    public Accounts(
            @Nullable Account own, Sharing sharing, AccountOpener opener, KubernetesClient client, boolean labels) {
        this.own = new Permitted(own == null ? NO_DEFAULT : new Access.Open(own), sharing);
        this.opener = opener;
        this.secrets = new SecretWatch(client, this::secretChanged);
        this.labels = new NamespaceLabels(
                client, labels, namespace -> users.forEach(user -> user.namespaceChanged(namespace)));
        this.permission = new Permission(this.labels::of);
    }

    /**
     * Begins to watch, and returns when every account there is is known. Who never starts serves no ProxyAccounts.
     *
     * @param namespaces empty means all
     */
    public void start(KubernetesClient client, Set<String> namespaces) {
        watched = Set.copyOf(namespaces);
        var resources = client.resources(ProxyAccount.class);
        var scopes = namespaces.isEmpty()
                ? Stream.of(resources.inAnyNamespace())
                : namespaces.stream().map(resources::inNamespace);
        scopes.forEach(scope -> informers.add(scope.withLimit(PAGE).inform(new Handler())));
        stored().forEach(this::refresh);
    }

    @Override
    public void close() {
        informers.forEach(SharedIndexInformer::close);
        secrets.close();
        labels.close();
    }

    void tell(User user) {
        users.add(user);
    }

    /** A resource is gone: it may have been the last to need its account. */
    void released(Claimant<?> resource) {
        Name.of(resource).ifPresent(account -> users.forEach(user -> user.released(account)));
    }

    Access accessOf(Claimant<?> resource) {
        Name name = Name.of(resource).orElse(null);
        if (name == null) {
            return permission.own(own, resource);
        }
        return informers.isEmpty() ? NOT_SERVED : permission.declared(declared.get(name), resource);
    }

    /** As the ProxyAccount itself sees it. */
    Access accessOf(Name account) {
        Permitted there = declared.get(account);
        return there == null ? closed("it is gone") : there.access();
    }

    AccountNeed need() {
        return new AccountNeed(permission, watched);
    }

    /** The ProxyAccount behind an account; empty for the operator's own. */
    Optional<Name> nameOf(Account account) {
        return declared.entrySet().stream()
                .filter(entry -> entry.getValue().access().equals(new Access.Open(account)))
                .map(Map.Entry::getKey)
                .findAny();
    }

    /** Whether another ProxyAccount of the namespace has its credentials in that Secret. */
    boolean isSecretUsedBesides(ProxyAccount account, String secretName) {
        return stored()
                // Two that go together hold nothing for each other.
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

    private void secretChanged(String namespace, String secretName) {
        stored().filter(account -> account.getMetadata().getNamespace().equals(namespace))
                .filter(account -> secretName.equals(account.settings().secretName()))
                .forEach(this::refresh);
    }

    /** One at a time, so that an older state cannot overtake a newer one. */
    private synchronized void refresh(ProxyAccount resource) {
        Name name = nameOf(resource);
        var settings = resource.settings();
        var secret = Optional.ofNullable(settings.secretName()).flatMap(s -> secrets.get(name.namespace(), s));
        Permitted now = new Permitted(opener.open(name.toString(), settings, secret.orElse(null)), settings.sharing());
        if (!now.equals(declared.put(name, now))) {
            users.forEach(user -> user.accountChanged(name));
        }
    }

    private synchronized void forget(ProxyAccount resource) {
        Name name = nameOf(resource);
        declared.remove(name);
        opener.forget(name.toString());
        users.forEach(user -> user.accountChanged(name));
    }

    static Name nameOf(ProxyAccount resource) {
        return new Name(
                resource.getMetadata().getNamespace(), resource.getMetadata().getName());
    }

    static Access closed(String why) {
        return new Access.Closed(Trouble.noAccount(why));
    }

    private final class Handler implements ResourceEventHandler<ProxyAccount> {
        @Override
        public void onAdd(ProxyAccount resource) {
            refresh(resource);
        }

        @Override
        public void onUpdate(ProxyAccount old, ProxyAccount resource) {
            refresh(resource);
        }

        @Override
        public void onDelete(ProxyAccount resource, boolean finalStateUnknown) {
            forget(resource);
        }
    }
}
