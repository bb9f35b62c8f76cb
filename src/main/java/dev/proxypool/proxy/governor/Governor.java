package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.Operation;
import dev.proxypool.proxy.governor.Admission.Lane;
import dev.proxypool.proxy.governor.Admission.Permit;
import dev.proxypool.proxy.governor.GovernorListener.Notice;
import dev.proxypool.proxy.governor.Slots.Asker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one account just inside Twilio's limits: a window for each endpoint of each Service, slots for the requests in
 * flight, circuit breakers that open after a refusal, and one breaker for each set of credentials. It decides when a
 * call may start, and blocks no thread: it only counts, under one lock, with the time passed in. There MUST be one
 * governor per account, shared by all its credentials; otherwise each would use the whole allowance.
 *
 * <p>Source: Twilio's page "Proxy Limits" (80621) and its error dictionary (20429). Twilio processes no request that it
 * refuses so.
 */
public final class Governor {

    /** When to ask for a slot again: a fifth of a typical call. */
    private static final long SLOT_WAIT = Duration.ofMillis(20).toNanos();

    private static final Duration LONGEST_CLOSURE = Duration.ofSeconds(30);

    private record LaneKey(Sid.Service service, Operation operation) {}

    /**
     * A caller that is ready to make a call.
     *
     * @param breaker of the credentials that the call uses
     * @param tenant the namespace that the call is for; empty for a poll, which serves all of them
     */
    record Caller(CredentialsBreaker breaker, String tenant, Sid.Service service, Operation operation) {

        Asker asker() {
            return new Asker(tenant, service, operation.verb() == Operation.Verb.UPDATE);
        }
    }

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final long origin;
    private final GovernorListener listener;

    private final Map<LaneKey, Lane> lanes = new HashMap<>();
    private final Slots slots;
    /** The first 20429 only needs a short pause and fewer slots. */
    private final CircuitBreaker account = new CircuitBreaker(1, Duration.ofMillis(500), LONGEST_CLOSURE);

