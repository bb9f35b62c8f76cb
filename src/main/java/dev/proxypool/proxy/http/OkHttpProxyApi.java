package dev.proxypool.proxy.http;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.Operation;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ServiceList;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * Twilio Proxy over HTTP. Every method sends one request (a list one per page) to one host, and never retries: the
 * caller decides whether that is safe, because it knows the operation and the budget.
 *
 * <p>Written by hand because Twilio removed the short codes from its SDKs in July 2025 (twilio-java 11.0.0).
 */
public final class OkHttpProxyApi implements ProxyApi, ServiceList {

    /**
     * After this time no further page is requested: a list holds a slot of the account, and its first pages grow old.
     */
    static final Duration LONGEST_LIST = Duration.ofSeconds(60);

    private final Endpoint endpoint;
    private final Sid.Account account;
    private final Urls urls;
    private final HttpTransport transport;
    private final CallLog log;
    private final InstantSource clock;

    public OkHttpProxyApi(
            Endpoint endpoint,
            Credentials credentials,
            ClientSettings settings,
            CallListener listener,
            InstantSource clock) {
        this.endpoint = endpoint;
        this.account = credentials.account();
        this.urls = new Urls(endpoint);
        this.transport = new HttpTransport(credentials, settings, clock);
        this.log = new CallLog(listener);
        this.clock = clock;
    }

    @Override
    public Answer<List<Member>> list(PoolKey pool) {
        return walk(
                PageWalk.ofPool(urls, pool),
                page -> TwilioRequest.ofService(Operation.list(pool.kind()), pool.service(), page));
    }

    @Override
    public Answer<List<NamedService>> list() {
        return walk(PageWalk.ofServices(urls), page -> TwilioRequest.ofAccount(Operation.LIST_SERVICES, page));
    }

    @Override
    public Answer<List<NamedService>> services() {
        return list();
    }

    private <T> Answer<List<T>> walk(PageWalk<T> walk, Function<HttpUrl, TwilioRequest> requests) {
        Instant deadline = clock.instant().plus(LONGEST_LIST);
        for (Optional<HttpUrl> page = walk.next(); page.isPresent(); page = walk.next()) {
            TwilioRequest request = requests.apply(page.get());
            if (clock.instant().isAfter(deadline)) {
                return new Answer.Failed<>(tooSlow(request.operation()));
            }
            if (ask(request, body -> body.then(walk::take)) instanceof Answer.Failed<?>(Trouble trouble)) {
                return new Answer.Failed<>(trouble);
            }
        }
        return new Answer.Ok<>(walk.found());
    }

    /** Twilio answers, so this is no outage; an outage would stop requests for the account's other Services too. */
    private static Trouble tooSlow(Operation operation) {
        String message = "the pages of the list took longer than %d s together".formatted(LONGEST_LIST.toSeconds());
        return new Trouble.Garbled(new Exchange(operation.twilioName(), 0, 0, message, null));
    }

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
        Sid.Member member = membership.member();
        TwilioRequest request = TwilioRequest.ofMember(Operation::create, membership, urls.pool(membership.pool()))
                .with(member instanceof Sid.E164 ? "PhoneNumber" : "Sid", member.value());
        boolean asks = member.kind().addsReserved();
        return askOf(membership, asks ? request.with("IsReserved", Boolean.toString(reserved)) : request);
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        TwilioRequest request = TwilioRequest.ofMember(Operation::update, membership, urls.member(membership))
                .with("IsReserved", Boolean.toString(reserved));
        return askOf(membership, request);
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        TwilioRequest request = TwilioRequest.ofMember(Operation::delete, membership, urls.member(membership));
        // 204 has no body, and needs none.
        return ask(request, _ -> new Parsed.Success<>(membership));
    }

    @Override
    public Answer<Sid.Service> fetchService(Sid.Service service) {
        TwilioRequest request = TwilioRequest.ofService(Operation.FETCH_SERVICE, service, urls.service(service));
        return ask(request, body -> body.then(facts -> Bodies.service(facts, service)));
    }

    private Answer<Member> askOf(Membership membership, TwilioRequest request) {
        MemberReader reader =
                new MemberReader(membership.pool(), urls.pool(membership.pool()).toString());
        return ask(request, body -> body.then(member -> Bodies.member(member, reader, membership)));
    }

    private <T> Answer<T> ask(TwilioRequest request, Function<Parsed<Body>, Parsed<T>> reader) {
        Instant begun = clock.instant();
        RawResponse response = transport.send(request);
        Answer<T> answer = judge(request.operation(), response, reader);
        log.ended(
                request,
                exchange(request.operation(), response, answer),
                Duration.between(begun, clock.instant()),
                response.concurrent());
        return named(answer);
    }

    /** A message names what the user can check: the account, or the host that answers. */
    private <T> Answer<T> named(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T> ok -> ok;
            case Answer.Failed<T>(Trouble trouble) -> new Answer.Failed<>(named(trouble));
        };
    }

    private Trouble named(Trouble trouble) {
        return switch (trouble) {
            case Trouble.Unauthorized(var exchange) ->
                new Trouble.Unauthorized(exchange.saying(
                        "Twilio refuses the credentials of %s: %s".formatted(account, exchange.message())));
            case Trouble.Unavailable(var exchange)
            when exchange.httpStatus() != 0 -> new Trouble.Unavailable(ofTheHost(exchange));
            case Trouble.Garbled(var exchange) -> new Trouble.Garbled(ofTheHost(exchange));
            // Without an answer, the transport names the host.
            case Trouble.Unavailable _,
                    Trouble.NoAccount _,
                    Trouble.NotFound _,
                    Trouble.Withdrawn _,
                    Trouble.Throttled _,
                    Trouble.Superseded _,
                    Trouble.Rejected _ -> trouble;
        };
    }

    private Exchange ofTheHost(Exchange exchange) {
        return exchange.saying("%s: %s".formatted(endpoint.base().getAuthority(), exchange.message()));
    }

    private static <T> Answer<T> judge(
            Operation operation, RawResponse response, Function<Parsed<Body>, Parsed<T>> reader) {
        return switch (response) {
            case RawResponse.Broken broken -> new Answer.Failed<>(Failures.broken(operation, broken));
            case RawResponse.Received received
            when operation.succeeds(received.status()) ->
                switch (reader.apply(received.body())) {
                    case Parsed.Success<T>(T value) -> new Answer.Ok<>(value);
                    case Parsed.Malformed<T>(String problem) ->
                        new Answer.Failed<>(Failures.garbled(operation, received, problem));
                };
            case RawResponse.Received received -> new Answer.Failed<>(Failures.of(operation, received));
        };
    }

    private static Exchange exchange(Operation operation, RawResponse response, Answer<?> answer) {
        return switch (answer) {
            case Answer.Failed<?>(Trouble trouble) -> trouble.exchange();
            case Answer.Ok<?> _ ->
                new Exchange(operation.twilioName(), response.status(), 0, "ok", response.requestId());
        };
    }
}
