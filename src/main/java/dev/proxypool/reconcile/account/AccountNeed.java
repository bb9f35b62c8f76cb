package dev.proxypool.reconcile.account;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.Audience;
import dev.proxypool.reconcile.kube.ConsistentList;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a resource that may use a ProxyAccount still needs it to release a member. It reads from the API server
 * itself: a cache that lags behind would release what is still needed. A resource that may not use the account cannot
 * protect it from deletion.
 */
public final class AccountNeed {

    private final Permission permission;
    private final Set<String> watched;

    /** @param watched the namespaces that the operator watches; empty means all */
    AccountNeed(Permission permission, Set<String> watched) {
        this.permission = permission;
        this.watched = watched;
    }

    public boolean isNeeded(ProxyAccount account, KubernetesClient client) {
        return ResourceKind.claimants().stream().anyMatch(kind -> isNeededBy(kind, account, client));
    }

    private <R extends CustomResource<?, ?>> boolean isNeededBy(
            Class<R> kind, ProxyAccount account, KubernetesClient client) {
        return new ConsistentList<>(client, kind, whereItMayBeUsed(account))
                .anyMatch(resource -> resource.hasFinalizer(ApiGroup.MEMBERSHIP_FINALIZER)
                        && mayUse((Claimant<?>) resource, account));
    }

    private boolean mayUse(Claimant<?> resource, ProxyAccount account) {
        String namespace = resource.getMetadata().getNamespace();
        return Accounts.Name.of(resource).equals(Optional.of(Accounts.nameOf(account)))
                && (namespace.equals(account.getMetadata().getNamespace())
                        || permission.admits(account.settings().sharing(), namespace));
    }

    /** Empty means all namespaces. */
    private Set<String> whereItMayBeUsed(ProxyAccount account) {
        Audience allowed = account.settings().sharing().namespaces();
        boolean open = allowed.everyone() || allowed.selects();
        if (open && watched.isEmpty()) {
            return Set.of();
        }
        Set<String> namespaces = new TreeSet<>(open ? watched : allowed.names());
        if (!watched.isEmpty()) {
            namespaces.retainAll(watched);
        }
        namespaces.add(account.getMetadata().getNamespace());
        return namespaces;
    }
}
