package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.app.Main;
import dev.proxypool.cli.Terminal;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person does with the command line, and what the operator makes of it. */
abstract class CommandScenarios extends PoolStories {

    private static final int FINE = 0;
    private static final int FAILED = 1;
    private static final int STALLED = 3;

    @Test
    void aReconcileThatWaitsShowsWhatTheOperatorAnswers() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.apply("nobody", Map.of("serviceSid", KS1, "shortCodeSid", "SC00000000000000000000000000000099"));
        environment.awaitReady("promo");
        environment.awaitReason("nobody", "ShortCodeNotFound");

        Terminal fine = Terminal.piped();
        assertThat(run(fine, "reconcile psc/promo --wait")).isEqualTo(FINE);
        assertThat(fine.out()).contains("psc/promo  True   InSync").endsWith("1 Ready, 0 reconciling, 0 stalled\n");

        Terminal person = Terminal.ofAPerson("");
        assertThat(run(person, "reconcile psc promo nobody --wait")).isEqualTo(STALLED);
        assertThat(person.out()).contains("ShortCodeNotFound", "Check shortCodeSid and the account");
        assertThat(person.err()).contains("] 0 of 2: waiting for psc/promo", "] 1 of 2: waiting for psc/nobody");
    }

    @Test
    void anOperatorThatDoesNotAnswerIsTold() {
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));

        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, "reconcile psc/promo --wait --timeout 500ms")).isEqualTo(FAILED);
        assertThat(terminal.err())
                .as("on a cluster, the Lease of an operator that ran before may say more")
                .matches("proxypool: psc/promo: no answer within 0\\.5s\\. (Does the operator run, and does Twilio"
                        + " answer\\?|The operator does not run: .*\\.) Last message: not reconciled yet\n");
    }

    @Test
    void whatIsSuspendedIsHeldBackUntilItIsResumed() {
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        assertThat(run(Terminal.piped(), "suspend psc/promo")).isEqualTo(FINE);

        environment.startOperator();
        environment.awaitReason("promo", "Suspended");
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(run(Terminal.piped(), "resume psc/promo")).isEqualTo(FINE);

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
    }

    @Test
    void removalsThatAreTooManyAreApprovedAsShown() {
        environment.simulator().put(KS1, SC2, false, false);
        environment.simulator().put(KS1, SC3, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(SC1, false));
        awaitPool(pool -> isReason(pool, "RemovalsHeld"));

        Terminal no = Terminal.ofAPerson("n\n");
        assertThat(run(no, "approve pscp/messaging")).isEqualTo(FAILED);
        assertThat(no.err())
                .startsWith("pscp/messaging would remove 2 members from the pool of " + KS1 + ":\n  " + SC2
                        + "  23456  unreserved\n  " + SC3
                        + "  34567  unreserved\nRemove these 2 members? [y/N] ");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2, SC3);
        assertThat(run(Terminal.ofAPerson("y\n"), "approve pscp/messaging")).isEqualTo(FINE);

        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
        Terminal again = Terminal.piped();
        assertThat(run(again, "approve pscp/messaging --yes")).isEqualTo(FAILED);
        assertThat(again.err())
                .isEqualTo("proxypool: pscp/messaging holds no removals to approve. Its status: the pool of %s is"
                                .formatted(KS1)
                        + " as declared\n");
    }

    @Test
    void aDeletionThatCannotEndIsLetGo() {
        environment.startOperator();
        environment.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1));
        environment.awaitReady("promo");
        assertThat(run(Terminal.piped(), "suspend psc/promo")).isEqualTo(FINE);
        environment.delete("promo");

        assertThat(run(Terminal.piped(), "orphan psc/promo --yes")).isEqualTo(FINE);

        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1);
    }

    private int run(Terminal terminal, String typed) {
        return Main.commandLine(
                        terminal.shell(),
                        () -> {
                            throw new AssertionError("no credentials of Twilio are needed");
                        },
                        _ -> new KubernetesClientBuilder()
                                .withConfig(environment.client().getConfiguration())
                                .build())
                .execute((typed + " -n " + environment.namespace()).split(" "));
    }
}
