package dev.proxypool.reconcile;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.kube.ConsistentList;
import dev.proxypool.reconcile.kube.SharedRead;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Claims of one kind that the API server has and the informer's cache does not show yet. A consistent list finds them:
 * with a field selector if one fits the request, otherwise by a list of the whole kind, which concurrent callers share.
 */
final class NewerClaims<R extends HasMetadata & Claimant<R>> {

    private final ConsistentList<R> all;
    private final IndexerResourceCache<R> known;
    private final SharedRead<Map<String, Set<Sid.Member>>> whole = new SharedRead<>(() -> read(null));
    private volatile @Nullable String field;

    NewerClaims(Class<R> kind, ConsistentList<R> all, IndexerResourceCache<R> known) {
        this.all = all;
        this.known = known;
        this.field = ResourceKind.of(kind).memberField();
    }

    /**
     * The members that newer claims name, at least the requested ones.
     *
     * @param only the one member requested; null for all
     * @param exceptUid the resource that asks
     */
    Set<Sid.Member> codes(Sid.@Nullable Member only, String exceptUid) {
        String selectable = field;
        Map<String, Set<Sid.Member>> newer =
                only != null && selectable != null ? readOn(selectable + "=" + only) : whole.get();
        return newer.entrySet().stream()
                .filter(claimed -> !claimed.getKey().equals(exceptUid))
                .flatMap(claimed -> claimed.getValue().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private Map<String, Set<Sid.Member>> readOn(String selector) {
        try {
            return read(selector);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_BAD_REQUEST) {
                throw e;
            }
            // Before Kubernetes 1.31 no field of a custom resource can be used as a selector.
            field = null;
            return whole.get();
        }
    }

    /** The members named by objects that the cache has in another version, or not at all; by the objects' UIDs. */
    private Map<String, Set<Sid.Member>> read(@Nullable String field) {
        Map<String, Set<Sid.Member>> newer = new HashMap<>();
        all.anyMatch(field, there -> {
            if (!isKnown(there)) {
                newer.put(there.getMetadata().getUid(), Set.copyOf(there.members()));
            }
            return false;
        });
        return newer;
    }

    private boolean isKnown(R there) {
        return known.get(ResourceID.fromResource(there))
                .filter(cached ->
                        cached.getMetadata().getUid().equals(there.getMetadata().getUid())
                                && !there.needsPassAfter(cached))
                .isPresent();
    }
}
