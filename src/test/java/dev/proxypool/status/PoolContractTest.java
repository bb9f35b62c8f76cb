package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.HOLDING;
import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.TO_DRAIN;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.owner;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.UNREADABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.api.Claims;
import dev.proxypool.api.Condition;
import dev.proxypool.api.Ledger;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.plan.Removals;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status of a pool says, and what kubectl, Flux, Helm and Argo CD make of it. */
class PoolContractTest {

    private static final PoolStatus SETTLED_BEFORE =
            pass(claim(RESERVED, SETTLED), KEPT, 0).over(PoolStatus.NONE);

    static Stream<Arguments> theTable() {
        return Stream.of(
                arguments("as declared", SETTLED_BEFORE, "True InSync", "Current", "Healthy"),
                arguments(
                        "not come to its end",
                        pass(claim(RESERVED, NEW), NO_MEMBER, 7).over(PoolStatus.NONE),
                        "False InProgress",
                        "InProgress",
                        "Progressing"),
                arguments("removals held", held(), "False RemovalsHeld", "Failed", "Degraded"),
                arguments(
                        "one code that a person has to see to",
                        pass(claim(RESERVED, NEW, NO_ADOPTION), KEPT, 0).over(PoolStatus.NONE),
                        "False AdoptionRefused",
                        "Failed",
                        "Degraded"),
                arguments(
                        "drift with Report",
                        pass(claim(RESERVED, SETTLED, REPORT), FREE, 0).over(SETTLED_BEFORE),
                        "True DriftReported",
                        "Current",
                        "Healthy"),
                arguments(
                        "outage after success",
                        pass(claim(RESERVED, SETTLED), UNREADABLE, 0).over(SETTLED_BEFORE),
                        "True InSync",
                        "Current",
                        "Healthy"),
                arguments(
                        "outage before",
                        pass(claim(RESERVED, NEW), UNREADABLE, 0).over(PoolStatus.NONE),
                        "False RemoteUnavailable",
                        "InProgress",
                        "Progressing"),
                arguments(
                        "suspended, not settled",
                        pass(claim(RESERVED, NEW, SUSPEND), NO_MEMBER, 0).over(PoolStatus.NONE),
                        "False Suspended",
                        "InProgress",
                        "Suspended"),
                arguments(
                        "being deleted, a drain",
                        pass(claim(TO_DRAIN, SETTLED), FREE, 0).over(SETTLED_BEFORE),
                        "False Draining",
                        "Terminating",
                        "Progressing"),
                arguments(
                        "being deleted, the pool cannot be read",
                        pass(claim(ABSENT, SETTLED), UNREADABLE, 0).over(SETTLED_BEFORE),
                        "False Deleting",
                        "Terminating",
                        "Progressing"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void theTable(String name, PoolStatus status, String ready, String kstatus, String argo) {
        Condition condition = status.conditions().getFirst();
        JsonNode object = object(status, kstatus.equals("Terminating"));

        assertThat(condition.status() + " " + condition.reason()).isEqualTo(ready);
        assertThat(Kstatus.of(object)).isEqualTo(kstatus);
        assertThat(Kstatus.isWaitOver(object)).isEqualTo(condition.isTrue());
        assertThat(ArgoCd.health(ProxyShortCodePool.KIND, object).status()).isEqualTo(argo);
    }

    private static PoolStatus held() {
        var unlisted = Passes.decide(claim(ABSENT, HOLDING), KEPT);
        var one = new ClaimResult(
                CODE, false, unlisted.hold(), Passes.done(unlisted.hold()).outcome());
        PassResult passed = new PassResult(
                pool(List.of(), false, claim(ABSENT, HOLDING)),
                KEPT,
                List.of(one),
                Optional.of(new Removals(List.of(unlisted))),
                Set.of(),
                Set.of(),
                0);
        return over(PoolStatus.NONE, passed);
    }

    private record Ended(PassResult passed) {
        PoolStatus over(PoolStatus old) {
            return PoolContractTest.over(old, passed);
        }
    }

    /** Of a pool of one code. */
    private static Ended pass(Claim claim, Observation seen, int left) {
        var decision = Passes.decide(claim, seen);
        var one = new ClaimResult(
                claim.membership().member(),
                true,
                decision,
                Passes.done(decision).outcome());
        List<Claim> listed = List.of(claim);
        return new Ended(new PassResult(
                pool(listed, claim.leaving(), claim), seen, List.of(one), Optional.empty(), Set.of(), Set.of(), left));
    }

    private static Claims pool(List<Claim> listed, boolean leaving, Claim like) {
        return new Claims(
                owner("pool"),
                codesOf(SERVICE),
                listed,
                List.of(),
                leaving,
                like.policies(),
                true,
                RemovalLimit.ONE,
                Ledger.NONE,
                _ -> Claim.Drain.NONE);
    }

    private static PoolStatus over(PoolStatus old, PassResult passed) {
        return LegalStatus.legal(PoolStatusFactory.project(passed, Passes.frame(old)), Passes.GENERATION);
    }

    private static JsonNode object(PoolStatus status, boolean deleting) {
        ProxyShortCodePool resource = new ProxyShortCodePool();
        resource.setMetadata(new ObjectMetaBuilder()
                .withGeneration(Passes.GENERATION)
                .withDeletionTimestamp(deleting ? NOON.toString() : null)
                .build());
        resource.setStatus(status);
        return Serialization.jsonMapper().valueToTree(resource);
    }
}
