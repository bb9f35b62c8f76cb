package dev.proxypool.reconcile.account;

import dev.proxypool.api.AccountRef;
import dev.proxypool.api.Claimant;
import dev.proxypool.domain.Sharing;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether a resource may use an account. If it may not, the operator makes no calls for it, and removes nothing that it
 * holds.
 */
final class Permission {

    private final Function<String, Map<String, String>> labelsOf;

    Permission(Function<String, Map<String, String>> labelsOf) {
        this.labelsOf = labelsOf;
    }

    /**
     * An account with what its owner permits.
     *
     * @param sharing what the owner permits
     */
    record Permitted(Access access, Sharing sharing) {}

    boolean admits(Sharing sharing, String namespace) {
        return sharing.namespaces().admits(namespace, labelsOf);
    }

    /** The operator's own account. */
    Access own(Permitted own, Claimant<?> resource) {
        String namespace = resource.getMetadata().getNamespace();
        if (own.access() instanceof Access.Open && !admits(own.sharing(), namespace)) {
            return Accounts.closed(
                    "this namespace may not use the operator's default account: name a ProxyAccount in accountRef, or"
                            + " ask for this namespace to be allowed (PROXYPOOL_ACCOUNT_NAMESPACES, or"
                            + " defaultAccount.namespaces of the chart)");
        }
        return withinServices(own, resource, "the operator's default account (PROXYPOOL_ACCOUNT_SERVICES)");
    }

    /**
     * A ProxyAccount. The message for an account of another namespace does not show whether the account is missing, is
     * not shared, or is not watched; nor why it is not ready.
     *
     * @param declared null if there is none
     */
    Access declared(@Nullable Permitted declared, Claimant<?> resource) {
        AccountRef ref = resource.accountRef().orElseThrow();
        String namespace = resource.getMetadata().getNamespace();
        String name = ref.asSeenFrom(namespace);
        if (ref.namespace().equals(namespace)) {
            return declared == null
                    ? Accounts.closed("there is no ProxyAccount %s in this namespace".formatted(name))
                    : withinServices(declared, resource, "ProxyAccount %s (spec.services)".formatted(name));
        }
        if (declared == null || !admits(declared.sharing(), namespace)) {
            return Accounts.closed(
                    "there is no ProxyAccount %s that this namespace may use: it must exist, and its spec.allowedNamespaces must allow this namespace"
                            .formatted(name));
        }
        return switch (withinServices(declared, resource, "ProxyAccount %s (spec.services)".formatted(name))) {
            case Access.Open(var account, var use) -> new Access.Open(account, use.by(name));
            case Access.Closed _
            when declared.access() instanceof Access.Closed ->
                Accounts.closed("ProxyAccount %s is not ready; see its status".formatted(name));
            case Access.Closed refused -> refused;
        };
    }

    private static Access withinServices(Permitted account, Claimant<?> resource, String whose) {
        Optional<Access> refusal = account.sharing()
                .forbidden(resource.services())
                .map(service -> Accounts.closed("%s does not allow Service %s".formatted(whose, service)));
        return account.access() instanceof Access.Open ? refusal.orElse(account.access()) : account.access();
    }
}
