package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.proxypool.api.ProxyShortCode;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCommandTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String PROMO = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata: {name: promo, namespace: messaging, generation: 1}
        spec: {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000001}
        status:
          shortCode: "12345"
          reserved: false
          serviceSid: KS00000000000000000000000000000001
          conditions:
            - {type: Ready, status: "True", observedGeneration: 1, reason: InSync,
               message: 12345 is in the pool, lastTransitionTime: "2026-01-01T09:00:00Z"}
        ---
        """;
    private static final String SURVEY = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCode
        metadata: {name: survey, namespace: messaging, generation: 1}
        spec: {serviceSid: KS00000000000000000000000000000001, shortCodeSid: SC00000000000000000000000000000003}
        status:
          conditions:
            - {type: Ready, status: "False", observedGeneration: 1, reason: Throttled,
               message: too many requests, lastTransitionTime: "2026-01-01T11:59:00Z"}
            - {type: Reconciling, status: "True", observedGeneration: 1, reason: Throttled, message: too many requests}
        ---
        """;
    private static final String POOL = """
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyShortCodePool
        metadata: {name: all, namespace: billing, generation: 1}
        spec: {serviceSid: KS00000000000000000000000000000002, shortCodes: [{sid: SC00000000000000000000000000000004}]}
        status:
          desired: 1
          members: 9
          reserved: 0
          pending: 0
          unlisted: 8
          conditions:
            - {type: Ready, status: "False", observedGeneration: 1, reason: RemovalsHeld,
               message: 8 members are too many. Approve exactly these, lastTransitionTime: "2025-12-01T12:00:00Z"}
            - {type: Stalled, status: "True", observedGeneration: 1, reason: RemovalsHeld, message: 8 members are too many}
          problems:
            - {shortCodeSid: SC00000000000000000000000000000004, reason: Pending, message: waits for another}
          plan:
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
                     shortCodeSid: SC00000000000000000000000000000011}
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
               shortCodeSid: SC00000000000000000000000000000012}
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
               shortCodeSid: SC00000000000000000000000000000013}
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
               shortCodeSid: SC00000000000000000000000000000014}
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
               shortCodeSid: SC00000000000000000000000000000015}
            - {action: Remove, serviceSid: KS00000000000000000000000000000002, before: unreserved, after: absent,
               shortCodeSid: SC00000000000000000000000000000016}
        ---
        apiVersion: proxypool.dev/v1alpha1
        kind: ProxyAccount
        metadata: {name: main, namespace: billing, generation: 1}
        spec: {accountSid: AC00000000000000000000000000000001, credentialsSecretRef: {name: twilio}}
        status:
          services: [{serviceSid: KS00000000000000000000000000000002, members: 9, reserved: 0, unreserved: 9,
                      lastVerified: "2026-01-01T11:56:00Z"}]
          conditions:
            - {type: Ready, status: "True", observedGeneration: 1, reason: Accepted,
               message: Twilio accepts, lastTransitionTime: "2025-12-31T12:00:00Z"}
        ---
        """;

    private final TestCluster cluster = new TestCluster();
    private Terminal terminal = Terminal.window(1_000, NOW);

    @AfterEach
    void stop() {
        cluster.close();
    }

    // What is shown

    @Test
    void everyResourceStandsBelowItsNamespaceWithWhatToKnowBelowIt() {
        cluster.has(PROMO + SURVEY + POOL);

        assertThat(run("status -A")).isEqualTo(Exit.STALLED);
        assertThat(terminal.out()).isEqualTo("""
              RESOURCE    READY  REASON        SINCE  MEMBERS                             SERVICE
            billing
              pxa/main    True   Accepted      24h    1 pool                              AC00000000000000000000000000000001
                  short codes of KS00000000000000000000000000000002 last verified 4m ago: 9 in the pool
              pscp/all    False  RemovalsHeld  31d    1 as declared, 8 unlisted           KS00000000000000000000000000000002
                  8 members are too many. Approve exactly these
                  SC00000000000000000000000000000004 Pending: waits for another
                  held back: remove SC00000000000000000000000000000011: unreserved → absent
                  held back: remove SC00000000000000000000000000000012: unreserved → absent
                  held back: remove SC00000000000000000000000000000013: unreserved → absent
                  held back: remove SC00000000000000000000000000000014: unreserved → absent
                  held back: remove SC00000000000000000000000000000015: unreserved → absent
                  … 6 writes are held back in all
            messaging
              psc/promo   True   InSync        3h     12345, unreserved                   KS00000000000000000000000000000001
              psc/survey  False  Throttled     60s    SC00000000000000000000000000000003  KS00000000000000000000000000000001
                  too many requests
            2 Ready, 1 reconciling, 1 stalled
            no operator found: there is no Lease proxypool in any namespace
            """);
    }

    @Test
    void ofManyProblemsTheFirstAreShownAndAllAreCounted() {
        String problems = IntStream.rangeClosed(1, 20)
                .mapToObj("    - {shortCodeSid: SC%032d, reason: PoolFull, message: no room}\n"::formatted)
                .collect(Collectors.joining("", "  problemCount: 35\n  planCount: 30\n  problems:\n", "  plan:"));
        cluster.has(POOL.replaceFirst("  problems:\n.*\n  plan:", problems));

        run("status pscp -n billing");

        assertThat(terminal.out()).contains("""
                  SC00000000000000000000000000000005 PoolFull: no room
                  … 35 short codes need attention in all; the status has the first 20
                  held back: remove SC00000000000000000000000000000011: unreserved → absent
            """, """
                  held back: remove SC00000000000000000000000000000015: unreserved → absent
                  … 30 writes are held back in all; the status has the first 6
            """);
    }

    @Test
    void theServicesThatWereNotVerifiedForLongestAreShown() {
        String services = IntStream.rangeClosed(1, 7)
                .mapToObj(i -> ("    - {serviceSid: KS%032d, members: 1, reserved: 0, unreserved: 1,"
                                + " lastVerified: \"2026-01-01T11:%02d:00Z\"}\n")
                        .formatted(i, 60 - 5 * i))
                .collect(Collectors.joining("", "  services:\n", "  conditions:"));
        cluster.has(POOL.replaceFirst("  services: .*\n.*\n  conditions:", services));

        run("status pxa -n billing");

        assertThat(terminal.out()).contains("""
                  short codes of KS00000000000000000000000000000003 last verified 15m ago: 1 in the pool
                  short codes of KS00000000000000000000000000000004 last verified 20m ago: 1 in the pool
                  short codes of KS00000000000000000000000000000005 last verified 25m ago: 1 in the pool
                  short codes of KS00000000000000000000000000000006 last verified 30m ago: 1 in the pool
                  short codes of KS00000000000000000000000000000007 last verified 35m ago: 1 in the pool
                  … 7 pools are in use in all
            """);
    }

    /** Two pools are polled by turns: the order must not be that of the last poll. */
    @ParameterizedTest
    @CsvSource({"11:56, 11:57", "11:57, 11:56"})
    void theServicesOfAnAccountAreInTheOrderOfTheirSids(String first, String second) {
        String usage = "{serviceSid: KS00000000000000000000000000000002, kind: %s, members: %d, reserved: 0,"
                + " unreserved: 0, lastVerified: \"2026-01-01T%s:00Z\"}";
        cluster.has(POOL.replaceFirst(
                "  services: .*\n.*\n  conditions:",
                "  services: [%s, %s]\n  conditions:"
                        .formatted(usage.formatted("ShortCode", 2, first), usage.formatted("PhoneNumber", 3, second))));

        run("status pxa -n billing");

        assertThat(terminal.out())
                .contains("  2 pools  ")
                .containsSubsequence(
                        "phone numbers of KS", ": 3 in the pool\n", "short codes of KS", ": 2 in the pool\n");
    }

    @Test
    void whatTheMessageSaysIsNotRepeatedBelowIt() {
        String one = """
              problems:
                - {shortCodeSid: SC00000000000000000000000000000004, reason: ShortCodeNotFound, message: the account has none}
            ---
            """.indent(-2);
        cluster.has(POOL.substring(0, POOL.indexOf("  problems:"))
                        .replaceFirst(
                                "8 members are too many. Approve exactly these",
                                "\"SC00000000000000000000000000000004: the account has none. Fix shortCodeSid\"")
                + one);

        run("status pscp -n billing");

        assertThat(terminal.out()).containsOnlyOnce("the account has none");
    }

    @Test
    void heldStepsThatTheMessageNamesAreNotRepeatedBelowIt() {
        cluster.has(POOL.replace(
                "8 members are too many. Approve exactly these",
                "\"SC00000000000000000000000000000011: spec.suspend is true. Pending steps: remove"
                        + " SC00000000000000000000000000000011 from KS00000000000000000000000000000002\""));

        run("status pscp -n billing");

        assertThat(terminal.out())
                .doesNotContain("held back: remove SC00000000000000000000000000000011")
                .contains("held back: remove SC00000000000000000000000000000012")
                .doesNotContain("… 6 writes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ShortCodeNotFound", "PhoneNumberNotFound", "CredentialsInvalid"})
    void inAWindowOf80ColumnsWhatIsMissingComesFirstAndTheReasonIsWhole(String reason) {
        cluster.has(POOL.replace("RemovalsHeld", reason)
                .replace("pending: 0", "pending: 1")
                .replace("name: all", "name: all-the-short-codes"));
        terminal = Terminal.window(80, NOW);

        run("status pscp -n billing");

        assertThat(terminal.out()).contains("  False  " + reason + "  ").containsPattern("  1 pend[^ ]* ?[^ ]*…  KS…");
    }

    @Test
    void inANarrowWindowSidsAreShortAndSentencesAreBroken() {
        cluster.has(PROMO
                + SURVEY.replace(
                        "too many requests",
                        "Twilio says that there are too many requests for this account and all others"));
        terminal = Terminal.window(70, NOW);

        run("status -n messaging");

        assertThat(terminal.out()).isEqualTo("""
              RESOURCE    READY  REASON     SINCE  MEMBERS            SERVICE
            messaging
              psc/promo   True   InSync     3h     12345, unreserved  KS…000001
              psc/survey  False  Throttled  60s    SC…000003          KS…000001
                  Twilio says that there are too many requests for this account
                  and all others
            1 Ready, 1 reconciling, 0 stalled
            no operator found: there is no Lease proxypool in any namespace
            """);
    }

    @Test
    void anEditThatNobodyLookedAtIsNotReady() {
        cluster.has(PROMO.replace("observedGeneration: 1", "observedGeneration: 0"));

        assertThat(run("status -n messaging")).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("psc/promo  -      -")
                .contains("      not reconciled since the last edit; before: InSync\n")
                .contains("0 Ready, 0 reconciling, 0 stalled, 1 not reconciled: does the operator run?\n");
    }

    @Test
    void whatIsReadyAndNotVerifiedOrSuspendedSaysSo() {
        cluster.has(PROMO.replace("  conditions:", """
              conditions:
                - {type: RemoteVerified, status: "False", reason: RemoteUnavailable, message: no answer}
                - {type: Suspended, status: "True", reason: Suspended, message: nothing is written}\
            """));

        assertThat(run("status -n messaging")).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).contains("""
                  RemoteVerified=False: no answer
                  nothing is written
            """);
    }

    @Test
    void aDrainSaysWhenItIsOver() {
        cluster.has(SURVEY.replace("status:\n", "status:\n  drainingSince: \"2026-01-01T11:30:00Z\"\n")
                .replace("spec: {", "spec: {deletionPolicy: Drain, drainPeriod: 45m, "));

        run("status -n messaging");

        assertThat(terminal.out()).contains("      leaves the pool after 2026-01-01T12:15:00Z\n");
    }

    @Test
    void aProgramGetsTheSame() throws IOException {
        cluster.has(PROMO + POOL);

        assertThat(run("status -A -o json")).isEqualTo(Exit.STALLED);
        JsonNode json = new JsonMapper().readTree(terminal.out());
        assertThat(json.path("summary").toString())
                .isEqualTo("{\"Ready\":2,\"Reconciling\":0,\"Stalled\":1,\"Unseen\":0}");
        assertThat(json.at("/resources/0/services/0/lastVerified").asText()).isEqualTo("2026-01-01T11:56:00Z");
        assertThat(json.at("/resources/1/services").isMissingNode()).isTrue();
        assertThat(json.at("/resources/1/kind").asText()).isEqualTo("ProxyShortCodePool");
        assertThat(json.at("/resources/1/state").asText()).isEqualTo("Stalled");
        assertThat(json.at("/resources/1/counts/members").asInt()).isEqualTo(9);
        assertThat(json.at("/resources/1/plan")).hasSize(6);
        assertThat(json.at("/resources/2/reason").asText()).isEqualTo("InSync");
        assertThat(json.at("/resources/2/since").asText()).isEqualTo("2026-01-01T09:00:00Z");
    }

    // Which are shown

    @ParameterizedTest
    @CsvSource({
        "status psc -A,                                     2",
        "status psc/promo -n messaging,                     1",
        "status proxyshortcode promo survey -n messaging,   2",
        "status ProxyShortCodes.proxypool.dev -n messaging, 2",
        "'status pscp,pxa -A',                              2",
        "status -n billing,                                 2"
    })
    void kindsAndNamesAreAsForKubectl(String typed, int shown) {
        cluster.has(PROMO + SURVEY + POOL);

        run(typed);

        assertThat(terminal.out().lines().filter(line -> line.matches("  \\w+/\\w+ .*")))
                .hasSize(shown);
        assertThat(terminal.err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        status psc/prmo -n messaging | 1 | there is no ProxyShortCode prmo in namespace messaging; there are: promo, survey
        status pscp/all -n messaging | 1 | there is no ProxyShortCodePool all in namespace messaging; there is none at all; use -n NAME for another namespace
        status promo -n messaging    | 2 | 'promo' is not a kind of proxypool; the kinds are: pxa (ProxyAccount), pscp (ProxyShortCodePool), psc (ProxyShortCode), ppnp (ProxyPhoneNumberPool), ppn (ProxyPhoneNumber)
        status psc/promo survey      | 2 | 'survey' is not KIND/NAME, as the others are
        status psc/                  | 2 | '' is not the name of a ProxyShortCode
        status psc/promo -l a=b      | 2 | -l selects by labels: name a kind, or nothing, and no resource
        status -w -o json            | 2 | --watch is for people: use it without -o, or with -o wide
        status psc/promo -A          | 2 | a name belongs to one namespace: use -n NAME instead of -A
        """)
    void whatIsNotThereIsToldInOneLine(String typed, int exit, String told) {
        cluster.has(PROMO + SURVEY);

        assertThat(run(typed)).isEqualTo(exit);
        assertThat(terminal.err().lines().findFirst()).contains("proxypool: " + told);
        assertThat(terminal.out()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"status -n nowhere", "status psc -n nowhere -o json", "status psc/promo -n nowhere"})
    void aNamespaceThatDoesNotExistIsNamed(String typed) {
        cluster.has(PROMO);

        assertThat(run(typed)).isEqualTo(Exit.FAILED);
        assertThat(terminal.err()).isEqualTo("proxypool: there is no namespace nowhere\n");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void whereNamespacesMayNotBeReadNothingIsFine() {
        KubernetesMockServer server = new KubernetesMockServer(false);
        server.init();
        server.expect()
                .get()
                .withPath("/api/v1/namespaces/nowhere")
                .andReturn(403, new StatusBuilder().withCode(403).build())
                .always();
        server.expect()
                .get()
                .withPath("/apis/proxypool.dev/v1alpha1/namespaces/nowhere/proxyshortcodes")
                .andReturn(200, "{\"items\":[]}")
                .always();

        assertThat(TestCluster.run(terminal, _ -> server.createClient(), "status psc -n nowhere"))
                .isEqualTo(Exit.FINE);
        server.destroy();

        assertThat(terminal.err()).startsWith("there is no ProxyShortCode in namespace nowhere;");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        status psc -n messaging | there is no ProxyShortCode in namespace messaging; -A shows all namespaces
        status -A               | there is no ProxyAccount, ProxyShortCodePool, ProxyShortCode, ProxyPhoneNumberPool or ProxyPhoneNumber in any namespace
        """)
    void nothingIsFine(String typed, String told) {
        cluster.namespace("messaging");

        assertThat(run(typed)).isEqualTo(Exit.FINE);
        assertThat(terminal.err()).isEqualTo(told + "\n");
    }

    @Test
    void aProgramIsToldOfNothingInItsOwnWay() {
        cluster.namespace("messaging");

        assertThat(run("status -n messaging -o json")).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).startsWith("{\"resources\":[],");
    }

    // As what it is shown

    @Test
    void wideShowsAccountAndAgeAndIsNotCutToTheWindow() {
        terminal = Terminal.window(60, NOW);
        cluster.has(PROMO.replace("spec: {", "spec: {accountRef: {name: main}, "));

        assertThat(run("status -A -o wide")).isEqualTo(Exit.FINE);

        assertThat(terminal.out().lines().toList())
                .anyMatch(line -> line.contains("SERVICE ") && line.endsWith("ACCOUNT  AGE"))
                .anyMatch(line -> line.contains(" KS00000000000000000000000000000001  main     "));
    }

    @Test
    void namesAreAsKubectlPrintsThem() {
        cluster.has(PROMO + SURVEY);

        assertThat(run("status -A -o name")).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .isEqualTo("proxyshortcode.proxypool.dev/promo\nproxyshortcode.proxypool.dev/survey\n");
    }

    @Test
    void yamlSaysTheSameAsJson() throws IOException {
        cluster.has(PROMO + SURVEY + POOL);
        run("status -A -o json");
        JsonNode json = new JsonMapper().readTree(terminal.out());
        terminal = Terminal.window(1_000, NOW);

        assertThat(run("status -A -o yaml")).isEqualTo(Exit.STALLED);
        assertThat(new YAMLMapper().readTree(terminal.out())).isEqualTo(json);
    }

    @Test
    void labelsSelect() {
        cluster.has(PROMO.replace("generation: 1}", "generation: 1, labels: {team: a}}") + SURVEY);

        assertThat(run("status -A -l team=a -o name")).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).isEqualTo("proxyshortcode.proxypool.dev/promo\n");

        assertThat(run("status -n messaging psc -l team=b")).isEqualTo(Exit.FINE);
        assertThat(terminal.err())
                .startsWith("there is no ProxyShortCode with the labels team=b in namespace messaging; -A shows");
    }

    @Test
    void aWatchShowsEachChangeInALineUntilItIsStopped() throws Exception {
        terminal = Terminal.piped();
        cluster.has(PROMO);
        AtomicInteger exit = new AtomicInteger(-1);
        Thread watch = Thread.ofPlatform().start(() -> exit.set(run("status -A --watch")));
        await().until(() -> terminal.out().contains("1 Ready"));

        cluster.has(SURVEY.replace("too many requests", "\"a\\e[2J\\nb\""));
        await().atMost(Duration.ofSeconds(20)).until(() -> terminal.out().contains("messaging psc/survey "));
        cluster.client()
                .resources(ProxyShortCode.class)
                .inNamespace("messaging")
                .withName("promo")
                .delete();
        await().atMost(Duration.ofSeconds(20)).until(() -> terminal.out().contains(" messaging psc/promo is gone"));
        watch.interrupt();
        watch.join();

        assertThat(exit).hasValue(Exit.FAILED);
        assertThat(terminal.out())
                .contains("Z messaging psc/survey Ready=False Throttled: a\\u001b[2J b\n")
                .doesNotContain("\u001b");
    }

    private int run(String typed) {
        return cluster.run(terminal, typed);
    }
}
