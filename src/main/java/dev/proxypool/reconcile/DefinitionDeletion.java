package dev.proxypool.reconcile;

import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The definition of a kind, as the API server has it. */
final class DefinitionDeletion {

    private static final Logger log = LoggerFactory.getLogger(DefinitionDeletion.class);

    private DefinitionDeletion() {}

    /**
     * Whether the definition itself is being deleted, and with it every resource of the kind: nobody asked for empty pools
     * then. Costs one read of the API server, and is asked for resources that are being deleted only.
     */
    static boolean isBeingDeleted(Class<? extends CustomResource<?, ?>> kind, KubernetesClient client) {
        String name = CustomResource.getCRDName(kind);
        try {
            var definition = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .get();
            return definition != null && definition.isMarkedForDeletion();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            // An operator for single namespaces has no right to see definitions.
            log.atDebug().addKeyValue("definition", name).log("the definition may not be read");
            return false;
        }
    }
}
