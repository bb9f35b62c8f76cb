package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.Scenarios.KS1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Audience;
import dev.proxypool.domain.Sharing;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What people may do with the roles of the chart, as {@code kubectl auth can-i --as} tells it, and which namespaces may use an
 * account, on the cluster of the current KUBECONFIG.
 */
class RealClusterPeopleIT {

    private static final RealCluster CLUSTER = RealCluster.theOne();

    @ParameterizedTest
    @CsvSource({
        "view, get, proxyshortcodes, '', yes",
        "view, list, proxyaccounts, '', yes",
        "view, create, proxyshortcodes, '', no",
        "edit, create, proxyshortcodes, '', yes",
        "edit, patch, proxyshortcodepools, '', yes",
        "edit, create, proxyphonenumbers, '', yes",
        "edit, patch, proxyphonenumberpools, '', yes",
        "edit, deletecollection, proxyshortcodes, '', yes",
        "edit, get, proxyaccounts, '', yes",
        "edit, create, proxyaccounts, '', no",
        "edit, patch, proxyaccounts, '', no",
        "edit, patch, proxyshortcodes, status, no",
        "edit, update, proxyshortcodepools, status, no",
        "edit, patch, proxyphonenumbers, status, no",
        "admin, create, proxyaccounts, '', yes",
        "admin, delete, proxyaccounts, '', yes",
        "admin, patch, proxyaccounts, status, no",
        "admin, update, proxyshortcodes, status, no"
    })
    void aPersonMayDoWhatTheRoleSays(String role, String verb, String resource, String part, String answer) {
        try (TestEnvironment environment = CLUSTER.environment();
                KubernetesClient person = CLUSTER.person(environment.namespace(), role)) {
            assertThat(may(person, environment.namespace(), verb, resource, part))
                    .isEqualTo(answer.equals("yes"));
            assertThat(may(person, "default", verb, resource, part)).isFalse();
        }
    }

    @Test
    void aProtectedLabelDecidesWhoMayUseTheDefaultAccount() {
        try (Tenants tenants = new Tenants(CLUSTER.environment(), Telling.SHORT_CODES);
                KubernetesClient editor = CLUSTER.person(tenants.environment().namespace(), "edit")) {
            String namespace = tenants.environment().namespace();
            tenants.startOperator(new Sharing(Audience.of(Set.of(), Map.of("team", namespace)), Set.of()));
            tenants.applyAs(
                    editor, namespace, "promo", Map.of("serviceSid", KS1, "shortCodeSid", "SC" + "0".repeat(31) + "1"));
            tenants.await(namespace, "promo", "AccountNotReady");
            assertThat(may(editor, namespace, "patch", "namespaces", "")).isFalse();

            tenants.label(namespace, Map.of("team", namespace));

            tenants.await(namespace, "promo", "InSync");
        }
    }

    private static boolean may(KubernetesClient person, String namespace, String verb, String resource, String part) {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withGroup(resource.startsWith("proxy") ? "proxypool.dev" : "")
                .withResource(resource)
                .withSubresource(part)
                .withVerb(verb)
                .endResourceAttributes()
                .endSpec()
                .build();
        return person.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed();
    }
}
