package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.GENERATION;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.blind;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.settled;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.AccountStatus;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.StatusHead;
import dev.proxypool.domain.Trouble;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status says in every situation, and what kubectl, Flux, Helm and Argo CD make of it. */
class StatusContractTest {

    @ParameterizedTest
    @MethodSource({
        "dev.proxypool.status.Situations#inSync",
        "dev.proxypool.status.Situations#retried",
        "dev.proxypool.status.Situations#leftToAPerson",
        "dev.proxypool.status.Situations#leaving"
    })
    void theTable(Situation situation) {
        MemberStatus status = situation.status();
        JsonNode object = object(status, situation.deleting());

        assertThat(says(status, "Ready")).isEqualTo(situation.ready());
        assertThat(status.condition("Ready").orElseThrow().reason()).isEqualTo(situation.reason());
        assertThat(says(status, "Reconciling")).isEqualTo(situation.reconciling());
        assertThat(says(status, "Stalled")).isEqualTo(situation.stalled());
        assertThat(Kstatus.of(object)).isEqualTo(situation.kstatus());
        assertThat(Kstatus.isWaitOver(object)).isEqualTo(situation.ready().equals("True"));
        assertThat(argo(object).status()).isEqualTo(situation.argo());
        assertThat(argo(object).message()).isNotBlank();
    }

    /** As the schema's default has it. */
    @Test
    void everybodyWaitsForAResourceThatNobodyHasSeen() {
        JsonNode object = object(
                new MemberStatus(
                        new StatusHead(-1L, List.of(), null, null, null, List.of()),
                        null,
                        null,
                        null,
                        NONE.details(),
                        null),
                false);

        assertThat(Kstatus.of(object)).isEqualTo("InProgress");
        assertThat(Kstatus.isWaitOver(object)).isFalse();
        assertThat(argo(object).status()).isEqualTo("Progressing");
    }

    /** Without the schema's default it would be done for Flux and Helm before anybody has looked. */
    @Test
    void aResourceWithoutAnyStatusIsWhyTheSchemaHasADefault() {
        JsonNode object = object(null, false);

        assertThat(Kstatus.of(object)).isEqualTo("Current");
        assertThat(Kstatus.isWaitOver(object)).isFalse();
        assertThat(argo(object).status()).isEqualTo("Progressing");
    }

    @Test
    void everybodyWaitsForAnEditThatNobodyHasSeen() {
        ProxyShortCode edited = resource(settled(), false);
        edited.getMetadata().setGeneration(GENERATION + 1);
        JsonNode object = Serialization.jsonMapper().valueToTree(edited);

        assertThat(Kstatus.of(object)).isEqualTo("InProgress");
        assertThat(Kstatus.isWaitOver(object)).isFalse();
        assertThat(argo(object).status()).isEqualTo("Progressing");
    }

    @Test
    void anOutageAfterSuccessIsToldBesideReady() {
        MemberStatus status = blind().over(settled());

        assertThat(says(status, "RemoteVerified")).isEqualTo("False");
        assertThat(argo(object(status, false)).message()).contains("503");
    }

    @Test
    void driftThatIsOnlyReportedIsToldBesideReady() {
        MemberStatus status = done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled());

        assertThat(says(status, "InSync")).isEqualTo("False");
        assertThat(argo(object(status, false)).message()).contains("driftPolicy Report does not allow");
    }

    @Test
    void suspensionIsToldWhetherSettledOrNot() {
        assertThat(says(done(claim(RESERVED, SETTLED, SUSPEND), KEPT).over(settled()), "Suspended"))
                .isEqualTo("True");
        assertThat(says(done(claim(RESERVED, NEW, SUSPEND), NO_MEMBER).over(NONE), "Suspended"))
                .isEqualTo("True");
    }

    @Test
    void anAccountIsReadInTheSameWay() {
        var noSecret = Trouble.noAccount("there is no Secret twilio");
        var refused = new Trouble.Unauthorized(Passes.EXCHANGE);

        assertThat(ofAnAccount(AccountStatusFactory.accepted(ACCOUNT))).containsExactly("Current", "Healthy");
        assertThat(ofAnAccount(AccountStatusFactory.of(noSecret, null))).containsExactly("InProgress", "Progressing");
        assertThat(ofAnAccount(AccountStatusFactory.of(refused, "twilio"))).containsExactly("Failed", "Degraded");
        assertThat(ofAnAccount(AccountStatusFactory.invalid(List.of("no")))).containsExactly("Failed", "Degraded");
    }

    private static List<String> ofAnAccount(Finding finding) {
        ProxyAccount account = new ProxyAccount();
        account.setMetadata(new ObjectMetaBuilder().withGeneration(GENERATION).build());
        account.setStatus(AccountStatusFactory.project(
                GENERATION,
                AccountStatus.NONE,
                finding,
                new AccountStatusFactory.Named(null, null),
                new AccountStatusFactory.Pools(Map.of(), Duration.ofMinutes(1)),
                NOON));
        JsonNode object = Serialization.jsonMapper().valueToTree(account);
        return List.of(
                Kstatus.of(object), ArgoCd.health(ProxyAccount.KIND, object).status());
    }

    private static ArgoCd.Health argo(JsonNode object) {
        return ArgoCd.health(ProxyShortCode.KIND, object);
    }

    private static JsonNode object(@Nullable MemberStatus status, boolean deleting) {
        return Serialization.jsonMapper().valueToTree(resource(status, deleting));
    }

    private static ProxyShortCode resource(@Nullable MemberStatus status, boolean deleting) {
        ProxyShortCode resource = new ProxyShortCode();
        resource.setMetadata(new ObjectMetaBuilder()
                .withGeneration(GENERATION)
                .withDeletionTimestamp(deleting ? NOON.toString() : null)
                .build());
        resource.setStatus(status);
        return resource;
    }

    private static String says(MemberStatus status, String type) {
        return status.condition(type).map(Condition::status).orElse("-");
    }
}