    /** @param nanoTime such as {@code System::nanoTime}: not the time of day, which may be set back */
    public Governor(Limits limits, LongSupplier nanoTime, GovernorListener listener) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.listener = listener;
        this.slots = new Slots(limits.maxConcurrentRequests());
    }

    /** Must receive every request, because Twilio reports the concurrency of the whole account. */
    public synchronized void onCall(CallListener.Call call) {
        if (call.concurrent() > 0) {
            slots.saw(call.concurrent());
        }
    }

    /**
     * Whether a call may start now, and if not, when to ask again.
     *
     * @param waited whether the call already waited as requested: it is then not deferred behind later calls
     */
    synchronized Admission ask(Caller caller, boolean waited) {
        long now = now();
        Lane lane = lane(caller.service(), caller.operation(), now);
        CredentialsBreaker breaker = caller.breaker();
        long broken = breaker.circuit.untilAdmitted(now);
        if (broken > 0) {
            return later(broken, Obstacle.BREAKER_OPEN, breaker.circuit.because());
        }
        Window window = lane.window();
        // Also while a window is full: obstacles alternate, and each new text would change a condition.
        Trouble because = account.because() == null ? lane.breaker().because() : account.because();
        long closed = Math.max(account.untilAdmitted(now), lane.breaker().untilAdmitted(now));
        if (closed > 0) {
            Obstacle obstacle = account.untilAdmitted(now) > 0 ? Obstacle.ACCOUNT_CLOSED : Obstacle.ENDPOINT_CLOSED;
            return later(waited ? closed : window.spread(closed, now), obstacle, because);
        }
        if (window.untilFree(now) > 0) {
            return later(waited ? window.untilFree(now) : window.promise(now), Obstacle.RATE, because);
        }
        if (!slots.hasRoomFor(caller.asker(), now)) {
            return later(SLOT_WAIT, Obstacle.CONCURRENCY, because);
        }
        slots.start(caller.asker());
        return new Admission.Admitted(new Permit(caller, lane, now, window.take(), pass(breaker, lane)));
    }

    private static Admission later(long delay, Obstacle obstacle, @Nullable Trouble because) {
        return new Admission.Deferred(Duration.ofNanos(delay), obstacle, because);
    }

    /** Admits the call at all breakers, and returns those for which it is the trial. */
    private List<CircuitBreaker> pass(CredentialsBreaker breaker, Lane lane) {
        List<CircuitBreaker> trials = new ArrayList<>();
        for (CircuitBreaker each : List.of(breaker.circuit, account, lane.breaker())) {
            if (each.admit()) {
                trials.add(each);
            }
        }
        return trials;
    }

    /**
     * Takes a permit back.
     *
     * @param requests how many requests the call made
     * @param answer null if it threw
     */
    void ended(Permit permit, int requests, @Nullable Answer<?> answer) {
        learn(permit, requests, answer).forEach(listener::noticed);
    }

    private synchronized List<Notice> learn(Permit permit, int requests, @Nullable Answer<?> answer) {
        long now = now();
        Lane lane = permit.lane();
        FailureScope scope = FailureScope.of(answer);
        slots.end(permit.caller().asker());
        lane.window().answered(permit.places(), requests, permit.begun(), now);

        CredentialsBreaker breaker = permit.caller().breaker();
        long broken =
                breaker.circuit.record(scope.signalTo(FailureScope.REMOTE), permit.isTrialOf(breaker.circuit), 0, now);
        long asked = asked(answer);
        long crowded = account.record(scope.signalTo(FailureScope.ACCOUNT), permit.isTrialOf(account), asked, now);
        long refused = lane.breaker()
                .record(scope.signalTo(FailureScope.ENDPOINT), permit.isTrialOf(lane.breaker()), asked, now);
        if (answer instanceof Answer.Failed<?>(Trouble trouble)) {
            breaker.circuit.isOpenBecauseOf(trouble, scope == FailureScope.REMOTE);
            account.isOpenBecauseOf(trouble, scope == FailureScope.ACCOUNT || permit.isTrialOf(account));
            lane.breaker().isOpenBecauseOf(trouble, scope == FailureScope.ENDPOINT || permit.isTrialOf(lane.breaker()));
        }
        if (scope == FailureScope.NONE) {
            slots.grow();
        }
        if (crowded > 0) {
            slots.halve();
        }
        return Stream.of(
                        closed(null, Obstacle.BREAKER_OPEN, broken),
                        closed(null, Obstacle.ACCOUNT_CLOSED, crowded),
                        closed(lane, Obstacle.ENDPOINT_CLOSED, refused))
                .flatMap(Optional::stream)
                .toList();
    }

    private static long asked(@Nullable Answer<?> answer) {
        return answer instanceof Answer.Failed<?>(Trouble.Throttled refused) && refused.retryAfter() != null
                ? refused.retryAfter().toNanos()
                : 0;
    }

    private static Optional<Notice> closed(@Nullable Lane lane, Obstacle obstacle, long time) {
        return time == 0
                ? Optional.empty()
                : Optional.of(new Notice.BreakerOpened(
                        lane == null ? null : lane.service(),
                        lane == null ? null : lane.operation().twilioName(),
                        obstacle,
                        Duration.ofNanos(time)));
    }

    /** How many admitted calls have not ended yet. */
    public synchronized int inFlight() {
        return slots.taken();
    }

    /** What it holds back now for the users of these credentials. */
    synchronized GovernorState state(CredentialsBreaker breaker) {
        long now = now();
        List<GovernorState.Held> held = new ArrayList<>();
        held(held, Obstacle.BREAKER_OPEN, null, breaker.circuit, now);
        held(held, Obstacle.ACCOUNT_CLOSED, null, account, now);
        for (Lane lane : lanes.values()) {
            held(held, Obstacle.ENDPOINT_CLOSED, lane, lane.breaker(), now);
            long full = lane.window().untilFree(now);
            if (full > 0) {
                held.add(lane.held(Obstacle.RATE, full));
            }
        }
        return new GovernorState(slots.taken(), slots.allowed(), held);
    }

    private static void held(
            List<GovernorState.Held> held, Obstacle obstacle, @Nullable Lane lane, CircuitBreaker breaker, long now) {
        // An idle one stays as it is until the next call, which may never come.
        if (breaker.isIdle(now)) {
            return;
        }
        long left = breaker.untilAdmitted(now);
        held.add(
                lane == null
                        ? new GovernorState.Held(obstacle, null, null, Duration.ofNanos(left))
                        : lane.held(obstacle, left));
    }

    GovernorListener listener() {
        return listener;
    }

    /** How many endpoints are kept in memory. */
    synchronized int remembered() {
        return lanes.size();
    }

    private Lane lane(Sid.Service service, Operation operation, long now) {
        LaneKey key = new LaneKey(service, operation);
        Lane known = lanes.get(key);
        if (known != null) {
            return known;
        }
        lanes.values().removeIf(lane -> lane.isIdle(now));
        Lane lane = new Lane(
                service,
                operation,
                new Window(limits.perWindow()),
                new CircuitBreaker(1, Limits.WINDOW, LONGEST_CLOSURE));
        lanes.put(key, lane);
        return lane;
    }

    /** Begins at zero and never overflows, which {@code nanoTime} may. */
    private long now() {
        return nanoTime.getAsLong() - origin;
    }
}
