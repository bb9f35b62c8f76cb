package dev.proxypool.proxy.governor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.Operation;
import dev.proxypool.proxy.governor.Admission.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A governor whose time is said line by line: what is asked at which second, and what comes of it. */
final class Timetable {

    static final Answer<String> GOOD = new Answer.Ok<>("done");
    static final Answer<String> RATE_REFUSED = throttled(80621, null);
    static final Answer<String> CROWD_REFUSED = throttled(20429, null);
    static final Answer<String> DOWN =
            new Answer.Failed<>(new Trouble.Unavailable(new Exchange("ListShortCode", 0, 0, "timed out", null)));

    final List<GovernorListener.Notice> notices = new ArrayList<>();
    final Governor governor;
    CredentialsBreaker breaker = new CredentialsBreaker();
    private String tenant = "";
    private long nanos = Long.MAX_VALUE - 1_000;
    private final long origin = nanos;

    Timetable(Limits limits) {
        governor = new Governor(limits, () -> nanos, notices::add);
    }

    static Answer<String> throttled(int code, @Nullable Duration retryAfter) {
        return new Answer.Failed<>(
                new Trouble.Throttled(new Exchange("CreateShortCode", 429, code, "slow", null), retryAfter));
    }

    /** From here on it is so many seconds after the begin. */
    Timetable at(double seconds) {
        nanos = origin + Math.round(seconds * 1e9);
        return this;
    }

    /** From here on the calls are for that namespace. */
    Timetable by(String namespace) {
        tenant = namespace;
        return this;
    }

    Admission ask(Sid.Service service, Operation operation, boolean waited) {
        return governor.ask(new Governor.Caller(breaker, tenant, service, operation), waited);
    }

    /** So many calls, one after the other, each answered at once. */
    void go(int calls, Sid.Service service, Operation operation) {
        for (int i = 0; i < calls; i++) {
            ends(begins(service, operation), GOOD);
        }
    }

    void goes(Sid.Service service, Operation operation, Answer<?> answer) {
        ends(begins(service, operation), answer);
    }

    Permit begins(Sid.Service service, Operation operation) {
        Admission turn = ask(service, operation, false);
        assertThat(turn).isInstanceOf(Admission.Admitted.class);
        return ((Admission.Admitted) turn).permit();
    }

    List<Permit> begin(int calls, Sid.Service service, Operation operation) {
        List<Permit> permits = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            permits.add(begins(service, operation));
        }
        return permits;
    }

    void ends(Permit permit, @Nullable Answer<?> answer) {
        governor.ended(permit, permit.places(), answer);
    }

    void waits(double seconds, Obstacle obstacle, Sid.Service service, Operation operation) {
        Admission.Deferred later = later(ask(service, operation, false));
        assertThat(later.obstacle()).isEqualTo(obstacle);
        assertThat(later.delay()).isCloseTo(duration(seconds), Duration.ofNanos(1_000));
    }

    void waitsAgain(double seconds, Sid.Service service, Operation operation) {
        assertThat(later(ask(service, operation, true)).delay()).isCloseTo(duration(seconds), Duration.ofNanos(1_000));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * 1e9));
    }

    static Admission.Deferred later(Admission turn) {
        assertThat(turn).isInstanceOf(Admission.Deferred.class);
        return (Admission.Deferred) turn;
    }
}
