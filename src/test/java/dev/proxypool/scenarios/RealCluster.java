package dev.proxypool.scenarios;

import dev.proxypool.api.ResourceKind;
import dev.proxypool.app.Definitions;
import dev.proxypool.helm.ChartAccount;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.UUID;

/** The cluster of the current KUBECONFIG, with the definitions of {@code crds/} installed. */
final class RealCluster {

    /** For all stories that this JVM tells; its clients end with the JVM. */
    private static final class Holder {
        private static final RealCluster THE_ONE = new RealCluster();
    }

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    /** Who the operator is: the chart's own account, with the chart's rights and no others. */
    private final KubernetesClient operator;

    private RealCluster() {
        install();
        operator = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withOauthToken(tokenOfTheChart())
                        .withClientCertData(null)
                        .withClientKeyData(null)
                        .withClientCertFile(null)
                        .withClientKeyFile(null)
                        .withUsername(null)
                        .withPassword(null)
                        .withAuthProvider(null)
                        .build())
                .build();
        requireThatItIsNoAdministrator();
    }

    static RealCluster theOne() {
        return Holder.THE_ONE;
    }

    /** Otherwise the stories would show nothing about the chart's rights. */
    private void requireThatItIsNoAdministrator() {
        var review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withVerb("delete")
                .withResource("namespaces")
                .endResourceAttributes()
                .endSpec()
                .build();
        if (operator.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed()) {
            throw new IllegalStateException(
                    "the operator of the stories may delete namespaces, so it is not the chart's");
        }
    }

    private String tokenOfTheChart() {
        client.namespaces().resource(namespace(ChartAccount.namespace())).createOr(NonDeletingOperation::update);
        String account = "";
        for (HasMetadata object : ChartAccount.objects()) {
            client.resource(object).createOr(NonDeletingOperation::update);
            account = object instanceof ServiceAccount ? object.getMetadata().getName() : account;
        }
        var request = new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(3_600L)
                .endSpec()
                .build();
        return client.serviceAccounts()
                .inNamespace(ChartAccount.namespace())
                .withName(account)
                .tokenRequest(request)
                .getStatus()
                .getToken();
    }

    private static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    /** A person who has one of Kubernetes' own roles in that namespace, with what the chart adds to it, and nothing else. */
    KubernetesClient person(String namespace, String role) {
        String name = role + "-of-" + namespace;
        client.rbac().clusterRoles().withLabel(ChartAccount.AGGREGATE + role, "true").list().getItems().stream()
                .map(granted -> granted.getMetadata().getName())
                .forEach(granted -> client.resource(new RoleBindingBuilder()
                                .withNewMetadata()
                                .withName(name + "-" + granted)
                                .withNamespace(namespace)
                                .endMetadata()
                                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", granted)
                                .addNewSubject("rbac.authorization.k8s.io", "User", name, null)
                                .build())
                        .create());
        return impersonating(name);
    }

    void install() {
        Definitions.install(client);
    }

    /** A namespace of its own, deleted at the end. */
    TestEnvironment environment() {
        String namespace = newNamespace();
        return new TestEnvironment(client, operator, namespace, () -> clear(namespace));
    }

    /** The same, with an operator that has rights in that namespace only, as the chart gives them with watchNamespaces. */
    TestEnvironment environmentOfItsOwnNamespace() {
        String namespace = newNamespace();
        String user = "operator-of-" + namespace;
        Role role = ChartAccount.roleIn(namespace);
        client.resource(role).create();
        client.resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(user)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewRoleRef(
                                "rbac.authorization.k8s.io",
                                "Role",
                                role.getMetadata().getName())
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .create();
        return new TestEnvironment(client, impersonating(user), namespace, () -> clear(namespace));
    }

    private KubernetesClient impersonating(String user) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withImpersonateUsername(user)
                        .build())
                .build();
    }

    /** The same, with trouble between operators and the API. */
    TestEnvironment environmentBehindProxy() {
        String namespace = newNamespace();
        return TestEnvironment.behindProxy(client, operator, namespace, () -> clear(namespace));
    }

    private String newNamespace() {
        String namespace = "scenario-" + UUID.randomUUID().toString().substring(0, 8);
        client.namespaces().resource(namespace(namespace)).create();
        return namespace;
    }

    /** A bare API server has no controller that empties namespaces, and no operator is left that would let go. */
    private void clear(String namespace) {
        for (Class<? extends HasMetadata> type : ResourceKind.types()) {
            client.resources(type)
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(resource -> release(client.resource(resource)));
        }
        for (var secret : client.secrets().inNamespace(namespace).list().getItems()) {
            release(client.resource(secret));
        }
        client.namespaces().withName(namespace).delete();
    }

    /** Lets go of what earlier tests left behind in other namespaces, where no operator is left to do it. */
    void releaseAllBut(String namespace) {
        for (Class<? extends HasMetadata> type : ResourceKind.claimants()) {
            client.resources(type).inAnyNamespace().list().getItems().stream()
                    .filter(resource -> !resource.getMetadata().getNamespace().equals(namespace))
                    .forEach(resource -> release(client.resource(resource)));
        }
    }

    private static <T extends HasMetadata> void release(Resource<T> object) {
        object.edit(there -> {
            there.getMetadata().setFinalizers(List.of());
            return there;
        });
        object.delete();
    }
}
