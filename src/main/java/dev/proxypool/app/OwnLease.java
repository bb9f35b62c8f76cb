package dev.proxypool.app;

import dev.proxypool.cli.Operators;
import dev.proxypool.proxy.http.UserAgent;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Lease of the operator, as one replica may write it: only while this replica holds it.
 *
 * @param identity of this replica; the same after a crash of the container, which then need not wait for itself
 */
record OwnLease(KubernetesClient client, String namespace, String identity) {

    static final String NAME = Operators.LEASE;

    private static final Logger log = LoggerFactory.getLogger(OwnLease.class);

    /** In a Pod its name is known and no other replica has it; elsewhere an identity is made up. */
    static String identity(String podName) {
        return podName.isBlank() ? UUID.randomUUID().toString() : podName;
    }

    Resource<Lease> resource() {
        return client.leases().inNamespace(namespace).withName(NAME);
    }

    boolean isOurs(@Nullable Lease lease) {
        return lease != null
                && lease.getSpec() != null
                && identity.equals(lease.getSpec().getHolderIdentity());
    }

    /** @return whether the Lease is ours and as it should be */
    boolean edit(String what, UnaryOperator<Lease> change) {
        Resource<Lease> lease = resource();
        try {
            Lease there = lease.get();
            if (isOurs(there)) {
                lease.patch(change.apply(there));
                log.atInfo().addKeyValue("identity", identity).log("the Lease was {}", what);
                return true;
            }
        } catch (KubernetesClientException e) {
            log.atWarn().log("the Lease could not be {}, and will expire: {}", what, e.getMessage());
        }
        return false;
    }

    /** The same, which shows the version of this operator. */
    static Lease withVersion(Lease lease) {
        return new LeaseBuilder(lease)
                .editOrNewMetadata()
                .addToAnnotations(Operators.VERSION_ANNOTATION, UserAgent.VERSION)
                .endMetadata()
                .build();
    }

    /** On the Lease of an elector, which may renew it at the same time: so without a condition. */
    void showVersion() {
        try {
            resource()
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                    .formatted(Operators.VERSION_ANNOTATION, UserAgent.VERSION));
        } catch (KubernetesClientException e) {
            log.atInfo().log("the Lease does not show the version of this operator: {}", e.getMessage());
        }
    }

    /** Another replica need not wait until the Lease expires. */
    void release() {
        edit(
                "released",
                lease -> new LeaseBuilder(lease)
                        .editSpec()
                        .withHolderIdentity(null)
                        .withLeaseDurationSeconds(1)
                        .endSpec()
                        .build());
    }
}
