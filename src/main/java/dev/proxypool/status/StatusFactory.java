package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ShortCodeStatus;
import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Decision;
import dev.proxypool.plan.Outcome;
import dev.proxypool.plan.Verdict;
import dev.proxypool.status.Reason.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Projects a pass onto the status of its resource. Pure; gives the old status itself back if nothing changed. */
public final class StatusFactory {

    private StatusFactory() {}

    /**
     * What is known of the resource besides its claim.
     *
     * @param generation metadata.generation of the object the claim was read from
     * @param old the status so far
     * @param account null while it cannot be found out
     * @param requestedAt the value of the reconcile annotation, if there is one and a fresh look has served it
     */
    public record Subject(
            long generation,
            ShortCodeStatus old,
            Sid.@Nullable Account account,
            @Nullable String requestedAt) {}

    /**
     * The status after a pass.
     *
     * @param staleAfter how long a settled resource stays Ready while its pool cannot be read
     */
    public static ShortCodeStatus project(
            Subject subject, Decision decision, Outcome outcome, Duration staleAfter, Instant now) {
        var conditions = new Conditions(subject.old().conditions(), subject.generation(), now);
        Optional<Trouble> outage = outage(subject, decision);
        if (outage.isPresent()) {
            sayOutage(conditions, subject, outage.get(), staleAfter, now);
        } else {
            sayFinding(conditions, Finding.of(decision, outcome));
        }
        if (decision.claim() instanceof Claim.Valid claim && claim.policies().suspend()) {
            conditions.say(
                    Condition.SUSPENDED, true, "Suspended", "spec.suspend is true: nothing is written to Twilio");
        }
        ShortCodeStatus status =
                new Facts(subject, decision, outcome, now.truncatedTo(ChronoUnit.SECONDS)).with(conditions.list());
        return status.equals(subject.old()) ? subject.old() : status;
    }

    /** When a resource must be looked at again to be told stale; empty if it is not waiting for that. */
    public static Optional<Instant> staleAt(ShortCodeStatus status, Duration staleAfter) {
        boolean ready =
                status.condition(Condition.READY).filter(Condition::isTrue).isPresent();
        return ready ? unverifiedSince(status).map(since -> since.plus(staleAfter)) : Optional.empty();
    }

    /** A pool that cannot be read for a while, where the present generation was already applied and verified. */
    private static Optional<Trouble> outage(Subject subject, Decision decision) {
        boolean settled = subject.old()
                .condition(Condition.READY)
                .filter(ready -> ready.isTrue() || isStale(ready))
                .filter(ready -> Long.valueOf(subject.generation()).equals(ready.observedGeneration()))
                .isPresent();
        if (!settled || decision.claim().leaving() || !(decision.verdict() instanceof Verdict.Blind blind)) {
            return Optional.empty();
        }
        return Optional.of(blind.trouble()).filter(StatusFactory::passes);
    }

    private static boolean passes(Trouble trouble) {
        return Finding.reasonOf(trouble).remedy() == Remedy.RETRY;
    }

    private static void sayOutage(
            Conditions conditions, Subject subject, Trouble trouble, Duration staleAfter, Instant now) {
        Condition ready = subject.old().condition(Condition.READY).orElseThrow();
        boolean stale = unverifiedSince(subject.old())
                .filter(since -> !now.isBefore(since.plus(staleAfter)))
                .isPresent();
        if (stale || isStale(ready)) {
            conditions.ready(
                    Reason.VERIFICATION_STALE,
                    "applied once, but the pool could not be read for %s".formatted(words(staleAfter)));
        } else {
            conditions.say(Condition.READY, true, ready.reason(), ready.message());
            subject.old()
                    .condition(Condition.IN_SYNC)
                    .ifPresent(drift -> conditions.say(Condition.IN_SYNC, false, drift.reason(), drift.message()));
        }
        conditions.say(
                Condition.REMOTE_VERIFIED,
                false,
                Finding.reasonOf(trouble).word(),
                trouble.exchange().describe());
    }

    private static void sayFinding(Conditions conditions, Finding finding) {
        conditions.ready(finding.reason(), finding.message());
        if (finding.reason() == Reason.DRIFT_REPORTED) {
            conditions.say(Condition.IN_SYNC, false, "Drifted", finding.reason().advise(finding.message()));
        }
    }

    private static boolean isStale(Condition ready) {
        return ready.reason().equals(Reason.VERIFICATION_STALE.word());
    }

    private static Optional<Instant> unverifiedSince(ShortCodeStatus status) {
        return status.condition(Condition.REMOTE_VERIFIED)
                .map(Condition::lastTransitionTime)
                .map(Instant::parse);
    }

    private static String words(Duration duration) {
        return duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
