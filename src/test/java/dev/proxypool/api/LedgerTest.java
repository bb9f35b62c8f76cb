package dev.proxypool.api;

import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.code;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.proxypool.domain.Hold;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pool remembers of each code comes back as it was, and needs little room. */
class LedgerTest {

    private static final Map<Sid.Member, Hold> HOLDS = new TreeMap<>(Map.of(
            code(1), new Hold(SERVICE, true, null),
            code(2), new Hold(SERVICE, false, NOON),
            code(3), new Hold(SERVICE, null, NOON.plusSeconds(1)),
            code(4), new Hold(null, null, NOON),
            code(5), Hold.NONE));

    @Test
    void everyHoldComesBackAsItWas() throws JsonProcessingException {
        PoolStatus status = read(write(with(Ledger.of(HOLDS, List.of(code(4)), 2))));

        Ledger ledger = status.ledger();

        HOLDS.forEach((code, hold) ->
                assertThat(ledger.holdOf(code, SERVICE)).as(code.value()).isEqualTo(hold));
        assertThat(ledger.holdOf(code(6), SERVICE)).isEqualTo(Hold.NONE);
        assertThat(ledger.isApproved(code(4))).isTrue();
        assertThat(ledger.isApproved(code(1))).isFalse();
        assertThat(IntStream.rangeClosed(1, 5).filter(i -> ledger.isApproved(code(i)) || ledger.isDraining(code(i))))
                .as("approved, or draining already")
                .containsExactly(2, 3, 4);
        assertThat(ledger.holdsSomething()).isTrue();
    }

    @Test
    void aLedgerThatHoldsNothingIsNotWritten() throws JsonProcessingException {
        Ledger nothing = Ledger.of(Map.of(code(5), Hold.NONE), List.of(), 0);

        assertThat(nothing).isEqualTo(Ledger.NONE);
        assertThat(nothing.holdsSomething()).isFalse();
        assertThat(write(with(nothing))).doesNotContain("ledger");
        assertThat(Ledger.of(Map.of(code(4), new Hold(null, null, NOON)), List.of(), 0)
                        .holdsSomething())
                .as("an unlisted member drains, and is not held")
                .isFalse();
    }

    @Test
    void whatIsAboutToBeAddedIsStartedAndNotHeld() {
        PoolStatus status = PoolStatus.NONE.willAdd(Set.of(new Membership(SERVICE, code(7))));
        PoolStatus twice = status.willAdd(Set.of(new Membership(SERVICE, code(8))));

        assertThat(status.observedGeneration())
                .as("nobody has looked at it yet")
                .isEqualTo(-1);
        assertThat(status.serviceSid()).isEqualTo(SERVICE.value());
        assertThat(twice.ledger().holdOf(code(7), SERVICE)).isEqualTo(new Hold(null, null, null, SERVICE));
        assertThat(twice.ledger().holdOf(code(8), SERVICE)).isEqualTo(new Hold(null, null, null, SERVICE));
        assertThat(twice.ledger().isHeld(code(7))).isFalse();
    }

    @Test
    void fiveThousandCodesFitIntoSixtyKilobytes() throws JsonProcessingException {
        Map<Sid.Member, Hold> many = new TreeMap<>();
        IntStream.rangeClosed(1, 5_500).forEach(i -> many.put(code(i), new Hold(SERVICE, i > 500, null)));

        assertThat(write(with(Ledger.of(many, List.of(), 0)))).hasSizeLessThan(60_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ledger\":{\"reserved\":\"!\"}}",
                "{\"ledger\":{\"reserved\":\"AAAA\"}}",
                "{\"ledger\":{\"draining\":[{\"since\":\"noon\",\"codes\":\"\"}]}}",
                "{\"ledger\":{\"draining\":[{\"since\":\"2026-11-24T12:00:00Z\"}]}}"
            })
    void aLedgerThatCannotBeReadIsNoneOfOurs(String json) throws JsonProcessingException {
        assertThat(read(json)).isEqualTo(PoolStatus.NONE);
    }

    private static PoolStatus with(Ledger ledger) {
        return new PoolStatus(StatusHead.NONE, null, ledger, 0, List.of(), null, 0);
    }

    private static String write(PoolStatus status) throws JsonProcessingException {
        return Serialization.jsonMapper().writeValueAsString(status);
    }

    private static PoolStatus read(String json) throws JsonProcessingException {
        return Serialization.jsonMapper().readValue(json, PoolStatus.class);
    }
}
