package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator may do what it needs to, and nothing else. A right more or less is a line here. */
final class RightsTest {

    private static final String OURS =
            "proxypool.dev/proxyshortcodes,proxyshortcodepools,proxyphonenumbers,proxyphonenumberpools,proxyaccounts"
                    + ": get,list,watch,patch";
    private static final String STATUS = "proxypool.dev/proxyshortcodes/status,proxyshortcodepools/status,"
            + "proxyphonenumbers/status,proxyphonenumberpools/status,proxyaccounts/status: patch";
    private static final String EVENTS = "/events: create,get,patch";
    private static final String SECRETS = "/secrets: get,list,watch,patch";
    private static final String DEFINITIONS = "apiextensions.k8s.io/customresourcedefinitions"
            + "[proxyshortcodes.proxypool.dev,proxyshortcodepools.proxypool.dev,proxyphonenumbers.proxypool.dev,"
            + "proxyphonenumberpools.proxypool.dev,proxyaccounts.proxypool.dev]: get";

    @Test
    void withoutNamespacesItHoldsEverywhere() {
        assertThat(Chart.ownClusterRoles(Chart.template()))
                .singleElement()
                .satisfies(role ->
                        assertThat(said(role.getRules())).containsExactly(OURS, STATUS, EVENTS, SECRETS, DEFINITIONS));
    }

    @Test
    void withNamespacesItHoldsThereAndNothingOfTheClusterIsTouched() {
        var namespaced = Chart.template().set("watchNamespaces[0]", "one").set("watchNamespaces[1]", "two");

        assertThat(Chart.objects(namespaced, ClusterRole.class)).isEmpty();
        assertThat(Chart.objects(namespaced, ClusterRoleBinding.class)).isEmpty();
        assertThat(Chart.objects(namespaced, Role.class))
                .filteredOn(role -> !isOfTheLease(role))
                .allSatisfy(role -> assertThat(said(role.getRules())).containsExactly(OURS, STATUS, EVENTS, SECRETS))
                .extracting(role -> role.getMetadata().getNamespace())
                .containsExactly("one", "two");
        assertThat(Chart.objects(namespaced, RoleBinding.class))
                .allSatisfy(binding -> assertThat(binding.getSubjects())
                        .singleElement()
                        .hasFieldOrPropertyWithValue("namespace", Chart.NAMESPACE))
                .extracting(binding -> binding.getMetadata().getNamespace())
                .containsExactly("one", "two", Chart.NAMESPACE);
    }

    @Test
    void withoutAccountsNoSecretMayBeRead() {
        var closed = Chart.template()
                .set("accounts.enabled", "false")
                .set("defaultAccount.existingSecret", "twilio")
                .set("defaultAccount.namespaces[0]", "*");

        assertThat(allRules(closed)).doesNotContain(SECRETS).noneMatch(rule -> rule.contains("secrets"));
    }

    @Test
    void namespacesAreReadOnlyIfASelectorMayNeedTheirLabels() {
        var account = Chart.template()
                .set("defaultAccount.existingSecret", "twilio")
                .set("defaultAccount.namespaceSelector.team", "a");
        var accounts = Chart.template().set("accounts.namespaceSelectors", "true");

        assertThat(allRules(account)).contains("/namespaces: list,watch");
        assertThat(allRules(accounts)).contains("/namespaces: list,watch");
        assertThat(allRules(Chart.template())).noneMatch(rule -> rule.contains("namespaces"));
    }

    @Test
    void theSecretsMayBeLimitedByName() {
        var limited = Chart.template().set("accounts.secretNames[0]", "one").set("accounts.secretNames[1]", "two");

        assertThat(allRules(limited)).contains("/secrets[one,two]: get,list,watch,patch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void oneReplicaOrSeveralHoldOneLeaseInTheNamespaceOfTheRelease(String replicas) {
        assertThat(Chart.objects(Chart.template().set("replicas", replicas), Role.class))
                .singleElement()
                .satisfies(role -> {
                    assertThat(role.getMetadata().getNamespace()).isEqualTo(Chart.NAMESPACE);
                    assertThat(isOfTheLease(role)).isTrue();
                    assertThat(said(role.getRules()))
                            .containsExactly(
                                    "coordination.k8s.io/leases[proxypool]: get,patch,update",
                                    "coordination.k8s.io/leases: create");
                });
    }

    @Test
    void everyBindingLeadsToARoleThatIsThere() {
        var several = Chart.template().set("replicas", "2");

        assertThat(Chart.objects(several, ClusterRoleBinding.class))
                .extracting(binding -> binding.getRoleRef().getName())
                .containsExactlyElementsOf(names(Chart.ownClusterRoles(several)));
        assertThat(Chart.objects(several, RoleBinding.class))
                .extracting(binding -> binding.getRoleRef().getName())
                .containsExactlyElementsOf(names(Chart.objects(several, Role.class)));
    }

    @Test
    void rightsGrantedByOthersAreNotGrantedAgain() {
        assertThat(allRules(Chart.template().set("rbac.create", "false").set("replicas", "2")))
                .isEmpty();
    }

    private static boolean isOfTheLease(Role role) {
        return role.getMetadata().getName().endsWith("-lease");
    }

    private static List<String> names(List<? extends io.fabric8.kubernetes.api.model.HasMetadata> objects) {
        return objects.stream().map(object -> object.getMetadata().getName()).toList();
    }

    private static List<String> allRules(TemplateCommand command) {
        return Stream.concat(
                        Chart.objects(command, Role.class).stream().map(Role::getRules),
                        Chart.ownClusterRoles(command).stream().map(ClusterRole::getRules))
                .flatMap(rules -> said(rules).stream())
                .toList();
    }

    /** A rule in one line: {@code group/resources[names]: verbs}. */
    private static List<String> said(List<PolicyRule> rules) {
        return rules.stream()
                .map(rule -> "%s/%s%s: %s"
                        .formatted(
                                String.join(",", rule.getApiGroups()),
                                String.join(",", rule.getResources()),
                                rule.getResourceNames().isEmpty()
                                        ? ""
                                        : "[" + String.join(",", rule.getResourceNames()) + "]",
                                String.join(",", rule.getVerbs())))
                .toList();
    }
}
