package dev.proxypool.lifecycle;

import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.CODE;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;
import static dev.proxypool.plan.PlanFixtures.THERE;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyPhoneNumber;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.StatusHead;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.CamelCase;
import dev.proxypool.domain.Member.Details;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.DriftPolicy;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PlanFixtures;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** One cell of the table: a resource as a user wrote it, and the pool it meets. */
record Cell(MemberKind kind, Policies policies, Life life, Remote remote, Past past, boolean reserved) {

    static final long GENERATION = 3;

    /** Every cell that can be. */
    static List<Cell> all() {
        return Arrays.stream(MemberKind.values())
                .flatMap(kind -> all(kind).stream())
                .filter(Cell::canBe)
                .toList();
    }

    private static List<Cell> all(MemberKind kind) {
        List<Cell> all = new ArrayList<>();
        for (Policies policies : everyPolicy()) {
            for (Life life : Life.values()) {
                for (Remote remote : Remote.values()) {
                    for (Past past : Past.values()) {
                        all.add(new Cell(kind, policies, life, remote, past, false));
                        all.add(new Cell(kind, policies, life, remote, past, true));
                    }
                }
            }
        }
        return all;
    }

    private static List<Policies> everyPolicy() {
        List<Policies> all = new ArrayList<>();
        for (Management management : Management.values()) {
            for (Adoption adoption : Adoption.values()) {
                for (DriftPolicy drift : DriftPolicy.values()) {
                    all.add(new Policies(management, adoption, drift, false));
                    all.add(new Policies(management, adoption, drift, true));
                }
            }
        }
        return all;
    }

    /** A member moves by an edit, from where it was applied. Twilio reports the use of phone numbers only. */
    private boolean canBe() {
        boolean past = !Life.MOVING.contains(life) || this.past == Past.EDITED;
        return past && (remote != Remote.IDLE || kind == MemberKind.PHONE_NUMBER);
    }

    /** Whether the pool that is declared now has the member, reserved or not as declared. */
    boolean isAsDeclared() {
        return Life.MOVING.contains(life)
                ? remote == Remote.ELSEWHERE && !reserved
                : Remote.MEMBER.contains(remote) && remote.isReserved() == reserved;
    }

    MemberResource<?> resource() {
        MemberResource<?> resource = switch (kind) {
            case SHORT_CODE -> new ProxyShortCode();
            case PHONE_NUMBER -> new ProxyPhoneNumber();
        };
        boolean leaving = Life.LEAVING.contains(life);
        resource.setMetadata(new ObjectMetaBuilder()
                .withNamespace("messaging")
                .withName("mine")
                .withUid("uid")
                .withGeneration(GENERATION)
                .withFinalizers(past == Past.NEW ? List.of() : List.of(ApiGroup.MEMBERSHIP_FINALIZER))
                .withCreationTimestamp(NOON.minus(Duration.ofDays(1)).toString())
                .withDeletionTimestamp(leaving ? NOON.toString() : null)
                .withAnnotations(life == Life.LEAVES_ANNOTATED ? Map.of(ApiGroup.ORPHAN_ANNOTATION, "true") : Map.of())
                .build());
        resource.setSpec(new WrittenSpec(spec()));
        resource.setStatus(status());
        return resource;
    }

    /** As the spec names the member. */
    private Sid.Member name() {
        return switch (kind) {
            case SHORT_CODE -> CODE;
            case PHONE_NUMBER -> PlanFixtures.number(1);
        };
    }

    private String field() {
        return switch (kind) {
            case SHORT_CODE -> "shortCodeSid";
            case PHONE_NUMBER -> "phoneNumber";
        };
    }

    private ObjectNode spec() {
        return JsonNodeFactory.instance
                .objectNode()
                .put(
                        "serviceSid",
                        (Life.MOVING.contains(life) ? THERE : HERE).service().value())
                .put(field(), name().value())
                .put("reserved", reserved)
                .put("managementPolicy", CamelCase.of(policies.management()))
                .put("adoptionPolicy", CamelCase.of(policies.adoption()))
                .put("driftPolicy", CamelCase.of(policies.drift()))
                .put("deletionPolicy", life.deletionPolicy)
                .put("suspend", policies.suspend());
    }

    private MemberStatus status() {
        if (past == Past.NEW || past == Past.STARTED) {
            return status(-1, List.of());
        }
        long seen = past == Past.EDITED ? GENERATION - 1 : GENERATION;
        return status(seen, List.of(new Condition("Ready", "True", seen, NOON.toString(), "InSync", "it was so")));
    }

    private MemberStatus status(long seen, List<Condition> conditions) {
        boolean held = past != Past.NEW && past != Past.STARTED;
        return new MemberStatus(
                new StatusHead(
                        seen,
                        conditions,
                        held ? HERE.service().value() : null,
                        held ? AccountUse.own(ACCOUNT) : null,
                        null,
                        List.of()),
                null,
                null,
                held ? Boolean.valueOf(reserved != (past == Past.EDITED)) : null,
                Details.NONE,
                life.isDrained() ? NOON.minus(Duration.ofHours(2)) : null);
    }
}
