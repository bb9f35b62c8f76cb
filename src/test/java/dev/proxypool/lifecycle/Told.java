package dev.proxypool.lifecycle;

import static dev.proxypool.plan.PlanFixtures.ACCOUNT;
import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.NOON;

import dev.proxypool.api.Claims;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.PlanInput.Hint;
import dev.proxypool.reconcile.pass.OnePass;
import dev.proxypool.status.LegalStatus;
import dev.proxypool.status.PassResult;
import dev.proxypool.status.StatusFactory;
import dev.proxypool.status.StatusFrame;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the operator makes of a cell in one pass.
 *
 * @param writes what Twilio was asked to change, in order
 * @param plan what is held back, as the status tells it
 * @param says the status, as {@link End} tells it
 */
record Told(List<String> writes, List<String> plan, String says) {

    private static final Duration STALE_AFTER = Duration.ofMinutes(15);

    /** By the real claim, planner, policies, pass and status. */
    static Told of(Cell cell) {
        return of(cell, cell.resource(), new Twilio(cell));
    }

    /** The same, and the status is in the resource afterwards. */
    static Told of(Cell cell, MemberResource<?> resource, Twilio twilio) {
        boolean closed = cell.remote() == Remote.NO_ACCOUNT;
        AccountUse account = closed ? null : AccountUse.own(ACCOUNT);
        Claims claims = resource.toClaims(account, NOON);
        PassResult pass = closed
                ? OnePass.unreadable(claims, Trouble.noAccount("there is no ProxyAccount main in this namespace"))
                : OnePass.of(
                        claims,
                        twilio,
                        cell.past() == Past.UNDONE ? Set.of(Hint.CONTESTED) : Set.of(),
                        NOON,
                        polled(cell));
        if (pass.mayReleaseFinalizer()) {
            return new Told(twilio.writes(), List.of(), End.GOES.words());
        }
        var frame = new StatusFrame<>(
                Cell.GENERATION,
                resource.statusOrNone(),
                account,
                null,
                Capacity.TWILIO,
                STALE_AFTER,
                resource::drainEnd,
                NOON,
                "psc/promo -n messaging");
        MemberStatus status = LegalStatus.legal(StatusFactory.project(pass, frame), Cell.GENERATION);
        resource.setStatus(status);
        return new Told(twilio.writes(), plan(status), says(status));
    }

    /** Only two polls in a row show that a member is idle. */
    private static List<PoolKey> polled(Cell cell) {
        PoolKey here = new PoolKey(HERE.service(), cell.kind());
        return cell.remote() == Remote.IDLE ? List.of(here, here) : List.of();
    }

    private static List<String> plan(MemberStatus status) {
        return status.plan().stream()
                .map(step -> Twilio.write(action(step), new Sid.Service(step.serviceSid())))
                .toList();
    }

    private static String action(PlannedStep step) {
        boolean reserves = step.action().equals("Add") && step.after().equals("reserved");
        return reserves ? "add reserved" : step.action().toLowerCase(Locale.ROOT);
    }

    private static String says(MemberStatus status) {
        Condition ready = status.conditions().getFirst();
        List<String> beside = status.conditions().stream()
                .skip(1)
                .map(condition -> condition.type() + "=" + condition.status())
                .toList();
        return End.words(ready.status(), ready.reason(), beside);
    }
}
