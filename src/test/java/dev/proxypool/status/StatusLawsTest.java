package dev.proxypool.status;

import static dev.proxypool.domain.Claim.Standing.NEW;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.LET_GO;
import static dev.proxypool.plan.PlanFixtures.NO_ADOPTION;
import static dev.proxypool.plan.PlanFixtures.OBSERVE;
import static dev.proxypool.plan.PlanFixtures.OUTAGE;
import static dev.proxypool.plan.PlanFixtures.REPORT;
import static dev.proxypool.plan.PlanFixtures.RESERVED;
import static dev.proxypool.plan.PlanFixtures.SUSPEND;
import static dev.proxypool.plan.PlanFixtures.THERE;
import static dev.proxypool.plan.PlanFixtures.UNRESERVED;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.rival;
import static dev.proxypool.status.Passes.FREE;
import static dev.proxypool.status.Passes.KEPT;
import static dev.proxypool.status.Passes.NONE;
import static dev.proxypool.status.Passes.NO_MEMBER;
import static dev.proxypool.status.Passes.NO_SERVICE;
import static dev.proxypool.status.Passes.TOO_LATE;
import static dev.proxypool.status.Passes.blind;
import static dev.proxypool.status.Passes.decide;
import static dev.proxypool.status.Passes.done;
import static dev.proxypool.status.Passes.failed;
import static dev.proxypool.status.Passes.settled;

import dev.proxypool.api.MemberStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.status.Passes.Ended;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of every status that any pass can end in. The single cases are in {@link StatusFactoryTest} and {@link StatusMemoryTest}. */
class StatusLawsTest {

    @Test
    void everyStatusThatAPassCanEndInIsLegalAndTheSameFactsChangeNothing() {
        for (Ended pass : everyPass()) {
            for (MemberStatus old : everyKindOfStatus()) {
                MemberStatus status = pass.over(old);

                if (!pass.over(status).equals(status)) {
                    throw new AssertionError("the same facts change something: %s over %s".formatted(pass, old));
                }
            }
        }
    }

    private static List<MemberStatus> everyKindOfStatus() {
        MemberStatus outage = blind().over(settled());
        return List.of(
                NONE,
                settled(),
                outage,
                blind().over(outage, TOO_LATE),
                done(claim(RESERVED, SETTLED, REPORT), FREE).over(settled()),
                failed(claim(RESERVED, NEW), NO_MEMBER, OUTAGE).over(NONE));
    }

    private static List<Ended> everyPass() {
        List<Ended> all = new ArrayList<>();
        for (Claim claim : everyClaim()) {
            for (Observation seen : everyObservation()) {
                for (List<Claim> rivals : everyRivalry()) {
                    PlanInput input = PlanInput.of(claim, rivals);
                    all.addAll(Passes.allOf(decide(input, seen)));
                    all.addAll(Passes.allOf(decide(input.knowing(PlanInput.Hint.IN_USE), seen)));
                }
            }
        }
        return all;
    }

    private static List<Claim> everyClaim() {
        List<Claim> all = new ArrayList<>();
        for (Wish wish : List.of(RESERVED, UNRESERVED, ABSENT, LET_GO)) {
            for (Standing standing : Standing.values()) {
                for (Policies policies : List.of(Policies.DEFAULT, OBSERVE, NO_ADOPTION, REPORT, SUSPEND)) {
                    all.add(claim(wish, standing, policies));
                }
            }
        }
        return all;
    }

    private static List<Observation> everyObservation() {
        return Stream.concat(
                        Stream.of(NO_MEMBER, FREE, KEPT, NO_SERVICE),
                        Passes.troubles().stream().map(Observation.Unreadable::new))
                .toList();
    }

    private static List<List<Claim>> everyRivalry() {
        return List.of(
                List.of(), List.of(rival("a", HERE, RESERVED, SETTLED)), List.of(rival("a", THERE, ABSENT, SETTLED)));
    }
}
