package dev.proxypool.reconcile.pass;

import static dev.proxypool.api.ClaimsFixtures.keeping;
import static dev.proxypool.domain.Claim.Standing.SETTLED;
import static dev.proxypool.plan.PlanFixtures.ABSENT;
import static dev.proxypool.plan.PlanFixtures.claim;
import static dev.proxypool.plan.PlanFixtures.fresh;

import dev.proxypool.api.Claims;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.PlanFixtures;
import dev.proxypool.plan.PlanInput;
import dev.proxypool.plan.PlanPolicy;
import dev.proxypool.plan.Step;
import dev.proxypool.status.ClaimResult;
import dev.proxypool.status.PassResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A pass that ended: what the real planner decided, and what came of it. */
public record Ended(Decision decision, Outcome outcome) {

    /** All steps were carried out. */
    public static Ended decided(Claim claim, Observation seen, Claim... rivals) {
        return done(PlanInput.of(claim, List.of(rivals)), seen);
    }

    /** A removal that Twilio refused because Sessions use the code. */
    public static Ended decidedInUse(Member member) {
        return done(PlanInput.of(claim(ABSENT, SETTLED), List.of()).knowing(PlanInput.Hint.IN_USE), fresh(member));
    }

    private static Ended done(PlanInput input, Observation seen) {
        Decision decision =
                PlanPolicy.apply(PlanFixtures.plan(input, seen)).decisions().getFirst();
        return new Ended(decision, new Outcome(decision.steps(), null, after(decision.steps(), decision.seen())));
    }

    /** The same decision, whose last step failed. */
    public Ended failed(Trouble trouble) {
        List<Step> done = decision.steps().subList(0, decision.steps().size() - 1);
        var failure = new Outcome.Failure(decision.steps().getLast(), trouble);
        return new Ended(decision, new Outcome(done, failure, after(done, decision.seen())));
    }

    private static @Nullable Member after(List<Step> steps, @Nullable Member before) {
        Member member = before;
        for (Step step : steps) {
            member = switch (step) {
                case Step.Add add -> Member.of(add.membership().member(), false);
                case Step.SetReserved set -> Member.of(set.membership().member(), set.reserved());
                case Step.Remove _ -> null;
            };
        }
        return member;
    }

    /** The result of a pass in which that was the only claim. */
    public PassResult result() {
        return result(List.of(
                new ClaimResult(Objects.requireNonNull(decision.membership()).member(), true, decision, outcome)));
    }

    /** The result of a pass that found nothing to do. */
    public static PassResult quiet() {
        return result(List.of());
    }

    private static PassResult result(List<ClaimResult> results) {
        Claims claims = keeping(List.of(), List.of(), false, Policies.DEFAULT);
        return new PassResult(claims, fresh(), results, Optional.empty(), Set.of(), Set.of(), 0);
    }
}
