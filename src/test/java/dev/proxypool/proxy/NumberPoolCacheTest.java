package dev.proxypool.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.plan.PlanFixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a cache knows of phone numbers besides: their two names, and whether Sessions use them. */
class NumberPoolCacheTest {

    private static final PoolKey NUMBERS = new PoolKey(PlanFixtures.SERVICE, MemberKind.PHONE_NUMBER);
    private static final Sid.Member SID = PlanFixtures.member(MemberKind.PHONE_NUMBER, 1);
    private static final Sid.Member NUMBER = PlanFixtures.number(1);
    private static final Sid.Member OTHER = PlanFixtures.number(2);

    private final ScriptedApi twilio = new ScriptedApi();
    private final PoolCache pools =
            new PoolCache(twilio, () -> PlanFixtures.NOON, Duration.ofSeconds(30), (_, _, _) -> {});

    @Test
    void aNumberIsKnownByBothNamesOnceAListShowsIt() {
        assertThat(pools.namesOf(NUMBER)).containsExactly(NUMBER);

        poll(PlanFixtures.phone(1, true, 0, 0));

        assertThat(pools.namesOf(NUMBER)).containsExactlyInAnyOrder(NUMBER, SID);
        assertThat(pools.namesOf(SID)).containsExactlyInAnyOrder(NUMBER, SID);
        assertThat(pools.namesOf(OTHER)).containsExactly(OTHER);
        assertThat(pools.sidOf(in(NUMBER))).isEqualTo(SID);
        assertThat(pools.sidOf(in(OTHER))).isEqualTo(OTHER);
    }

    @Test
    void aNumberThatWasBoughtAgainHasTheNewSidOnly() {
        Member before = PlanFixtures.phone(1, true, 0, 0);
        Sid.Member newSid = PlanFixtures.member(MemberKind.PHONE_NUMBER, 9);
        poll(before);

        poll(new Member(newSid, true, before.details()));

        assertThat(pools.sidOf(in(NUMBER))).isEqualTo(newSid);
        assertThat(pools.namesOf(SID)).containsExactly(SID);
    }

    @Test
    void twoPollsInARowMakeAReservedNumberIdle() {
        assertThat(poll(PlanFixtures.phone(1, true, 0, 0)).isIdle()).as("once").isFalse();
        assertThat(poll(PlanFixtures.phone(1, true, 0, 0)).isIdle()).as("twice").isTrue();
        assertThat(poll(PlanFixtures.phone(1, true, 2, 0)).isIdle())
                .as("in use")
                .isFalse();
        assertThat(poll(PlanFixtures.phone(1, true, 0, 0)).isIdle())
                .as("once again")
                .isFalse();
        assertThat(poll(PlanFixtures.phone(1, false, 0, 0)).isIdle())
                .as("not reserved")
                .isFalse();
        assertThat(poll(PlanFixtures.phone(1, true, 0, 0)).isIdle())
                .as("the count began anew")
                .isFalse();
    }

    @Test
    void anUnknownUseIsNeverIdle() {
        poll(PlanFixtures.phone(1, true, null, 0));
        poll(PlanFixtures.phone(1, true, null, 0));

        assertThat(poll(PlanFixtures.phone(1, true, null, 0)).isIdle()).isFalse();
    }

    /** The answer to a write is no poll, and a list knows more of the use. */
    @Test
    void ourOwnReservationIsNoPoll() {
        poll(PlanFixtures.phone(1, false, 0, 0));
        pools.wrote(in(NUMBER), PlanFixtures.phone(1, true, 0, 0), "uid-1");

        Member overlaid = poll(PlanFixtures.phone(1, false, 3, 0));

        assertThat(overlaid.reserved()).as("as written").isTrue();
        assertThat(overlaid.isInUse()).as("as listed").isTrue();
        assertThat(poll(PlanFixtures.phone(1, false, 0, 0)).reserved())
                .as("a list that began before the write")
                .isTrue();
        assertThat(poll(PlanFixtures.phone(1, true, 0, 0)).isIdle()).isFalse();
        assertThat(poll(PlanFixtures.phone(1, true, 0, 0)).isIdle()).isTrue();
    }

    @Test
    void aRemovalByNumberTakesOutTheMember() {
        poll(PlanFixtures.phone(1, true, 0, 0));

        pools.wrote(in(NUMBER), null, "uid-1");

        assertThat(((Observation.Fresh) pools.observe(NUMBERS)).pool().members())
                .isEmpty();
    }

    private Member poll(Member listed) {
        twilio.pool = List.of(listed);
        return ((Observation.Fresh) pools.look(NUMBERS))
                .pool()
                .members()
                .values()
                .iterator()
                .next();
    }

    private static Membership in(Sid.Member name) {
        return new Membership(PlanFixtures.SERVICE, name);
    }
}
