package dev.proxypool.reconcile;

import dev.proxypool.api.AccountStatus;
import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.reconcile.account.Access;
import dev.proxypool.reconcile.account.Account;
import dev.proxypool.reconcile.account.Accounts;
import dev.proxypool.reconcile.account.Backoff;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.reconcile.kube.EventPublisher;
import dev.proxypool.reconcile.kube.Finalizers;
import dev.proxypool.reconcile.kube.NewProblem;
import dev.proxypool.reconcile.kube.ObjectWriter;
import dev.proxypool.reconcile.kube.RefusedStatuses;
import dev.proxypool.reconcile.poll.PoolWatch;
import dev.proxypool.status.AccountStatusFactory;
import dev.proxypool.status.Finding;
import dev.proxypool.status.Reason;
import dev.proxypool.status.Reason.Remedy;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import java.net.HttpURLConnection;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports whether an account works, and protects it and its Secret while a resource of the namespace needs them to
 * release a member: so {@code kubectl delete namespace} succeeds in any order of deletion.
 */
public final class AccountReconciler implements Reconciler<ProxyAccount> {

    private static final Logger log = LoggerFactory.getLogger(AccountReconciler.class);

    private final Accounts accounts;
    private final AccountWatch watch;
    private final PoolWatch pools;
    private final InstantSource clock;
    private final Backoff<String> backoff;
    private final EventPublisher events;
    private final RefusedStatuses<ProxyAccount> refused;
    private final ObjectWriter<ProxyAccount> writer =
            new ObjectWriter<>(ProxyAccount.class, ProxyAccount::needsPassAfter);

    public AccountReconciler(
            Accounts accounts, PoolWatch pools, EventPublisher events, InstantSource clock, DoubleSupplier random) {
        this.accounts = accounts;
        this.watch = new AccountWatch(accounts);
        this.pools = pools;
        this.clock = clock;
        this.backoff = new Backoff<>(random);
        this.events = events;
        this.refused = new RefusedStatuses<>(events);
    }

    @Override
    public List<EventSource<?, ProxyAccount>> prepareEventSources(EventSourceContext<ProxyAccount> context) {
        pools.addUser(watch);
        accounts.addUser(watch);
        return List.of(watch, writer);
    }

    @Override
    public UpdateControl<ProxyAccount> reconcile(ProxyAccount cached, Context<ProxyAccount> context) {
        ProxyAccount resource = refused.over(writer.newest(cached, context));
        if (context.isPrimaryResourceDeleted()) {
            forget(resource);
            return UpdateControl.noUpdate();
        }
        if (resource.isMarkedForDeletion()) {
            return leave(resource, context);
        }
        if (!writer.hold(resource, ApiGroup.ACCOUNT_FINALIZER, context)) {
            return UpdateControl.noUpdate();
        }
        releaseFormerSecret(resource, context.getClient());
        Finding finding = finding(resource);
        UpdateControl<ProxyAccount> control = tell(resource, finding, context);
        // After the status, which remembers that Secret.
        if (finding.reason() == Reason.ACCEPTED) {
            protectSecret(resource, context.getClient());
        }
        return control;
    }

    private UpdateControl<ProxyAccount> leave(ProxyAccount resource, Context<ProxyAccount> context) {
        if (!resource.hasFinalizer(ApiGroup.ACCOUNT_FINALIZER)) {
            return UpdateControl.noUpdate();
        }
        if (accounts.need().isNeeded(resource, context.getClient())) {
            return tell(resource, AccountStatusFactory.needed(), context);
        }
        Stream.of(resource.statusOrNone().secretName(), resource.settings().secretName())
                .distinct()
                .forEach(secret -> release(resource, secret, context.getClient()));
        writer.release(resource, ApiGroup.ACCOUNT_FINALIZER, context);
        forget(resource);
        return UpdateControl.noUpdate();
    }

    private void forget(ProxyAccount resource) {
        backoff.forget(resource.getMetadata().getUid());
        refused.forget(resource);
    }

    /** Only after Twilio accepted its content: otherwise naming any Secret would protect that Secret from deletion. */
    private static void protectSecret(ProxyAccount account, KubernetesClient client) {
        String name = account.settings().secretName();
        if (name != null) {
            edit(
                    account,
                    name,
                    client,
                    (secret, there) -> Finalizers.add(secret, there, ApiGroup.ACCOUNT_FINALIZER, _ -> true));
        }
    }

