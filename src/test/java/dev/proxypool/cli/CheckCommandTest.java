package dev.proxypool.cli;

import static dev.proxypool.cli.SimulatedTwilio.ACCOUNT;
import static dev.proxypool.cli.SimulatedTwilio.KS1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.app.Main;
import dev.proxypool.proxy.http.UserAgent;
import dev.proxypool.simulator.LoggedRequest;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.VersionInfo;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A line for each thing that is checked, with the fix; nothing is written, and nothing is waited for without end. */
@Timeout(60)
class CheckCommandTest {

    private final TestCluster cluster = new TestCluster();
    private final SimulatedTwilio twilio = new SimulatedTwilio();
    private final Terminal terminal = Terminal.piped();

    @AfterEach
    void close() {
        cluster.close();
        twilio.close();
    }

    @Test
    void whatIsFineIsShownInALineEach() {
        definitions(text -> text);
        lease(Instant.now(), UserAgent.VERSION);

        assertThat(run("check -n messaging")).as(terminal.out()).isEqualTo(Exit.FINE);

        assertThat(terminal.err()).isEmpty();
        assertThat(terminal.out().lines())
                .anyMatch(line -> line.matches("ok {7}cluster {8}the Kubernetes API at http.* answers"))
                .contains("ok       definition     proxyshortcodes.proxypool.dev v1alpha1 is of this version")
                .contains("ok       definition     proxyshortcodepools.proxypool.dev v1alpha1 is of this version")
                .contains("ok       definition     proxyaccounts.proxypool.dev v1alpha1 is of this version")
                .contains("ok       permission     list ProxyAccounts in namespace messaging")
                .contains("ok       permission     list ProxyShortCodePools in namespace messaging")
                .anyMatch(
                        line -> line.startsWith("ok       operator       operator alive, version " + UserAgent.VERSION))
                .anyMatch(line -> line.matches("ok {7}credentials {4}of account " + ACCOUNT + ", for http://127.*"))
                .contains("ok       Proxy          answers: the account has 2 Services (ListService)")
                .contains("ok       Service        %s answers (FetchService)".formatted(KS1))
                .contains("ok       short codes    the pool of %s has 2 (ListShortCode)".formatted(KS1));
        assertThat(terminal.out().lines().toList().getLast()).startsWith("0 bad, 4 note, ");
    }

    @Test
    void nothingIsWritten() {
        definitions(text -> text);
        lease(Instant.now(), UserAgent.VERSION);
        run("check -A");

        assertThat(cluster.writes())
                .as("a review is a question, which an API server does not store")
                .allMatch(request -> request.endsWith(" /apis/authorization.k8s.io/v1/selfsubjectaccessreviews"));
        assertThat(twilio.simulator().requests()).isNotEmpty().noneMatch(LoggedRequest::isWrite);
    }

