package dev.proxypool.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles one request: reads it, applies a fault, authenticates, takes a place among the requests in flight, computes
 * the answer, logs it and sends it. A request is logged, and no longer in flight, before its answer is sent, so that a
 * client with an answer sees both.
 */
final class ApiHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);
    private static final int LONGEST_LOGGED = 2_000;

    private final World world;
    private final Router router;
    private final Faults faults;
    private final RequestLog log;
    private final CountDownLatch closing;
    private final AtomicInteger inFlight = new AtomicInteger();

    ApiHandler(World world, Faults faults, RequestLog log, CountDownLatch closing) {
        this.world = world;
        this.router = new Router(world);
        this.faults = faults;
        this.log = log;
        this.closing = closing;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Instant arrived = world.now();
        Request request = Wire.read(exchange, Simulator.authority(exchange.getLocalAddress()));
        @Nullable Fault fault = faults.meeting(request).orElse(null);
        Optional<Account> account = Authentication.of(request, world);
        int flying = inFlight.incrementAndGet();
        int concurrent = account.map(a -> a.inFlight.incrementAndGet()).orElse(1);
        Response response;
        try {
            response = disturbed(request, account, concurrent, fault);
        } finally {
            inFlight.decrementAndGet();
            account.ifPresent(a -> a.inFlight.decrementAndGet());
        }
        Duration duration = Duration.between(arrived, world.now());
        boolean answered = fault == null || !(fault.effect() instanceof Effect.Reset);
        log.append(number -> new LoggedRequest(
                number,
                arrived,
                account.map(a -> a.sid).orElse(""),
                request.method(),
                clipped(request.path()),
                clipped(request.rawQuery()),
                request.form().values(),
                answered ? response.status() : 0,
                answered ? response.code() : 0,
                duration,
                flying,
                fault == null ? "" : fault.action()));
        send(exchange, fault, signed(response, duration, concurrent));
    }

    private Response disturbed(Request request, Optional<Account> account, int concurrent, @Nullable Fault fault) {
        if (fault == null) {
            return answer(request, account, concurrent);
        }
        if (fault.effect() instanceof Effect.Delay delay) {
            pause(delay.time());
        }
        Response real = fault.effect().applied() ? answer(request, account, concurrent) : Response.noContent();
        return switch (fault.effect()) {
            case Effect.Status status -> injected(status);
            case Effect.Html html -> Response.html(html.status());
            case Effect.Empty empty -> Response.empty(empty.status());
            case Effect.Delay delay -> real;
            case Effect.Reset reset -> real;
            case Effect.Truncate truncate -> real;
        };
    }

    private Response answer(Request request, Optional<Account> account, int concurrent) {
        if (request.tooLong()) {
            return Errors.tooLarge();
        }
        if (account.isEmpty()) {
            return Errors.authenticate();
        }
        if (world.limits().enabled() && concurrent > world.limits().concurrency()) {
            return Errors.tooMany(world.behaviour());
        }
        try {
            return router.answer(request, account.get());
        } catch (RuntimeException bug) {
            LOG.error("The simulator failed on {} {}", request.method(), request.path(), bug);
            return Errors.internal();
        }
    }

    private static Response injected(Effect.Status status) {
        Response response = Response.error(status.status(), status.code(), "Injected by the simulator");
        return status.retryAfter() == null
                ? response
                : response.with("Retry-After", status.retryAfter().toString());
    }

    private static void send(HttpExchange exchange, @Nullable Fault fault, Response response) throws IOException {
        switch (fault == null ? null : fault.effect()) {
            case Effect.Reset reset -> Wire.drop(exchange);
            case Effect.Truncate truncate -> Wire.sendHalf(exchange, response);
            case null, default -> Wire.send(exchange, response);
        }
    }

    /** Twilio's headers as recorded; a gateway's page has none of them. */
    private static Response signed(Response response, Duration duration, int concurrent) {
        if (response.isOfGateway()) {
            return response;
        }
        return response.with(Map.of(
                "Twilio-Request-Id", SidKind.REQUEST.random(),
                "Twilio-Request-Duration", String.format(Locale.ROOT, "%.3f", duration.toNanos() / 1e9),
                "Twilio-Concurrent-Requests", Integer.toString(concurrent),
                "X-Shenanigans", "none",
                "X-Home-Region", "us1",
                "X-API-Domain", "proxy.twilio.com",
                "X-Powered-By", "AT-5000",
                "Access-Control-Allow-Origin", "*"));
    }

    private static String clipped(String text) {
        return text.length() <= LONGEST_LOGGED ? text : text.substring(0, LONGEST_LOGGED);
    }

    /** Ends early when the simulator closes. */
    private void pause(Duration time) {
        try {
            var unused = closing.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
