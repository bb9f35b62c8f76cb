package dev.proxypool.proxy.governor;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.Operation;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.governor.Admission.Permit;
import dev.proxypool.proxy.governor.Governor.Caller;
import dev.proxypool.proxy.governor.GovernorListener.Notice;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Asks the governor before each call. It waits out short delays on the caller's thread; for a long one it sends nothing
 * and returns {@link Trouble.Throttled} with the delay, so that no thread is blocked. While a breaker is open, it
 * returns the trouble that opened it, so that a condition does not change its reason because the operator stopped
 * calling.
 *
 * <p>It retries in one case only, and once: a call that Twilio refused with 429, which it never processes.
 */
public final class GovernedProxyApi implements ProxyApi {

    /** The longest wait of one call, all waits together. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    /** The same text for every obstacle without an answer of Twilio: obstacles alternate. */
    static final String HELD_BACK = "delayed by the operator's rate limiter to stay within Twilio's limits";

    /** Represents the whole account, where the governor counts by Service. */
    private static final Sid.Service THE_ACCOUNT = new Sid.Service("KS" + "0".repeat(32));

    private final ProxyApi api;
    private final Governor governor;
    private final Sleeper sleeper;
    private final CredentialsBreaker breaker;
    private final String tenant;

    /** @param governor the account's governor, shared by all its clients */
    public GovernedProxyApi(ProxyApi api, Governor governor, Sleeper sleeper) {
        this(api, governor, sleeper, new CredentialsBreaker(), "");
    }

    private GovernedProxyApi(
            ProxyApi api, Governor governor, Sleeper sleeper, CredentialsBreaker breaker, String tenant) {
        this.api = api;
        this.governor = governor;
        this.sleeper = sleeper;
        this.breaker = breaker;
        this.tenant = tenant;
    }

    /** What is held back now for the users of these credentials. */
    public GovernorState state() {
        return governor.state(breaker);
    }

    @Override
    public ProxyApi forTenant(String namespace) {
        return new GovernedProxyApi(api, governor, sleeper, breaker, namespace);
    }

    @Override
    public Answer<List<Member>> list(PoolKey pool) {
        return governed(new Attempt(pool.service(), Operation.list(pool.kind())), () -> api.list(pool));
    }

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
        return governed(
                new Attempt(
                        membership.service(),
                        Operation.create(membership.member().kind())),
                () -> api.add(membership, reserved));
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        return governed(
                new Attempt(
                        membership.service(),
                        Operation.update(membership.member().kind())),
                () -> api.setReserved(membership, reserved));
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        return governed(
                new Attempt(
                        membership.service(),
                        Operation.delete(membership.member().kind())),
                () -> api.remove(membership));
    }

    @Override
    public Answer<List<NamedService>> services() {
        return governed(new Attempt(THE_ACCOUNT, Operation.LIST_SERVICES), api::services);
    }

    @Override
    public Answer<Sid.Service> fetchService(Sid.Service service) {
        return governed(new Attempt(service, Operation.FETCH_SERVICE), () -> api.fetchService(service));
    }

    private <T> Answer<T> governed(Attempt attempt, Supplier<Answer<T>> call) {
        return switch (attempt.turn()) {
            case Admission.Deferred later -> new Answer.Failed<>(attempt.heldBack(later));
            case Admission.Admitted(Permit permit) -> repeatedOnce(attempt, use(permit, call), call);
        };
    }

    private <T> Answer<T> repeatedOnce(Attempt attempt, Answer<T> answer, Supplier<Answer<T>> call) {
        if (!(answer instanceof Answer.Failed<T>(Trouble.Throttled refused))) {
            return answer;
        }
        return switch (attempt.turn()) {
            case Admission.Deferred later ->
                new Answer.Failed<>(new Trouble.Throttled(refused.exchange(), comeBackAfter(later)));
            case Admission.Admitted(Permit permit) -> use(permit, call);
        };
    }

    private <T> Answer<T> use(Permit permit, Supplier<Answer<T>> call) {
        Answer<T> answer = null;
        try {
            answer = call.get();
            return answer;
        } finally {
            governor.ended(
                    permit, answer instanceof Answer.Ok<T>(var value) ? requests(value) : permit.places(), answer);
        }
    }

    /** A list takes one request per page; every other call is one request. */
    private static int requests(Object value) {
        return value instanceof List<?> members ? Math.max(1, Math.ceilDiv(members.size(), PAGE_SIZE)) : 1;
    }

    /** A caller that ran out of patience over short waits must not come back after another short one. */
    private static Duration comeBackAfter(Admission.Deferred later) {
        return later.delay().compareTo(PATIENCE) < 0 ? PATIENCE : later.delay();
    }

    /** One call before it is sent, and how long it has waited. */
    private final class Attempt {
        private final Sid.Service service;
        private final Operation operation;
        private Duration waited = Duration.ZERO;

        Attempt(Sid.Service service, Operation operation) {
            this.service = service;
            this.operation = operation;
        }

        /** Asks for admission, and waits if that is short; {@code Deferred} is final. */
        Admission turn() {
            Admission turn = ask();
            while (turn instanceof Admission.Deferred later && waitOut(later.delay())) {
                turn = ask();
            }
            governor.listener().noticed(notice(turn));
            return turn;
        }

        private Admission ask() {
            return governor.ask(new Caller(breaker, tenant, service, operation), !waited.isZero());
        }

        private boolean waitOut(Duration wait) {
            if (waited.plus(wait).compareTo(PATIENCE) >= 0) {
                return false;
            }
            waited = waited.plus(wait);
            try {
                sleeper.await(wait);
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }

        private Notice notice(Admission turn) {
            return switch (turn) {
                case Admission.Admitted _ -> new Notice.Went(service, operation.twilioName(), waited);
                case Admission.Deferred later ->
                    new Notice.HeldBack(service, operation.twilioName(), later.obstacle(), later.delay());
            };
        }

        /** The trouble that keeps a breaker open, as if Twilio had answered this call with it. */
        Trouble heldBack(Admission.Deferred later) {
            return switch (later.because()) {
                case null ->
                    new Trouble.Throttled(
                            new Exchange(operation.twilioName(), 0, 0, HELD_BACK, null), comeBackAfter(later));
                case Trouble.Unauthorized(var exchange) -> new Trouble.Unauthorized(likewise(exchange));
                case Trouble.Unavailable(var exchange) -> new Trouble.Unavailable(likewise(exchange));
                case Trouble.Garbled(var exchange) -> new Trouble.Garbled(likewise(exchange));
                case Trouble.Throttled throttled ->
                    new Trouble.Throttled(likewise(throttled.exchange()), comeBackAfter(later));
                // None of these opens a breaker, or keeps one open.
                case Trouble.NoAccount _,
                        Trouble.NotFound _,
                        Trouble.Withdrawn _,
                        Trouble.Superseded _,
                        Trouble.Rejected _ ->
                    throw new IllegalStateException("a breaker is open because of " + later.because());
            };
        }

        /** As if Twilio had answered this operation; without a request id, because there was no request. */
        private Exchange likewise(Exchange known) {
            return new Exchange(operation.twilioName(), known.httpStatus(), known.code(), known.message(), null);
        }
    }
}
