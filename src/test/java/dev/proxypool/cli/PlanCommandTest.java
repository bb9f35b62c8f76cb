package dev.proxypool.cli;

import static dev.proxypool.cli.SimulatedTwilio.KS1;
import static dev.proxypool.cli.SimulatedTwilio.KS2;
import static dev.proxypool.cli.SimulatedTwilio.SC1;
import static dev.proxypool.cli.SimulatedTwilio.SC2;
import static dev.proxypool.cli.SimulatedTwilio.SC3;
import static dev.proxypool.cli.SimulatedTwilio.SC4;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Manifests against a simulated Twilio with a pool in use, over HTTP: what is told, with which exit code, and no write. */
class PlanCommandTest {

    private final SimulatedTwilio twilio = new SimulatedTwilio();
    private Terminal terminal = Terminal.piped();

    @AfterEach
    void nothingWasWritten() {
        assertThat(twilio.writes()).isEmpty();
        twilio.close();
    }

    @Test
    void whatIsAsDeclaredNeedsNothing() {
        assertThat(plan(code("promo", KS1, SC1, "reserved: true"), code("support", KS1, SC2, "")))
                .isEqualTo(Exit.FINE);
        assertThat(terminal.out()).isEqualTo("No changes: nothing to do; 2 as declared in 1 Service\n");
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void changesAreToldServiceByServiceWithBeforeAndAfter() {
        int exit = plan(
                code("promo", KS1, SC1, ""), code("support", KS1, SC3, "reserved: true"), code("alerts", KS2, SC4, ""));

        assertThat(exit).isEqualTo(Exit.CHANGES);
        assertThat(terminal.out()).isEqualTo("""
            Service KS00000000000000000000000000000001: 2 → 3 short codes
              ~ SC00000000000000000000000000000001  12345  reserved → unreserved  default psc/promo
              + SC00000000000000000000000000000003         absent → reserved      default psc/support

            Service KS00000000000000000000000000000002: 0 → 1 short code
              + SC00000000000000000000000000000004    absent → unreserved  default psc/alerts

            Plan: 2 to add, 1 to change, 0 to remove; 0 as declared in 2 Services
            """);
    }

    @Test
    void aPoolRemovesWhatNobodyListsAndNotWhatAnotherManifestClaims() {
        twilio.simulator().put(KS1, SC3, false, false);

        int exit = plan(pool("all", KS1, "unlisted: Remove", SC1 + ", reserved: true"), code("support", KS1, SC3, ""));

        assertThat(exit).isEqualTo(Exit.CHANGES);
        assertThat(terminal.out())
                .contains("- SC00000000000000000000000000000002  12346  unreserved → absent  default pscp/all  no"
                        + " resource lists it")
                .endsWith("Plan: 0 to add, 0 to change, 1 to remove; 2 as declared in 1 Service\n");
    }

    /** The drain is already a removal, whether or not the pool has the member reserved now. */
    @Test
    void whatDrainsBeforeItIsRemovedIsNoChangeAndNotAsDeclared() {
        twilio.simulator().put(KS1, SC3, true, false);
        String drain = "unlisted: Remove, maxRemovals: 5, deletionPolicy: Drain".replace(", ", "\n  ");

        int exit = plan(pool("all", KS1, drain, SC1 + ", reserved: true"));

        assertThat(exit).isEqualTo(Exit.CHANGES);
        assertThat(terminal.out())
                .contains(
                        "- " + SC2,
                        "unreserved → reserved",
                        "- " + SC3,
                        "no resource lists it: stays reserved while it" + " drains, and is then removed")
                .endsWith("Plan: 0 to add, 0 to change, 0 to remove; 2 to remove after draining; 1 as declared in 1"
                        + " Service\n");
    }

    @Test
    void removalsBeyondTheLimitAreHeldWithTheHashThatAPersonCanApprove() {
        int exit = plan(pool("all", KS1, "unlisted: Remove", SC3));

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("= " + SC1, "= " + SC2, "+ " + SC3, "the hash of these removals is ")
                .contains("Plan: 1 to add, 0 to change, 0 to remove; 2 held back; 1 approval needed");
    }

    /** Sessions keep it too, but what it waits for first is the approval. */
    @Test
    void aHeldRemovalOfANumberInUseIsHeldAndNotRefused() {
        twilio.simulator().put(KS1, SimulatedTwilio.PN1, true, 2);

        int exit = plan("""
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyPhoneNumberPool
            metadata: {name: numbers, namespace: messaging}
            spec:
              serviceSid: KS00000000000000000000000000000001
              unlisted: Remove
              maxRemovals: 0
              phoneNumbers: []
            """);

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains(
                        "= " + SimulatedTwilio.NUMBER1,
                        "reserved → absent",
                        "proxypool approve ppnp/numbers -n messaging")
                .endsWith("Plan: 1 held back; 1 approval needed; 0 as declared in 1 Service\n");
    }

    @Test
    void whatToDoAboutHeldRemovalsIsSaidOnceForAPoolWithTheCommand() {
        twilio.simulator().put(KS1, SC4, false, false);

        plan(pool("all", KS1, "unlisted: Remove", SC3, SimulatedTwilio.code(9)));

        assertThat(terminal.out())
                .containsOnlyOnce("proxypool approve pscp/all -n default")
                .containsOnlyOnce("raise maxRemovals")
                .contains("= " + SC1, "= " + SC2, "= " + SC4);
    }

    @Test
    void twoNewManifestsThatClaimOneCodeHaveNoWinnerHere() {
        int exit = plan(code("promo", KS1, SC3, ""), code("other", KS2, SC3, ""), code("fine", KS1, SC1, ""));

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("ProxyShortCode default/other and ProxyShortCode default/promo both claim this code;"
                        + " the cluster gives it to the one that it created first, which these manifests do not"
                        + " show")
                .contains("default psc/promo  Conflict", "default psc/other  Conflict")
                .doesNotContain("belongs to")
                .endsWith("Plan: 0 to add, 1 to change, 0 to remove; 2 refused; 0 as declared in 2 Services\n");
    }

    @Test
    void theOlderOfTwoClaimsWinsWhereTheManifestsShowTheirAge() {
        String older = code("promo", KS1, SC3, "")
                .replace("{name: promo}", "{name: promo, creationTimestamp: '2026-01-01T00:00:00Z'}");
        String newer = code("alerts", KS2, SC3, "")
                .replace("{name: alerts}", "{name: alerts, creationTimestamp: '2026-01-02T00:00:00Z'}");

        plan(newer, older, code("fresh", KS2, SC3, ""));

        assertThat(terminal.out())
                .contains("+ " + SC3 + "    absent → unreserved  default psc/promo")
                .contains("the code belongs to ProxyShortCode default/promo")
                .doesNotContain("both claim");
    }

    @Test
    void whatIsOnlyObservedAndNotThereIsNotAsDeclared() {
        int exit = plan(code("look", KS1, SC3, "managementPolicy: Observe"));

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("! " + SC3, "default psc/look  NotFound", "the code is not in the pool")
                .endsWith("Plan: 1 refused; 0 as declared in 1 Service\n");
    }

    @Test
    void anEmptyPlanSaysWhatWasRead() {
        plan(code("promo", KS1, SC1, "reserved: true"), pool("none", KS2, "unlisted: Keep"));

        assertThat(terminal.out()).isEqualTo("No changes: nothing to do; 1 as declared in 2 Services\n");
    }

    @Test
    void allProblemsOfADocumentAreToldInOneRunEachWithItsLine() {
        String manifest = """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: promo}
            spec:
              serviceSid: KS1
              reservd: true
              shortCodeSid: SC2
            """;

        assertThat(plan(manifest)).isEqualTo(Exit.FAILED);

        assertThat(terminal.err())
                .contains(
                        "the input:5:", "the input:6:", "the input:7:", "reservd", "serviceSid must be", "got \"SC2\"");
    }

    @Test
    void noLineOfAPlanIsWiderThanTheWindow() {
        terminal = Terminal.window(80, Instant.EPOCH);
        twilio.credentialsAre("wrong-token");
        var _ = new CommandLine(new PlanCommand(terminal.shell(), twilio::open))
                .execute("-f", "src/main/resources/examples/manifests");

        assertThat(terminal.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
        assertThat(terminal.out()).containsOnlyOnce("ListShortCode: ").containsOnlyOnce("ListPhoneNumber: ");
    }

    @Test
    void aLargePoolIsToldToItsEnd() {
        String codes = IntStream.rangeClosed(1, 260)
                .mapToObj(i -> "    - {sid: %s, reserved: true}\n".formatted(SimulatedTwilio.code(i)))
                .collect(Collectors.joining());
        String manifest = pool("all", KS1, "suspend: false").replace("shortCodes: []", "shortCodes:\n" + codes);

        assertThat(plan(manifest)).isEqualTo(Exit.CHANGES);

        assertThat(terminal.out()).endsWith("Plan: 258 to add, 1 to change, 0 to remove; 1 as declared in 1 Service\n");
        assertThat(twilio.simulator().requests()).as("the list of one page").hasSize(1);
    }

    @Test
    void whatAPolicyHoldsBackIsToldAndIsNoChange() {
        int exit = plan(code("promo", KS1, SC1, "suspend: true"), code("look", KS1, SC2, "managementPolicy: Observe"));

        assertThat(exit).isEqualTo(Exit.FINE);
        assertThat(terminal.out())
                .contains("= " + SC1 + "  12345  reserved → unreserved  default psc/promo  Suspended")
                .endsWith("Plan: 1 held back; 1 as declared in 1 Service\n");
    }

    @Test
    void twoManifestsThatClaimOneCodeAreRefused() {
        int exit = plan(code("promo", KS1, SC3, ""), pool("all", KS2, "unlisted: Keep", SC3));

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains(
                        "Conflict",
                        "ProxyShortCode default/promo and ProxyShortCodePool default/all both claim this code");
    }

    @Test
    void aCodeThatIsInAnotherServiceCannotBeAdded() {
        assertThat(plan(code("promo", KS2, SC1, ""), code("support", KS1, SC2, "")))
                .isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("! " + SC1, "Conflict\n", "the code is in " + KS1 + "; Twilio would refuse with code 80101");
    }

    @Test
    void whatWasHeldByItsStatusMovesAndIsNoConflict() {
        String held = code("promo", KS2, SC1, "")
                + "status: {serviceSid: %s, accountSid: %s, appliedReserved: true}\n"
                        .formatted(KS1, SimulatedTwilio.ACCOUNT);

        assertThat(plan(held)).isEqualTo(Exit.CHANGES);
        assertThat(terminal.out())
                .contains("- " + SC1 + "  12345  reserved → absent", "+ " + SC1 + "    absent → unreserved");
    }

    @Test
    void anAdoptionThatIsForbiddenIsRefused() {
        assertThat(plan(code("promo", KS1, SC1, "adoptionPolicy: Never"))).isEqualTo(Exit.FAILED);
        assertThat(terminal.out()).contains("AdoptionRefused");
    }

    /** The reader of a plan must know what an add changes outside Proxy. */
    @Test
    void anAddOfANumberSaysWhatItChangesOutsideProxy() {
        String numbers = """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyPhoneNumberPool
            metadata: {name: numbers, namespace: messaging}
            spec:
              serviceSid: KS00000000000000000000000000000001
              phoneNumbers:
                - {number: "+14155550001", reserved: true}
                - {number: "+14155550002"}
            """;
        twilio.simulator().put(KS1, SimulatedTwilio.PN2, false, 0);

        assertThat(plan(numbers)).isEqualTo(Exit.CHANGES);
        assertThat(terminal.out())
                .contains("Service " + KS1 + ": 1 → 2 phone numbers")
                .contains("+ +14155550001", "absent → reserved", "messaging ppnp/numbers")
                .containsOnlyOnce(
                        "Adding: Twilio overwrites the number's voice and SMS URLs, and a removal does not restore"
                                + " them.")
                .endsWith("Plan: 1 to add, 0 to change, 0 to remove; 1 as declared in 1 Service\n");
    }

    @Test
    void aServiceThatIsNotThereIsToldOnce() {
        String nowhere = "KS00000000000000000000000000000099";

        assertThat(plan(code("promo", nowhere, SC3, ""), code("support", nowhere, SC4, "")))
                .isEqualTo(Exit.FAILED);
        assertThat(terminal.out()).isEqualTo("""
            Service KS00000000000000000000000000000099, short codes
              ! the account has no Proxy Service KS00000000000000000000000000000099. Check serviceSid: it must be a Service of account AC00000000000000000000000000000001 (the operator's default account).

            Plan: 1 of the Services unreadable; 0 as declared
            """);
    }

    @Test
    void whatConcernsAllServicesIsToldOnce() {
        twilio.credentialsAre("wrong-token");

        assertThat(plan(pool("all", KS1, "unlisted: Keep"), pool("other", KS2, "unlisted: Keep")))
                .isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .containsOnlyOnce("HTTP 401")
                .contains("Service " + KS1 + ", short codes\nService " + KS2 + ", short codes\n  ! ");
    }

    @Test
    void wrongCredentialsAreNoEmptyPool() {
        twilio.credentialsAre("wrong-token");

        assertThat(plan(pool("all", KS1, "unlisted: Remove"))).isEqualTo(Exit.FAILED);
        assertThat(terminal.out())
                .contains("ListShortCode:", "HTTP 401, code 20003")
                .doesNotContain("wrong-token");
    }

    @Test
    void whoIsToldToWaitWaitsAndGoesOn() {
        var busy = Match.ANY.then(new Effect.Status(429, 80621, 7, false));
        twilio.simulator().addFault(busy);
        twilio.simulator().onRequest(_ -> twilio.simulator().clearFaults());

        assertThat(plan(code("promo", KS1, SC1, "reserved: true"))).isEqualTo(Exit.FINE);
        assertThat(twilio.waits()).containsExactly(Duration.ofSeconds(7));
    }

    @Test
    void whoIsToldToWaitForTooLongGivesUp() {
        twilio.simulator().addFault(Match.ANY.then(new Effect.Status(429, 80621, 0, false)));

        assertThat(plan(code("promo", KS1, SC1, ""))).isEqualTo(Exit.FAILED);
        assertThat(twilio.waits().stream().reduce(Duration.ZERO, Duration::plus))
                .isLessThan(Duration.ofSeconds(31));
        assertThat(terminal.out()).as(terminal.err()).contains("429");
    }

    @Test
    void anInvalidSpecIsToldWithItsPlaceWithoutAsking() {
        assertThat(plan(code("promo", "KS1", SC1, ""))).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .contains("proxypool: the input:4:8: ProxyShortCode promo: spec.serviceSid: serviceSid must be KS"
                        + " followed by")
                .contains("nothing was planned");
        assertThat(twilio.simulator().requests()).isEmpty();
    }

    @Test
    void brokenManifestsAreToldWithTheirPlacesAndNothingIsAsked() {
        assertThat(plan("kind: [\n")).isEqualTo(Exit.FAILED);
        assertThat(terminal.err()).contains("proxypool: the input:", "nothing was planned");
        assertThat(twilio.simulator().requests()).isEmpty();
    }

    @Test
    void aCheckOfNothingIsNoSuccess() {
        assertThat(plan("apiVersion: v1\nkind: Secret\n")).isEqualTo(Exit.FAILED);
        assertThat(terminal.err()).contains("passed over 1 × Secret", "there is no ProxyShortCode");
    }

    @Test
    void wrongUsageIsNotTakenForChanges() {
        assertThat(new CommandLine(new PlanCommand(terminal.shell(), twilio::open)).execute("--nonsense"))
                .isEqualTo(Exit.FAILED);
    }

    // Accounts

    @Test
    void whatBelongsToAnotherAccountThanTheCredentialsIsNotPlanned() {
        int exit = plan(
                account("others", "AC00000000000000000000000000000002"),
                account("main", SimulatedTwilio.ACCOUNT),
                code("theirs", KS1, SC3, "accountRef: {name: others}"),
                code("ours", KS1, SC1, "reserved: true, accountRef: {name: main}"),
                code("own", KS1, SC2, ""));

        assertThat(exit).isEqualTo(Exit.FINE);
        assertThat(terminal.out()).isEqualTo("No changes: nothing to do; 2 as declared in 1 Service\n");
        assertThat(terminal.err())
                .isEqualTo("note: not planned, because the credentials are of AC00000000000000000000000000000001: those"
                        + " of ProxyAccount others, which is AC00000000000000000000000000000002\n");
    }

    @Test
    void anAccountOnlyMeansThatAccountOnly() {
        String manifests = code("promo", KS1, SC1, "accountRef: {name: main}") + "---\n" + code("own", KS1, SC3, "");

        assertThat(execute(manifests, "--account", "main")).isEqualTo(Exit.CHANGES);
        assertThat(terminal.out()).contains("psc/promo").doesNotContain("psc/own");
        assertThat(terminal.err()).contains("those of the operator's own account", "ProxyAccount main is not among");
    }

    @Test
    void anAccountThatNobodyUsesIsAMistake() {
        assertThat(execute(code("promo", KS1, SC1, ""), "--account", "mian")).isEqualTo(Exit.FAILED);
        assertThat(terminal.err()).contains("none of the manifests belongs to mian");
    }

    // Form

    @Test
    void theSameIsThereForPrograms() throws IOException {
        int exit = execute(code("promo", KS1, SC1, ""), "-o", "json");

        JsonNode plan = Serialization.jsonMapper().readTree(terminal.out());
        assertThat(exit).isEqualTo(Exit.CHANGES);
        assertThat(plan.at("/summary/change").intValue()).isEqualTo(1);
        assertThat(plan.at("/services/0/membersBefore").intValue()).isEqualTo(2);
        assertThat(plan.at("/services/0/changes/0").toString())
                .isEqualTo(
                        "{\"action\":\"Change\",\"shortCodeSid\":\"%s\",\"shortCode\":\"12345\",\"before\":\"reserved\","
                                        .formatted(SC1)
                                + "\"after\":\"unreserved\",\"kind\":\"ProxyShortCode\",\"namespace\":\"default\",\"name\":\"promo\"}");
    }

    @Test
    void coloursAndProgressAreForPeople() {
        terminal = Terminal.ofAPerson(code("promo", KS1, SC1, ""));

        run("-f", "-");

        assertThat(terminal.out()).contains("\033[33m  ~ " + SC1);
        assertThat(terminal.err()).contains("0 of 1: reading " + KS1).endsWith("\r\033[K");
    }

    private int plan(String... manifests) {
        return execute(String.join("---\n", manifests));
    }

    private int execute(String manifests, String... options) {
        terminal = Terminal.piped(manifests);
        return run(Stream.concat(Stream.of("-f", "-"), Stream.of(options)).toArray(String[]::new));
    }

    private int run(String... args) {
        return new CommandLine(new PlanCommand(terminal.shell(), twilio::open))
                .setErr(terminal.shell().err().writer())
                .setExecutionExceptionHandler((e, command, _) -> {
                    command.getErr().println("proxypool: " + e.getMessage());
                    return command.getCommandSpec().exitCodeOnExecutionException();
                })
                .execute(args);
    }

    private static String code(String name, String service, String code, String more) {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCode
            metadata: {name: %s}
            spec: {serviceSid: %s, shortCodeSid: %s%s}
            """.formatted(name, service, code, more.isEmpty() ? "" : ", " + more);
    }

    private static String pool(String name, String service, String more, String... codes) {
        String list = codes.length == 0
                ? " []"
                : "\n"
                        + List.of(codes).stream()
                                .map("    - {sid: %s}\n"::formatted)
                                .collect(Collectors.joining());
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyShortCodePool
            metadata: {name: %s}
            spec:
              serviceSid: %s
              %s
              shortCodes:%s
            """.formatted(name, service, more, list);
    }

    private static String account(String name, String sid) {
        return """
            apiVersion: proxypool.dev/v1alpha1
            kind: ProxyAccount
            metadata: {name: %s}
            spec: {accountSid: %s, credentialsSecretRef: {name: secret}}
            """.formatted(name, sid);
    }
}
