package dev.proxypool.plan;

import static dev.proxypool.domain.PoolKeys.codesOf;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.DriftPolicy;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Who appears in the tests of the core. */
public final class PlanFixtures {

    public static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");
    public static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    public static final Sid.Service SERVICE = new Sid.Service("KS00000000000000000000000000000001");
    public static final Sid.Service ELSEWHERE = new Sid.Service("KS00000000000000000000000000000002");
    public static final Sid.Member CODE = code(1);
    public static final Membership HERE = new Membership(SERVICE, CODE);
    public static final Membership THERE = new Membership(ELSEWHERE, CODE);

    public static final Wish UNRESERVED = new Wish.Present(false);
    public static final Wish RESERVED = new Wish.Present(true);
    public static final Wish ABSENT = new Wish.Absent(Claim.Drain.NONE);
    public static final Wish DRAINED = new Wish.Absent(Claim.Drain.OVER);
    public static final Wish TO_DRAIN = new Wish.Absent(Claim.Drain.RUNNING);
    public static final Wish LET_GO = new Wish.LetGo();

    public static final Policies OBSERVE =
            new Policies(Management.OBSERVE, Adoption.ALWAYS, DriftPolicy.CORRECT, false);
    public static final Policies IF_MATCHES =
            new Policies(Management.MANAGE, Adoption.IF_MATCHES, DriftPolicy.CORRECT, false);
    public static final Policies NO_ADOPTION =
            new Policies(Management.MANAGE, Adoption.NEVER, DriftPolicy.CORRECT, false);
    public static final Policies REPORT = new Policies(Management.MANAGE, Adoption.ALWAYS, DriftPolicy.REPORT, false);
    public static final Policies SUSPEND = new Policies(Management.MANAGE, Adoption.ALWAYS, DriftPolicy.CORRECT, true);

    public static final Trouble OUTAGE =
            new Trouble.Unavailable(new Trouble.Exchange("ListShortCode", 503, 0, "Service Unavailable", "RQ1"));

    private PlanFixtures() {}

    public static Sid.Member code(int number) {
        return new Sid.ShortCode("SC%032d".formatted(number));
    }

    /** A member of that kind by its SID. */
    public static Sid.Member member(MemberKind kind, int number) {
        return switch (kind) {
            case SHORT_CODE -> code(number);
            case PHONE_NUMBER -> new Sid.PhoneNumber("PN%032d".formatted(number));
        };
    }

    /** A phone number by its digits. */
    public static Sid.E164 number(int number) {
        return new Sid.E164("+1415555%04d".formatted(number));
    }

    /** A phone number as the list of a pool shows it. */
    public static Member phone(int number, boolean reserved, @Nullable Integer inUse, int idlePolls) {
        Sid.Member sid = member(MemberKind.PHONE_NUMBER, number);
        var details =
                new Member.Details(null, number(number), sid.value(), null, inUse, "US", Map.of(), null, null, null);
        return new Member(sid, reserved, details, idlePolls);
    }

    public static PoolSnapshot numbers(Member... members) {
        return PoolSnapshot.of(new PoolKey(SERVICE, MemberKind.PHONE_NUMBER), NOON, List.of(members));
    }

    public static Owner owner(String name) {
        return new Owner("ProxyShortCode", "messaging", name, "uid-" + name, NOON);
    }

    public static Owner olderOwner(String name) {
        return new Owner("ProxyShortCode", "messaging", name, "uid-" + name, NOON.minusSeconds(60));
    }

    /** The claim the tests are about. */
    public static Claim claim(Wish wish, Standing standing) {
        return claim(wish, standing, Policies.DEFAULT);
    }

    public static Claim claim(Wish wish, Standing standing, Policies policies) {
        return new Claim(owner("mine"), HERE, wish, policies, standing);
    }

    public static Claim rival(String name, Membership membership, Wish wish, Standing standing) {
        return new Claim(owner(name), membership, wish, Policies.DEFAULT, standing);
    }

    /** A code that is held here and is to be in another Service. */
    public static Claim mover(boolean reserved, boolean drained, Policies policies) {
        return claim(
                new Wish.Moved(ELSEWHERE, reserved, drained ? Claim.Drain.NONE : Claim.Drain.RUNNING),
                Standing.HOLDING,
                policies);
    }

    public static PoolSnapshot pool(Member... members) {
        return PoolSnapshot.of(codesOf(SERVICE), NOON, List.of(members));
    }

    public static Observation fresh(Member... members) {
        return new Observation.Fresh(pool(members));
    }

    public static Member member(boolean reserved) {
        return Member.of(CODE, reserved);
    }

    public static Plan plan(PlanInput input, Observation seen) {
        return Planner.plan(List.of(input), seen);
    }

    /** Claims that have no rivals. */
    public static List<PlanInput> alone(List<Claim> claims) {
        return claims.stream().map(claim -> PlanInput.of(claim, List.of())).toList();
    }
}
