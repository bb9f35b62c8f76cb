package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.app.Main;
import dev.proxypool.cli.Terminal;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What a person does with the command line, and what the operator makes of it. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
abstract class CommandScenarios extends PoolStories {

    private static final int FINE = 0;
    private static final int FAILED = 1;
    private static final int STALLED = 3;

    @Test
    void aReconcileThatWaitsShowsWhatTheOperatorAnswers() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.apply("nobody", single(KS1, telling.sid(99)));
        environment.awaitReady("promo");
        environment.awaitReason("nobody", telling.notFound());

        Terminal fine = Terminal.piped();
        assertThat(run(fine, "reconcile " + promo() + " --wait")).isEqualTo(FINE);
        assertThat(fine.out()).contains(promo() + "  True   InSync").endsWith("1 Ready, 0 reconciling, 0 stalled\n");

        Terminal person = Terminal.ofAPerson("");
        assertThat(run(person, "reconcile %s promo nobody --wait".formatted(telling.shortName())))
                .isEqualTo(STALLED);
        assertThat(person.out())
                .contains(
                        telling.notFound(),
                        telling.isOfCodes()
                                ? "must be a short code of account AC"
                                : "must be a phone number of account AC");
        assertThat(person.err())
                .contains(
                        "] 0 of 2: waiting for " + promo(), "] 1 of 2: waiting for " + telling.shortName() + "/nobody");
    }

    @Test
    void anOperatorThatDoesNotAnswerIsTold() {
        environment.apply("promo", single(KS1, one));

        Terminal terminal = Terminal.piped();

        assertThat(run(terminal, "reconcile " + promo() + " --wait --timeout 500ms"))
                .isEqualTo(FAILED);
        assertThat(terminal.err())
                .as("on a cluster, the Lease of an operator that ran before may say more")
                .matches(
                        "proxypool: " + promo() + ": no answer within 0\\.5s\\. (Does the operator run, and does Twilio"
                                + " answer\\?|The operator does not run: .*\\.) Last message: not reconciled yet\n");
    }

    @Test
    void whatIsSuspendedIsHeldBackUntilItIsResumed() {
        environment.apply("promo", single(KS1, one));
        assertThat(run(Terminal.piped(), "suspend " + promo())).isEqualTo(FINE);

        environment.startOperator();
        environment.awaitReason("promo", "Suspended");
        assertThat(environment.pool(KS1)).isEmpty();
        assertThat(run(Terminal.piped(), "resume " + promo())).isEqualTo(FINE);

        environment.awaitReady("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void removalsThatAreTooManyAreApprovedAsShown() {
        environment.simulator().put(KS1, two, false, false);
        environment.simulator().put(KS1, three, false, false);
        environment.startOperator();
        apply(Map.of("unlisted", "Remove"), code(one, false));
        awaitPool(pool -> isReason(pool, "RemovalsHeld"));

        Terminal no = Terminal.ofAPerson("n\n");
        assertThat(run(no, "approve " + messaging())).isEqualTo(FAILED);
        assertThat(no.err())
                .startsWith(messaging() + " would remove 2 members from the pool of " + KS1 + ":\n  " + shown(two)
                        + "  unreserved\n  " + shown(three)
                        + "  unreserved\nMembers that open Sessions use stay, reserved, until no Session uses them.\n"
                        + "Remove these 2 members? [y/N] ");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two, three);
        assertThat(run(Terminal.ofAPerson("y\n"), "approve " + messaging())).isEqualTo(FINE);

        awaitReady();
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
        Terminal again = Terminal.piped();
        assertThat(run(again, "approve " + messaging() + " --yes")).isEqualTo(FAILED);
        assertThat(again.err())
                .isEqualTo("proxypool: %s holds no removals to approve. Its status: the pool of %s is"
                                .formatted(messaging(), KS1)
                        + " as declared\n");
    }

    @Test
    void aDeletionThatCannotEndIsLetGo() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        assertThat(run(Terminal.piped(), "suspend " + promo())).isEqualTo(FINE);
        environment.delete("promo");

        assertThat(run(Terminal.piped(), "orphan " + promo() + " --yes")).isEqualTo(FINE);

        environment.awaitGone("promo");
        assertThat(environment.pool(KS1)).containsOnlyKeys(one);
    }

    private String promo() {
        return telling.shortName() + "/promo";
    }

    private String messaging() {
        return telling.shortNameOfPool() + "/messaging";
    }

    /** As a person knows the member. */
    private String shown(String sid) {
        return telling.isOfCodes() ? sid + "  " + telling.digits(sid) : telling.digits(sid);
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
