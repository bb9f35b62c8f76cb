package dev.proxypool.status;

import static org.assertj.core.api.Assertions.assertThat;

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
    void everyReasonSaysWhatItMeansAndWhatToDo(Reason reason) {
        assertThat(reason.word()).matches("([A-Z][a-z]+)+");
        assertThat(reason.meaning()).endsWith(".");
        assertThat(reason.whatToDo()).endsWith(".");
    }

    /** The words of the group's commands, and of nothing else. */
    @ParameterizedTest
    @EnumSource
    void everyCommandOfAReasonNamesTheResource(Reason reason) {
        assertThat(reason.advise("fact", "psc/promo -n messaging")).doesNotContain("KIND/NAME");
        assertThat(reason.whatToDo()
                        .replaceAll("proxypool (approve|orphan|reconcile|resume) KIND/NAME -n NAMESPACE", ""))
                .doesNotContain("proxypool approve", "proxypool orphan", "proxypool reconcile", "KIND/NAME");
    }

    @Test
    void whatHelpsIsTheCommandForTheResource() {
        assertThat(Reason.FOREIGN_WRITER.advise("another writer", "pscp/held -n states"))
                .startsWith("another writer. Find the other writer")
                .contains(": proxypool reconcile pscp/held -n states (");
        assertThat(Reason.PENDING.advise("wait", "psc/promo -n messaging")).isEqualTo("wait");
        assertThat(Reason.SUSPENDED.advise("suspended"))
                .isEqualTo("suspended. Set suspend to false: proxypool resume KIND/NAME -n NAMESPACE.");
    }
}
