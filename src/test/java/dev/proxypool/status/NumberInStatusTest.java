package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SERVICE;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.PlanFixtures;
import org.junit.jupiter.api.Test;

/** {@code kubectl get ppn} shows the number or SID that is claimed, also of a claim that failed. */
class NumberInStatusTest {

    private static final Sid.E164 NUMBER = PlanFixtures.number(1);
    private static final Sid.Member BY_SID = PlanFixtures.member(MemberKind.PHONE_NUMBER, 1);
    private static final Observation EMPTY = new Observation.Fresh(PlanFixtures.numbers());

    @Test
    void aClaimThatTwilioRefusesShowsWhatItNames() {
        MemberStatus byNumber = failed(claim(NUMBER, NEW), EMPTY, Passes.rejected(Refusal.UNKNOWN_PHONE_NUMBER))
                .over(NONE);
        MemberStatus bySid = failed(claim(BY_SID, NEW), EMPTY, Passes.rejected(Refusal.UNKNOWN_PHONE_NUMBER))
                .over(NONE);

        assertThat(byNumber.details().phoneNumber()).isEqualTo(NUMBER);
        assertThat(byNumber.details().phoneNumberSid()).isNull();
        assertThat(bySid.details().phoneNumberSid()).isEqualTo(BY_SID.value());
        assertThat(bySid.details().phoneNumber()).isNull();
    }

    @Test
    void aClaimWhosePoolCannotBeReadShowsWhatItNames() {
        MemberStatus status =
                done(claim(NUMBER, NEW), new Observation.Unreadable(OUTAGE)).over(NONE);

        assertThat(status.details().phoneNumber()).isEqualTo(NUMBER);
    }

    @Test
    void whatThePoolShowsIsKeptWhileItCannotBeRead() {
        Claim claim = claim(NUMBER, SETTLED);
        var pool = new Observation.Fresh(PlanFixtures.numbers(PlanFixtures.phone(1, true, 0, 0)));
        MemberStatus seen = done(claim, pool).over(NONE);

        MemberStatus blind = done(claim, new Observation.Unreadable(OUTAGE)).over(seen);

        assertThat(seen.details().phoneNumberSid()).isEqualTo(BY_SID.value());
        assertThat(blind.details()).isEqualTo(seen.details());
    }

    private static Claim claim(Sid.Member name, Standing standing) {
        return new Claim(
                PlanFixtures.owner("mine"), new Membership(SERVICE, name), RESERVED, Policies.DEFAULT, standing);
    }
}
