package dev.proxypool.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.plan.PlanFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReasonTest {

    @Test
    void wordsAreInTheCaseThatConditionsUse() {
        assertThat(Reason.IN_SYNC.word()).isEqualTo("InSync");
        assertThat(Reason.DELETING.word()).isEqualTo("Deleting");
    }

    @ParameterizedTest
    @EnumSource
    void everyWordLeadsBackToItsReason(Reason reason) {
        assertThat(Reason.of(reason.word())).contains(reason);
        assertThat(Reason.of(reason.name())).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
        assertThat(reason.word()).matches("([A-Z][a-z]+)+");
        assertThat(reason.meaning()).endsWith(".");
        assertThat(reason.whatToDo()).endsWith(".");
    }

    /** The words of the group's commands, and of nothing else. */
    @ParameterizedTest
    @EnumSource
    void everyCommandOfAReasonNamesTheResource(Reason reason) {
        assertThat(reason.advise("fact", "psc/promo -n messaging", null)).doesNotContain("KIND/NAME");
        assertThat(reason.whatToDo()
                        .replaceAll("proxypool (approve|orphan|reconcile|resume) KIND/NAME -n NAMESPACE", ""))
                .doesNotContain("proxypool approve", "proxypool orphan", "proxypool reconcile", "KIND/NAME");
    }

    /** A page has a place of its own for what to do. */
    @ParameterizedTest
    @EnumSource
    void theFactOfAMessageIsWhatWasAdvisedOn(Reason reason) {
        String resource = "psc/promo -n messaging";
        AccountUse main = new AccountUse(PlanFixtures.ACCOUNT, "", "main");
        String fact = "a fact. And\nanother (code 1)";

        assertThat(reason.factIn(reason.advise(fact, resource, main), resource)).isEqualTo(fact);
        assertThat(reason.factIn(reason.advise(fact, resource, null), resource)).isEqualTo(fact);
        assertThat(reason.factIn("said by another version", resource)).isEqualTo("said by another version");
    }

    @Test
    void whatHelpsIsTheCommandForTheResource() {
        assertThat(Reason.FOREIGN_WRITER.advise("another writer", "pscp/held -n states", null))
                .startsWith("another writer. Find the other writer")
                .contains(": proxypool reconcile pscp/held -n states (");
        assertThat(Reason.PENDING.advise("wait", "psc/promo -n messaging", null))
                .isEqualTo("wait");
        AccountUse main = new AccountUse(PlanFixtures.ACCOUNT, "", "main");
        assertThat(Reason.SERVICE_NOT_FOUND.advise("gone", "psc/promo -n messaging", main))
                .isEqualTo("gone. Check serviceSid: it must be a Service of account"
                        + " AC00000000000000000000000000000001 (ProxyAccount main).");
        assertThat(Reason.SERVICE_NOT_FOUND.advise("gone")).endsWith("a Service of the account.");
        assertThat(Reason.API_WITHDRAWN.advise("gone", "psc/promo -n messaging", AccountUse.own(PlanFixtures.ACCOUNT)))
                .contains("for account AC00000000000000000000000000000001 (the operator's default account). ");
        assertThat(Reason.SUSPENDED.advise("suspended"))
                .isEqualTo("suspended. Set suspend to false: proxypool resume KIND/NAME -n NAMESPACE.");
    }
}
