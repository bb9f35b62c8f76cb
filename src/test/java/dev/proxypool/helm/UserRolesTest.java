package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the chart adds to Kubernetes' own roles for people. */
final class UserRolesTest {

    private static final Set<String> READ = Set.of("get", "list", "watch");
    private static final Set<String> CHANGE =
            Set.of("get", "list", "watch", "create", "update", "patch", "delete", "deletecollection");

    @ParameterizedTest
    @CsvSource({
        "view,proxyshortcodes,false",
        "view,proxyshortcodepools,false",
        "view,proxyaccounts,false",
        "view,proxyphonenumbers,false",
        "view,proxyphonenumberpools,false",
        "edit,proxyshortcodes,true",
        "edit,proxyshortcodepools,true",
        "edit,proxyaccounts,false",
        "edit,proxyphonenumbers,true",
        "edit,proxyphonenumberpools,true",
        "admin,proxyshortcodes,true",
        "admin,proxyshortcodepools,true",
        "admin,proxyaccounts,true",
        "admin,proxyphonenumbers,true",
        "admin,proxyphonenumberpools,true"
    })
    void aRoleReadsAllKindsAndChangesThoseOfIts(String role, String resource, boolean changes) {
        assertThat(verbs(role, resource)).isEqualTo(changes ? CHANGE : READ);
    }

    @Test
    void noRoleHasAStatus() {
        assertThat(roles().stream()
                        .flatMap(role -> role.getRules().stream())
                        .flatMap(rule -> rule.getResources().stream()))
                .isNotEmpty()
                .noneMatch(resource -> resource.contains("/") || resource.contains("*"));
    }

    @Test
    void theRolesCanBeLeftOut() {
        assertThat(roles("rbac.userRoles", "false")).isEmpty();
        assertThat(roles("rbac.create", "false")).isEmpty();
        assertThat(roles("watchNamespaces[0]", "one")).isEmpty();
    }

    private static Set<String> verbs(String aggregate, String resource) {
        return roles().stream()
                .filter(role -> "true".equals(role.getMetadata().getLabels().get(Chart.AGGREGATE + aggregate)))
                .flatMap(role -> role.getRules().stream())
                .filter(rule -> rule.getApiGroups().equals(List.of("proxypool.dev")))
                .filter(rule -> rule.getResources().contains(resource))
                .map(PolicyRule::getVerbs)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<ClusterRole> roles() {
        return roles("replicas", "1");
    }

    private static List<ClusterRole> roles(String key, String value) {
        var command = Chart.template().set(key, value);
        List<ClusterRole> all = Chart.objects(command, ClusterRole.class);
        List<ClusterRole> own = Chart.ownClusterRoles(command);
        return all.stream().filter(role -> !own.contains(role)).toList();
    }
}
