package dev.proxypool.helm;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;

/** Who the operator is in a cluster, and what it may do there: the chart's account and rights, and nothing else of it. */
public final class ChartAccount {

    /** The label of a role for people, up to the name of Kubernetes' own role that it is added to. */
    public static final String AGGREGATE = Chart.AGGREGATE;

    private ChartAccount() {}

    /** Of an installation that also reads the labels of Namespaces, with the roles for people. */
    public static List<HasMetadata> objects() {
        return Chart.objects(Chart.template().set("accounts.namespaceSelectors", "true")).stream()
                .filter(object -> object instanceof ServiceAccount
                        || object instanceof ClusterRole
                        || object instanceof ClusterRoleBinding
                        || object instanceof Role
                        || object instanceof RoleBinding)
                .toList();
    }

    /** What an installation with {@code watchNamespaces} may do in one of its namespaces; and it has no rights elsewhere. */
    public static Role roleIn(String namespace) {
        return Chart.objects(Chart.template().set("watchNamespaces[0]", namespace), Role.class).stream()
                .filter(role -> namespace.equals(role.getMetadata().getNamespace()))
                .findFirst()
                .orElseThrow();
    }

    public static String namespace() {
        return Chart.NAMESPACE;
    }
}
