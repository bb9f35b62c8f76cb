package dev.proxypool;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * There is one way to write our objects: {@code ObjectWriter}, by an {@code ObjectPatch}. A write by the framework hides what
 * happens to the object meanwhile, and any other may hit a namesake or overwrite an edit.
 */
class OneWayToWriteTest {

    private static final String ROOT = "dev.proxypool.";

    /** Who writes to Kubernetes, and what. An entry that is not needed fails, too. */
    private static final Map<String, String> WRITERS = Map.of(
            "reconcile.kube.ObjectPatch", "status and finalizers of our objects, finalizers of Secrets",
            "reconcile.kube.EventPublisher", "events",
            "app.Heartbeat", "the Lease of a single replica",
            "app.OwnLease", "the Lease, prolonged or labelled",
            "app.Definitions", "the definitions, for try-outs",
            "app.ManifestFolder", "what a person has in a folder, for try-outs",
            "app.KubeCleanup", "what a try-out made",
            "app.TrainingGround", "the objects of a training",
            "cli.Resources", "what a person asks for by a command",
            "cli.AccessQuestion", "nothing: a question that an API server does not store");

    /** Who may use the means to write our objects. */
    private static final Map<String, Set<String>> USERS = Map.of(
            "reconcile.kube.ObjectPatch", Set.of("reconcile.kube.ObjectWriter", "reconcile.kube.Finalizers"),
            // The account: for its Secret, which is no object of ours.
            "reconcile.kube.Finalizers", Set.of("reconcile.kube.ObjectWriter", "reconcile.AccountReconciler"));

    private static final String WRITING = "(patch|edit|replace|update|create|delete|serverSideApply)\\w*";

    @Test
    void nobodyElseWritesToKubernetes() {
        Set<String> writers = MainClasses.CLASSES.stream()
                .filter(type -> type.getAccessesFromSelf().stream().anyMatch(OneWayToWriteTest::writes))
                .map(OneWayToWriteTest::name)
                .collect(Collectors.toSet());

        assertThat(writers).containsExactlyInAnyOrderElementsOf(WRITERS.keySet());
    }

    @Test
    void theMeansToWriteOurObjectsAreUsedByNobodyElse() {
        USERS.forEach((means, users) -> {
            Set<String> there = MainClasses.CLASSES.get(ROOT + means).getDirectDependenciesToSelf().stream()
                    .map(dependency -> name(dependency.getOriginClass()))
                    .filter(user -> !user.equals(means))
                    .collect(Collectors.toSet());
            assertThat(there).as("users of " + means).isEqualTo(users);
        });
    }

    @Test
    void nothingIsWrittenByTheFramework() {
        String writes =
                "resourceOperations|patch\\w*|updateAndCache\\w*|ssaPatch\\w*|addFinalizer\\w*|removeFinalizer\\w*";

        frameworkIsNotAskedTo(writes).check(MainClasses.CLASSES);
        assertThat(MainClasses.offends(frameworkIsNotAskedTo("noUpdate"))).isTrue();
    }

    private static ArchRule frameworkIsNotAskedTo(String methods) {
        return noClasses()
                .should()
                .accessTargetWhere(describe(
                        "java-operator-sdk is asked to " + methods,
                        (JavaAccess<?> access) ->
                                access.getTargetOwner().getPackageName().startsWith("io.javaoperatorsdk.")
                                        && access.getName().matches(methods)));
    }

    private static boolean writes(JavaAccess<?> access) {
        return access.getTargetOwner().getPackageName().startsWith("io.fabric8.kubernetes.client.dsl")
                && access.getName().matches(WRITING);
    }

    /** Of the file that it is in, without the project's own package. */
    private static String name(JavaClass type) {
        return type.getName().substring(ROOT.length()).replaceAll("\\$.*", "");
    }
}
