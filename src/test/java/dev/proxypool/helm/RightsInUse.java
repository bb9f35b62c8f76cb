package dev.proxypool.helm;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The rights that the operator used on a real API server are the rights that the chart gives: read in the server's audit log
 * ({@code -Daudit.log=FILE}, kept by {@code src/test/helm/audit-policy.yaml}) after all stories and the scripts. No test by
 * itself, so that it is run after them: {@code -Dtest=RightsInUse}.
 */
final class RightsInUse {

    /** An operator of some namespaces asks once whether its definition is being deleted, and does without the answer. */
    private static final Set<Right> ASKED_IN_VAIN =
            Set.of(new Right("apiextensions.k8s.io", "customresourcedefinitions", "get"));

    /** java-operator-sdk asks whether it has this one, does not start without it, and patches all the same. */
    private static final Right DEMANDED = new Right("coordination.k8s.io", "leases", "update");

    /** Kubernetes lets everybody ask what he may do. */
    private static final String OWN_RIGHTS = "authorization.k8s.io";

    private record Right(String group, String resource, String verb) implements Comparable<Right> {

        static Right of(JsonNode event) {
            JsonNode object = event.path("objectRef");
            String part = object.path("subresource").asText("");
            return new Right(
                    object.path("apiGroup").asText(""),
                    object.path("resource").asText() + (part.isEmpty() ? "" : "/" + part),
                    event.path("verb").asText());
        }

        @Override
        public int compareTo(Right other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return verb + " " + resource + (group.isEmpty() ? "" : "." + group);
        }
    }

    @Test
    void everyRightOfTheChartIsUsed() throws IOException {
        assertThat(asked(false)).containsExactlyElementsOf(granted());
    }

    @Test
    void nothingIsAskedForThatTheChartDoesNotGrant() throws IOException {
        assertThat(asked(true)).isSubsetOf(ASKED_IN_VAIN);
    }

    private static Set<Right> granted() {
        var several = Chart.template().set("replicas", "2").set("accounts.namespaceSelectors", "true");
        return Stream.concat(
                        Chart.objects(several, Role.class).stream().map(Role::getRules),
                        Chart.ownClusterRoles(several).stream().map(ClusterRole::getRules))
                .flatMap(List::stream)
                .flatMap(RightsInUse::of)
                .filter(right -> !right.equals(DEMANDED))
                .collect(toCollection(TreeSet::new));
    }

    private static Stream<Right> of(PolicyRule rule) {
        return rule.getApiGroups().stream()
                .flatMap(group -> rule.getResources().stream()
                        .flatMap(resource -> rule.getVerbs().stream().map(verb -> new Right(group, resource, verb))));
    }

    /** By a ServiceAccount of the chart: the stories', or the one that Helm installed. */
    private static Set<Right> asked(boolean denied) throws IOException {
        var json = new ObjectMapper();
        var rights = new TreeSet<Right>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("audit.log")))) {
            JsonNode event = json.readTree(line);
            boolean forbidden = event.path("annotations")
                    .path("authorization.k8s.io/decision")
                    .asText()
                    .equals("forbid");
            if (isOurs(event.path("user").path("username").asText())
                    && event.path("objectRef").has("resource")
                    && forbidden == denied) {
                rights.add(Right.of(event));
            }
        }
        rights.removeIf(right -> right.group().equals(OWN_RIGHTS));
        return rights;
    }

    private static boolean isOurs(String user) {
        return user.startsWith("system:serviceaccount:" + Chart.NAMESPACE + ":")
                || user.startsWith("system:serviceaccount:proxypool:");
    }
}