    /** Releases the Secret that was protected before the spec named another; the status remembers it until then. */
    private void releaseFormerSecret(ProxyAccount account, KubernetesClient client) {
        String name = account.settings().secretName();
        String former = account.statusOrNone().secretName();
        if (name != null && !name.equals(former)) {
            release(account, former, client);
        }
    }

    private void release(ProxyAccount account, @Nullable String secretName, KubernetesClient client) {
        if (secretName != null && !accounts.isSecretUsedBesides(account, secretName)) {
            edit(
                    account,
                    secretName,
                    client,
                    (secret, there) -> Finalizers.remove(secret, there, ApiGroup.ACCOUNT_FINALIZER));
        }
    }

    /** If the operator may not edit a Secret, the Secret stays unprotected. */
    private static void edit(
            ProxyAccount account, String name, KubernetesClient client, BiConsumer<Secret, Resource<Secret>> edit) {
        Resource<Secret> there = client.secrets()
                .inNamespace(account.getMetadata().getNamespace())
                .withName(name);
        try {
            Optional.ofNullable(there.get()).ifPresent(secret -> edit.accept(secret, there));
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            log.atDebug()
                    .addKeyValue("account", Accounts.nameOf(account))
                    .log("the operator may not edit the account's Secret");
        }
    }

    private Finding finding(ProxyAccount resource) {
        var problems = resource.settings().problems();
        if (!problems.isEmpty()) {
            return AccountStatusFactory.invalid(problems);
        }
        return switch (accounts.accessOf(Accounts.nameOf(resource))) {
            case Access.Closed(var why) -> AccountStatusFactory.of(why, null);
            case Access.Open open ->
                refusal(open.account())
                        .map(why ->
                                AccountStatusFactory.of(why, resource.settings().secretName()))
                        .orElseGet(() ->
                                AccountStatusFactory.accepted(open.account().sid()));
        };
    }

    /** A pool that was read is proof enough; without one, the operator asks Twilio. */
    private static Optional<Trouble> refusal(Account account) {
        boolean proven = account.pools().known().values().stream()
                .anyMatch(seen -> seen instanceof Observation.Fresh || seen instanceof Observation.ServiceGone);
        if (proven) {
            return Optional.empty();
        }
        // A wrong base URL returns "not found" for everything, so only an answer that shows the account counts.
        Answer<List<NamedService>> answer = account.api().services();
        account.learn(answer);
        return answer instanceof Answer.Failed<List<NamedService>>(var trouble)
                ? Optional.of(trouble)
                : Optional.empty();
    }

    private UpdateControl<ProxyAccount> tell(ProxyAccount resource, Finding finding, Context<ProxyAccount> context) {
        AccountStatus old = resource.statusOrNone();
        AccountStatus status = AccountStatusFactory.project(
                resource.getMetadata().getGeneration(),
                old,
                finding,
                new AccountStatusFactory.Named(
                        resource.settings().account(), resource.settings().secretName()),
                poolsOf(resource),
                clock.instant());
        if (!status.equals(old)) {
            refused.write(resource, status, () -> writer.status(resource, status, context));
            // After the write: a pass that is repeated because the write failed must not report it again.
            NewProblem.ofAccount(old.conditions(), status.conditions())
                    .ifPresent(message -> events.publish(resource, message));
        }
        String uid = resource.getMetadata().getUid();
        UpdateControl<ProxyAccount> control = UpdateControl.noUpdate();
        if (finding.reason().remedy() == Remedy.NONE) {
            backoff.forget(uid);
            return control;
        }
        // A fixed Secret or spec triggers an event; a refusal by Twilio may end without one.
        Timing timing = Timing.of(resource.settings().observeInterval());
        boolean timeMends = finding.reason().remedy() == Remedy.RETRY;
        return control.rescheduleAfter(backoff.next(uid, timeMends ? timing.retry() : timing.slowRetry()));
    }

    private AccountStatusFactory.Pools poolsOf(ProxyAccount resource) {
        Map<PoolKey, Observation> seen = accounts.accessOf(Accounts.nameOf(resource)) instanceof Access.Open open
                ? open.account().pools().known()
                : Map.of();
        return new AccountStatusFactory.Pools(
                seen, Timing.of(resource.settings().observeInterval()).observeInterval());
    }
}
