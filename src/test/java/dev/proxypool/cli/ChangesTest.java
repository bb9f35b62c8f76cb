package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that change something in the cluster: one field, of what is there, and only after a yes. */
class ChangesTest {

    private static final String PROMO = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata: {name: promo, namespace: messaging, labels: {team: a}, annotations: {note: mine}}
        spec: {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000001, later: 1}
        ---
        """;
    private static final String POOL = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCodePool
        metadata: {name: all, namespace: messaging}
        spec: {serviceSid: KS00000000000000000000000000000002, shortCodes: [{sid: SC00000000000000000000000000000004}]}
        status:
          conditions:
            - {type: Ready, status: "False", observedGeneration: 1, reason: RemovalsHeld,
               message: in whatever words}
          heldRemovals: {count: 30, hash: 0a5cf720baae}
          plan:
            - {action: Reserve, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: reserved,
               shortCodeSid: SC00000000000000000000000000000004}
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
               shortCodeSid: SC00000000000000000000000000000011, shortCode: "10021"}
        ---
        """;

    private final TestCluster cluster = new TestCluster();

    @BeforeEach
    void fill() {
        cluster.has(PROMO + POOL);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void nothingButTheOneFieldIsTouched() {
        ProxyShortCode before = promo();

        run(Terminal.piped(), "suspend psc/promo");
        run(Terminal.piped(), "reconcile psc/promo");

        ProxyShortCode after = promo();
        assertThat(after.getSpec().written().path("suspend").asBoolean()).isTrue();
        assertThat(after.getSpec().written().path("later").asInt()).isEqualTo(1);
        assertThat(after.getSpec().written()).hasSize(before.getSpec().written().size() + 1);
        assertThat(after.getMetadata().getLabels())
                .isEqualTo(before.getMetadata().getLabels());
        assertThat(after.getMetadata().getAnnotations())
                .containsEntry("note", "mine")
                .containsOnlyKeys("note", "reconcile.proxypool.dev/requestedAt");
    }

    @Test
    void whatIsSoAlreadyIsToldAndLeft() {
        run(Terminal.piped(), "suspend psc/promo");
        String version = promo().getMetadata().getResourceVersion();

        Terminal again = Terminal.piped();
        assertThat(run(again, "suspend psc/promo")).isEqualTo(Exit.FINE);
        assertThat(again.out()).isEqualTo("psc/promo: already suspended\n");
        assertThat(promo().getMetadata().getResourceVersion()).isEqualTo(version);

        Terminal other = Terminal.piped();
        run(other, "resume pscp/all");
        assertThat(other.out()).isEqualTo("pscp/all: already not suspended\n");
    }

    @ParameterizedTest
    @CsvSource({"suspend", "resume", "reconcile", "orphan --yes"})
    void ifOneIsNotThereNothingIsChanged(String command) {
        String version = promo().getMetadata().getResourceVersion();
        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, command + " psc/promo psc/nobody")).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .endsWith("proxypool: there is no ProxyShortCode nobody in namespace messaging; there is: promo\n");
        assertThat(promo().getMetadata().getResourceVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        suspend pxa/main          | pxa/main is a ProxyAccount: suspend the resources that use the account instead
        reconcile pxa main        | pxa/main is a ProxyAccount: the operator reconciles an account when it or its Secret changes
        orphan pxa/main           | pxa/main is a ProxyAccount: an account holds no members
        approve psc/promo         | psc/promo is a ProxyShortCode: only a pool holds removals
        approve pscp/all pscp/two | name exactly one pool
        resume psc                | a name is required: psc/NAME
        reconcile psc/a --timeout -3s | Invalid value for option '--timeout': must be a duration such as 500ms, 30s or 5m, got '-3s'
        """)
    void whatMakesNoSenseIsWrongUsage(String typed, String told) {
        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, typed)).isEqualTo(2);
        assertThat(terminal.err()).startsWith("proxypool: " + told + "\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kustomize.toolkit.fluxcd.io/name: pools, kustomize.toolkit.fluxcd.io/namespace: flux-system | Flux (Kustomization flux-system/pools)
        helm.toolkit.fluxcd.io/name: pools                                                         | Flux (HelmRelease pools)
        argocd.argoproj.io/instance: pools                                                         | Argo CD (Application pools)
        """)
    void whoeverAppliesItIsNamed(String labels, String owner) {
        cluster.has(PROMO.replace("name: promo", "name: applied").replace("team: a", labels));
        Terminal terminal = Terminal.piped();

        run(terminal, "suspend psc/applied");

        assertThat(terminal.err())
                .isEqualTo(
                        "note: psc/applied is applied by %s, which puts suspend back if its manifest has it: change it"
                                        .formatted(owner)
                                + " there too\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        argocd.argoproj.io/tracking-id: 'pools:proxypool.dev/ProxyShortCode:messaging/applied' | Argo CD (Application pools)
        meta.helm.sh/release-name: pools                                                     | Helm (release pools)
        """)
    void itIsKnownByItsAnnotationsToo(String annotations, String owner) {
        cluster.has(PROMO.replace("name: promo", "name: applied").replace("note: mine", annotations));
        Terminal terminal = Terminal.piped();

        run(terminal, "suspend psc/applied");

        assertThat(terminal.err()).startsWith("note: psc/applied is applied by " + owner);
    }

    @ParameterizedTest
    @CsvSource({"false, suspend, true", "true, suspend, false", "true, resume, true"})
    void whatKubectlAppliedWithAnotherValueWillBeSetBack(String applied, String command, boolean told) {
        cluster.has(PROMO.replace("name: promo", "name: applied")
                .replace(
                        "note: mine",
                        "kubectl.kubernetes.io/last-applied-configuration: '{\"spec\":{\"suspend\":%s}}'"
                                .formatted(applied))
                .replace("later: 1", "suspend: " + command.equals("resume")));
        Terminal terminal = Terminal.piped();

        run(terminal, command + " psc/applied");

        assertThat(terminal.err())
                .isEqualTo(
                        told
                                ? "note: psc/applied was applied by kubectl from a manifest that has suspend: the next"
                                        + " kubectl apply sets it back, so change it there too\n"
                                : "");
    }

    @Test
    void whatNobodyElseAppliesGetsNoNote() {
        Terminal terminal = Terminal.piped();

        run(terminal, "suspend psc/promo");

        assertThat(terminal.err()).isEmpty();
    }

    // Questions

    @ParameterizedTest
    @CsvSource({"serviceSid", "addingTo"})
    void noCodeIsLeftBehindWithoutAYes(String held) {
        cluster.has(PROMO.replace("---", "status: {%s: KS00000000000000000000000000000007}\n---".formatted(held))
                .replace("name: promo", "name: held"));
        Terminal no = Terminal.ofAPerson("no\n");
        assertThat(run(no, "orphan psc/held")).isEqualTo(Exit.FAILED);
        assertThat(no.err()).isEqualTo("""
            psc/held is not being deleted; on deletion, the operator releases it at once, and its member \
            (SC00000000000000000000000000000001) stays in the pool of KS00000000000000000000000000000007
            Leave this membership in the pool? [y/N] proxypool: nothing was changed
            """);
        Terminal script = Terminal.piped();
        assertThat(run(script, "orphan psc/held")).isEqualTo(Exit.FAILED);
        assertThat(script.err()).endsWith("proxypool: Leave this membership in the pool? Confirm with --yes.\n");
        assertThat(annotations("held")).isEqualTo(Map.of("note", "mine"));

        assertThat(run(Terminal.ofAPerson("yes\n"), "orphan psc/held")).isEqualTo(Exit.FINE);

        assertThat(annotations("held")).containsEntry("proxypool.dev/orphan", "true");
    }

    @Test
    void ofADeletionTheConsequenceIsToldBeforeTheAnswer() {
        String leaving = PROMO.replace("name: promo", "name: leaving, finalizers: [a/b]")
                .replace("---", "status: {serviceSid: KS00000000000000000000000000000007}\n---");
        cluster.has(leaving);
        cluster.client()
                .resources(ProxyShortCode.class)
                .inNamespace("messaging")
                .withName("leaving")
                .delete();
        Terminal no = Terminal.ofAPersonAt(60);

        assertThat(run(no, "orphan psc/leaving")).isEqualTo(Exit.FAILED);

        assertThat(no.err()).startsWith("""
            psc/leaving is being deleted. If you confirm, the operator
            releases it at once, and its member
            (SC00000000000000000000000000000001) stays in the pool of
            KS00000000000000000000000000000007
            Leave this membership in the pool? [y/N]\
            """);
        Terminal yes = Terminal.piped();
        assertThat(run(yes, "orphan psc/leaving --yes")).isEqualTo(Exit.FINE);
        assertThat(yes.err())
                .startsWith("psc/leaving is being deleted. The operator releases it at once, and its member (SC");
    }

    @Test
    void questionsAreBrokenBetweenWords() {
        Terminal terminal = Terminal.ofAPersonAt(60);

        run(terminal, "approve pscp/all");

        assertThat(terminal.err()).startsWith("""
            pscp/all would remove 30 members from the pool of
            KS00000000000000000000000000000002:
              SC00000000000000000000000000000011  10021  unreserved
              … and 29 more, which the status does not list
            Members that open Sessions use stay, reserved, until no
            Session uses them.
            Remove these 30 members? [y/N]\
            """);
    }

    @Test
    void whatHoldsNoCodeLeavesNoneBehindAndNeedsNoYes() {
        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, "orphan psc/promo")).isEqualTo(Exit.FINE);
        assertThat(run(terminal, "orphan pscp/all")).isEqualTo(Exit.FINE);

        assertThat(terminal.err()).endsWith("""
            psc/promo is not being deleted; on deletion, the operator releases it at once; it holds no member
            pscp/all is not being deleted; on deletion, the operator releases it at once; it holds no member
            """);
        assertThat(annotations("promo")).containsEntry("proxypool.dev/orphan", "true");
    }

    @Test
    void ofAPoolTheCodesThatItHoldsAreCounted() {
        cluster.has(POOL.replace("name: all", "name: holder")
                .replace(
                        "status:\n",
                        "status:\n  serviceSid: KS00000000000000000000000000000002\n"
                                + "  ledger: {reserved: AAAAAAAAAAE, unreserved: AAAAAAAAAAIAAAAAAAAAAw}\n"));
        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, "orphan pscp/holder --yes")).isEqualTo(Exit.FINE);

        assertThat(terminal.err())
                .isEqualTo("pscp/holder is not being deleted; on deletion, the operator releases it at once, and its 3"
                        + " members stay in the pool of KS00000000000000000000000000000002\n");
    }

    @Test
    void whatIsApprovedIsTheHashOfWhatWasShown() {
        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, "approve pscp all --yes")).isEqualTo(Exit.FINE);

        assertThat(terminal.err()).isEqualTo("""
            pscp/all would remove 30 members from the pool of KS00000000000000000000000000000002:
              SC00000000000000000000000000000011  10021  unreserved
              … and 29 more, which the status does not list
            Members that open Sessions use stay, reserved, until no Session uses them.
            """);
        assertThat(pool().approval()).contains("0a5cf720baae");
    }

    @Test
    void removalsThatAreHeldAreApprovedThoughTheMessageIsAboutSomethingWorse() {
        cluster.has(POOL.replace("name: all", "name: other").replace("RemovalsHeld", "Conflict"));

        assertThat(run(Terminal.piped(), "approve pscp other --yes")).isEqualTo(Exit.FINE);

        assertThat(pool("other").approval()).contains("0a5cf720baae");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        observedGeneration: 1 | pscp/old holds removals, but an older version of the operator wrote its status, without \
        the hash. Update the operator and repeat: proxypool reconcile pscp/old --wait -n messaging, then proxypool approve
        observedGeneration: 0 | pscp/old holds no removals to approve. Its status: not reconciled since the last \
        edit; before: RemovalsHeld
        """)
    void aStatusWithoutTheHashSaysWhatToDo(String observed, String told) {
        cluster.has(POOL.replace("name: all", "name: old")
                .replaceFirst(" *heldRemovals: .*\n", "")
                .replace("observedGeneration: 1", observed));
        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, "approve pscp old --yes")).isEqualTo(Exit.FAILED);

        assertThat(terminal.err()).isEqualTo("proxypool: " + told + "\n");
    }

    @Test
    void aHashOfAnEarlierGenerationIsNotApproved() {
        cluster.has(
                POOL.replace("name: all", "name: edited").replace("observedGeneration: 1", "observedGeneration: 0"));

        assertThat(run(Terminal.piped(), "approve pscp edited --yes")).isEqualTo(Exit.FAILED);

        assertThat(pool("edited").approval()).isEmpty();
    }

    private int run(Terminal terminal, String typed) {
        return cluster.run(terminal, typed + " -n messaging");
    }

    private Map<String, String> annotations(String name) {
        return cluster.client()
                .resources(ProxyShortCode.class)
                .inNamespace("messaging")
                .withName(name)
                .require()
                .getMetadata()
                .getAnnotations();
    }

    private ProxyShortCode promo() {
        return cluster.client()
                .resources(ProxyShortCode.class)
                .inNamespace("messaging")
                .withName("promo")
                .require();
    }

    private ProxyShortCodePool pool() {
        return pool("all");
    }

    private ProxyShortCodePool pool(String name) {
        return cluster.client()
                .resources(ProxyShortCodePool.class)
                .inNamespace("messaging")
                .withName(name)
                .require();
    }
}
