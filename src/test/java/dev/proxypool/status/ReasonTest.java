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
}
