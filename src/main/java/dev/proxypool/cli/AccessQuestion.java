package dev.proxypool.cli;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/** Whether a person may do something, as {@code kubectl auth can-i} asks it: an API server stores no such review. */
record AccessQuestion(KubernetesClient client) {

    /**
     * @param namespace null for all
     * @return null if the server does not answer such questions
     */
    @Nullable
    Boolean mayPatch(ResourceKind kind, @Nullable String namespace) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withGroup(ApiGroup.NAME)
                .withResource(kind.plural())
                .withVerb("patch")
                .withNamespace(namespace)
                .endResourceAttributes()
                .endSpec()
                .build();
        try {
            var answer = client.authorization()
                    .v1()
                    .selfSubjectAccessReview()
                    .create(review)
                    .getStatus();
            return answer == null ? null : answer.getAllowed();
        } catch (KubernetesClientException e) {
            if (e.getCode() > HttpURLConnection.HTTP_UNAUTHORIZED) {
                return null;
            }
            throw e;
        }
    }
}