    @Test
    void aClusterWithoutDefinitionsAndOperatorIsBadWithTheFix() {
        assertThat(run("check --only cluster")).isEqualTo(Exit.FAILED);

        assertThat(terminal.out())
                .contains(
                        "bad      definition     proxyaccounts.proxypool.dev is not installed. Fix: install or upgrade"
                                + " the chart, or apply the install.yaml of the release (docs/install.md)")
                .contains("bad      operator       no operator found: there is no Lease proxypool in any namespace."
                        + " Fix: ")
                .doesNotContain("Proxy  ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        drainPeriod:  | gracePeriod: | bad      definition     proxyshortcodes.proxypool.dev is of another version, without spec.drainPeriod
        reserved:     | reservedd:   | bad      definition     proxyshortcodes.proxypool.dev is of another version, without spec.reserved
        self == oldSelf | self == self | bad      definition     proxyshortcodes.proxypool.dev is of another version, without spec.shortCodeSid: the rule self == oldSelf
        served: true  | served: false | bad      definition     proxyshortcodes.proxypool.dev does not serve v1alpha1. Fix: install or upgrade the chart
        """)
    void aDefinitionOfAnotherVersionIsNamed(String ours, String theirs, String told) {
        definitions(text -> text.replace(ours, theirs));

        assertThat(run("check --only cluster")).isEqualTo(Exit.FAILED);

        assertThat(terminal.out()).contains(told);
    }

    @Test
    void aDefinitionThatKnowsMoreIsWorthANote() {
        definitions(text -> text.replace(
                "                drainPeriod:",
                "                another: {type: string}\n                drainPeriod:"));
        lease(Instant.now(), UserAgent.VERSION);

        assertThat(run("check --only cluster")).as(terminal.out()).isEqualTo(Exit.FINE);

        assertThat(terminal.out())
                .contains("note     definition     proxyshortcodes.proxypool.dev is of another version, with"
                        + " spec.another. Fix: use");
    }

    @Test
    void aDeadOperatorIsBadAndAnotherVersionIsWorthANote() {
        definitions(text -> text);
        lease(Instant.parse("2026-01-01T12:00:00Z"), null);
        assertThat(run("check --only cluster")).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("bad      operator       operator last seen ")
                .contains("Fix: kubectl get pods -n operators");

        cluster.client()
                .leases()
                .inNamespace("operators")
                .withName(Operators.LEASE)
                .delete();
        lease(Instant.now(), "0.0.9");
        assertThat(run("check --only cluster")).isEqualTo(Exit.FINE);
        assertThat(terminal.out())
                .containsPattern("note     operator       operator alive, version 0.0.9 .*; this is version ");
    }

    @Test
    void anOperatorThatStoppedIsBadAndBesideAnotherANote() {
        definitions(text -> text);
        lease("former", Instant.now(), UserAgent.VERSION, "");
        assertThat(run("check --only cluster")).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .containsPattern("bad      operator       operator stopped [0-9]+s ago: it released its Lease .*Fix:"
                        + " kubectl get pods -n former");

        lease(Instant.now(), UserAgent.VERSION);
        assertThat(run("check --only cluster")).isEqualTo(Exit.FINE);
        assertThat(terminal.out())
                .containsPattern("note     operator       operator stopped .*Fix: if it is not to run there again,"
                        + " kubectl delete lease proxypool -n former");
    }

    /** As the ServiceAccount of the operator, which may read this one Lease. */
    @Test
    void theOperatorOfOneNamespaceIsFoundWithoutAListOfAll() {
        definitions(text -> text);
        lease(Instant.now(), UserAgent.VERSION);

        assertThat(run("check --only cluster --operator-namespace operators")).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).contains("ok       operator       operator alive, version ");
        assertThat(cluster.requests())
                .filteredOn(request -> request.contains("/leases"))
                .containsExactly("GET /apis/coordination.k8s.io/v1/namespaces/operators/leases/proxypool");

        assertThat(run("check --only cluster --operator-namespace elsewhere")).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("bad      operator       no operator found: there is no Lease proxypool in namespace"
                        + " elsewhere.");
    }

    @Test
    void whatOthersWroteStaysOnItsLine() {
        definitions(text -> text);
        lease(Instant.now(), "1\u001b[2J\nok       forged");

        run("check --only cluster");

        assertThat(terminal.out())
                .contains("version 1\\u001b[2J ok       forged")
                .doesNotContain("\u001b", "\nok       forged");
    }

    @Test
    void aServerThatRefusesIsNotAskedOnAndOneThatIsMissingNeither() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertThat(run(at(port), "check --only cluster")).isEqualTo(Exit.FAILED);

        assertThat(terminal.out())
                .containsPattern(
                        "bad      cluster        the Kubernetes API at .* cannot be used: .*\\. Fix: check KUBECONFIG,"
                                + " and that the server is up")
                .contains("skipped  operator       not checked, because the cluster is not usable");
    }

    @Test
    void aServerThatNeverAnswersIsWaitedForNoLongerThanAsked() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long begin = System.nanoTime();
            assertThat(run(at(silent.getLocalPort()), "check --only cluster --timeout 500ms"))
                    .isEqualTo(Exit.FAILED);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(terminal.out()).contains("bad      cluster        no answer within 0.5s. Fix: ");
    }

    @Test
    void aKubeconfigThatLeadsToNoClusterIsBad() {
        ClusterSource none = _ -> {
            throw new IllegalStateException("no cluster is configured: set KUBECONFIG");
        };
        assertThat(run(none, "check")).isEqualTo(Exit.FAILED);

        assertThat(terminal.out())
                .contains("bad      cluster        no cluster is configured: set KUBECONFIG")
                .as("the rest is checked all the same")
                .contains("ok       Proxy          ");
    }

    @Test
    void refusedCredentialsAreBad() {
        twilio.credentialsAre("example-token-of-nobody");

        assertThat(run("check --only twilio")).isEqualTo(Exit.FAILED);

        assertThat(terminal.out())
                .containsPattern(
                        "bad      Proxy          ListService: Twilio refuses the credentials of AC0+1: Authenticate"
                                + " \\(HTTP 401.*Fix: check that account SID")
                .contains("skipped  short codes    not checked, because Proxy did not answer");
    }

    @Test
    void missingCredentialsAreBad() {
        int exit = Main.commandLine(
                        terminal.shell(),
                        () -> {
                            throw new IllegalStateException("the credentials are missing");
                        },
                        TestCluster.NONE)
                .execute("check", "--only", "twilio");

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("bad      credentials    the credentials are missing. Fix: see run --help")
                .contains("skipped  Service        not checked without credentials");
    }

    @Test
    void withoutADefaultAccountTheAccountsAreLeftToTheOperator() {
        definitions(text -> text);
        lease(Instant.now(), UserAgent.VERSION);

        assertThat(without(new NoCredentials(), "check")).as(terminal.out()).isEqualTo(Exit.FINE);

        assertThat(terminal.out())
                .contains("note     credentials    none in the environment; the operator checks those of each"
                        + " ProxyAccount (proxypool status pxa -A). Fix: to check an account here, set"
                        + " TWILIO_ACCOUNT_SID and")
                .contains("skipped  Proxy          not checked without credentials");
    }

    @Test
    void whoAsksForTwilioOnlyNeedsCredentialsAndNobodyMaySetHalfOfThem() {
        assertThat(without(new NoCredentials(), "check --only twilio")).isEqualTo(Exit.FAILED);
        assertThat(terminal.out()).contains("bad      credentials    the credentials are missing: set ");

        definitions(text -> text);
        lease(Instant.now(), UserAgent.VERSION);
        assertThat(without(new IllegalStateException("TWILIO_ACCOUNT_SID must be set"), "check"))
                .isEqualTo(Exit.FAILED);
        assertThat(terminal.out()).contains("bad      credentials    TWILIO_ACCOUNT_SID must be set. Fix: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1.24.17", "v1.24.17+k3s1"})
    void aServerWithoutRulesIsNoted(String version) {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.init();
        server.setVersionInfo(new VersionInfo.Builder().withGitVersion(version).build());
        for (ResourceKind kind : ResourceKind.values()) {
            CustomResourceDefinition definition = definition(kind, CheckCommandTest::withoutRules);
            server.expect()
                    .get()
                    .withPath("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + kind.definition())
                    .andReturn(200, definition)
                    .always();
        }
        assertThat(run(_ -> server.createClient(), "check --only cluster -n messaging"))
                .isEqualTo(Exit.FINE);
        server.destroy();

        assertThat(terminal.out())
                .containsPattern(
                        "note     cluster        the Kubernetes API at .* answers, version v1.24.17.*: it does not"
                            + " check the rules of definitions, and the chart requires 1.25 or newer. Fix: upgrade the"
                            + " cluster")
                .contains("ok       definition     proxyshortcodes.proxypool.dev v1alpha1 is of this version")
                .doesNotContain("the rule ");
    }

    @Test
    void theOldestServerIsThatOfTheChart() throws IOException {
        assertThat(Files.readString(Path.of("helm", "proxypool", "Chart.yaml")))
                .contains("kubeVersion: \">=%s.0-0\"".formatted(ServerVersion.OLDEST));
    }

    @Test
    void ofManyDifferencesTwoAreNamed() {
        definitions(CheckCommandTest::withoutRules);

        run("check --only cluster");

        assertThat(terminal.out())
                .containsPattern(
                        "proxyshortcodes.proxypool.dev is of another version, without [^;]*; [^;]* and [0-9]+ more\\.");
    }

    /** The state of the API: the Service is there and its short codes are not. */
    @Test
    void shortCodesThatWereWithdrawnAreANoteWhilePhoneNumbersAnswer() {
        twilio.simulator().withdrawn(true);

        assertThat(run("check --only twilio")).isEqualTo(Exit.FINE);

        assertThat(terminal.out())
                .contains("ok       Service        ")
                .contains("note     short codes    the Service answers and its short codes do not: ListShortCode: ")
                .contains("Fix: ask Twilio's support, see the state of the API in the README")
                .contains("ok       phone numbers  the pool of " + KS1 + " has 0 (ListPhoneNumber)");
    }

    @Test
    void anAccountWithoutAnyListIsBad() {
        twilio.simulator().behave("{withdrawn: true, phoneNumbersWithdrawn: true}");

        assertThat(run("check --only twilio")).isEqualTo(Exit.FAILED);

        assertThat(terminal.out())
                .contains("bad      short codes    the Service answers and its short codes do not: ListShortCode: ")
                .contains(
                        "bad      phone numbers  the Service answers and its phone numbers do not: ListPhoneNumber: ");
    }

    @Test
    void aProgramGetsTheSame() throws IOException {
        assertThat(run("check -o json")).isEqualTo(Exit.FAILED);

        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("version").asText()).isEqualTo(UserAgent.VERSION);
        assertThat(json.at("/checks/0/about").asText()).isEqualTo("cluster");
        assertThat(json.at("/checks/1/result").asText()).isEqualTo("bad");
        assertThat(json.at("/checks/1/fix").asText()).startsWith("install or upgrade the chart");
        assertThat(json.at("/summary/bad").asInt()).isEqualTo(ResourceKind.values().length + 1);
    }

    @Test
    void aForbiddenChangeIsANoteAndAnAllowedOneIsFine() {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.init();
        server.setVersionInfo(
                new VersionInfo.Builder().withGitVersion("v1.36.2").build());
        for (boolean allowed : List.of(true, false)) {
            server.expect()
                    .post()
                    .withPath("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews")
                    .andReturn(
                            201,
                            new SelfSubjectAccessReviewBuilder()
                                    .withNewSpec()
                                    .endSpec()
                                    .withNewStatus()
                                    .withAllowed(allowed)
                                    .endStatus()
                                    .build())
                    .once();
        }
        run(_ -> server.createClient(), "check --only cluster -n messaging");
        server.destroy();

        assertThat(terminal.out())
                .contains("answers, version v1.36.2")
                .contains("ok       permission     patch ProxyShortCodePools in namespace messaging")
                .contains("note     permission     patch ProxyShortCodes in namespace messaging: forbidden, so only"
                        + " status and check can be used. Fix: ask");
    }

    private int run(String typed) {
        return run(_ -> cluster.open(), typed);
    }

    private int without(RuntimeException credentials, String typed) {
        return Main.commandLine(
                        terminal.shell(),
                        () -> {
                            throw credentials;
                        },
                        _ -> cluster.open())
                .execute(typed.split(" "));
    }

    private int run(ClusterSource source, String typed) {
        return Main.commandLine(terminal.shell(), twilio::open, source).execute(typed.split(" "));
    }

    private static ClusterSource at(int port) {
        return _ -> new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl("http://127.0.0.1:" + port)
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }

    private void definitions(UnaryOperator<String> change) {
        for (ResourceKind kind : ResourceKind.values()) {
            cluster.client().resource(definition(kind, change)).create();
        }
    }

    /** As a server stores it that does not know them. */
    private static String withoutRules(String text) {
        String rules = "x-kubernetes-validations";
        try {
            YAMLMapper yaml = new YAMLMapper();
            JsonNode definition = yaml.readTree(text);
            definition.findParents(rules).forEach(schema -> ((ObjectNode) schema).remove(rules));
            return yaml.writeValueAsString(definition);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CustomResourceDefinition definition(ResourceKind kind, UnaryOperator<String> change) {
        String file = "/crds/%s.yaml".formatted(kind.definition());
        try (InputStream in = Objects.requireNonNull(CheckCommandTest.class.getResourceAsStream(file))) {
            String text = change.apply(new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            return io.fabric8.kubernetes.client.utils.Serialization.unmarshal(text, CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void lease(Instant renewed, @Nullable String version) {
        lease("operators", renewed, version, "us");
    }

    private void lease(String namespace, Instant renewed, @Nullable String version, String holder) {
        cluster.client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(Operators.LEASE)
                        .addToAnnotations(
                                version == null ? "a" : Operators.VERSION_ANNOTATION, version == null ? "b" : version)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity(holder)
                        .withLeaseDurationSeconds(60)
                        .withRenewTime(renewed.atZone(ZoneOffset.UTC))
                        .endSpec()
                        .build())
                .create();
    }
}
