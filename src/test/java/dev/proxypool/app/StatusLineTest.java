package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.StatusHead;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.domain.Member;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusLineTest {

    private static final String KS1 = "KS00000000000000000000000000000001";

    @Test
    void whatNobodyHasLookedAtSaysSo() {
        assertThat(StatusLine.line(resource("promo", KS1, MemberStatus.NONE)))
                .isEqualTo("status  messaging/psc/promo Ready=- -: not reconciled yet");
    }

    @Test
    void whatIsBeingDeletedSaysSo() {
        ResourceView promo = resource("promo", KS1, status("12345", ready("False", "InUse", "Sessions use it")));
        promo.resource().getMetadata().setDeletionTimestamp("2026-11-01T12:00:00Z");

        assertThat(StatusLine.line(promo))
                .isEqualTo("status  messaging/psc/promo Ready=False InUse: being deleted; Sessions use it");
    }

    @ParameterizedTest(name = "Ready={0} of generation {1}, and {2}: {5}")
    @CsvSource(delimiter = '|', textBlock = """
        True  | 2 | RemoteVerified | true  | true  | an outage takes nothing back
        False | 2 | Stalled        | false | true  | a person must help
        False | 2 | Reconciling    | false | false | it goes on
        True  | 1 | RemoteVerified | false | false | that was before the edit
        False | 1 | Stalled        | false | false | the edit may have mended it
        """)
    void itIsSettledWhenNothingMoreWillHappenByItself(
            String ready, long generation, String besides, boolean isReady, boolean isSettled, String why) {
        var one = new Condition("Ready", ready, generation, "2026-11-01T12:00:00Z", "Because", "of this");
        var other = new Condition(besides, "True", generation, "2026-11-01T12:00:00Z", "Because", "of this");
        ResourceView promo = resource("promo", KS1, status("12345", one, other));

        assertThat(promo.state() == ResourceView.State.READY).as(why).isEqualTo(isReady);
        assertThat(StatusLine.isSettled(promo)).as(why).isEqualTo(isSettled);
    }

    @Test
    void whatNobodyHasLookedAtIsNotSettled() {
        ResourceView promo = resource("promo", KS1, MemberStatus.NONE);

        assertThat(StatusLine.isSettled(promo)).isFalse();
    }

    private static Condition ready(String status, String reason, String message) {
        return new Condition("Ready", status, 2L, "2026-11-01T12:00:00Z", reason, message);
    }

    private static MemberStatus status(@Nullable String digits, Condition... conditions) {
        var details = new Member.Details(digits, null, Map.of(), null, null, null);
        return new MemberStatus(
                new StatusHead(2L, Arrays.asList(conditions), null, null, null, List.of()),
                null,
                null,
                null,
                details,
                null);
    }

    private static ResourceView resource(String name, String service, MemberStatus status) {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace("messaging");
        resource.getMetadata().setGeneration(2L);
        resource.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(Map.of("serviceSid", service))));
        resource.setStatus(status);
        return ResourceView.of(resource);
    }
}
