package dev.proxypool.cli;

import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.PoolCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Polls pools, each once. It waits out trouble that ends by itself, for half a minute in total: one 429 must not fail a
 * check.
 */
final class RemotePools implements Function<PoolKey, Observation> {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Twilio twilio;
    private final Progress progress;
    private final int expected;
    private final PoolCache cache;
    private final Map<PoolKey, Observation> seen = new HashMap<>();
    private Duration waited = Duration.ZERO;
    private Duration nextWait = Duration.ofSeconds(1);

    /** @param expected how many Services will be polled, for the progress */
    RemotePools(Twilio twilio, Progress progress, int expected, InstantSource clock) {
        this.twilio = twilio;
        this.progress = progress;
        this.expected = expected;
        this.cache = new PoolCache(twilio.pools(), clock, Duration.ZERO, (_, _, _) -> {});
    }

    @Override
    public Observation apply(PoolKey pool) {
        return seen.computeIfAbsent(pool, _ -> {
            progress.at(seen.size(), Math.max(expected, seen.size() + 1), "reading " + pool.service());
            return patiently(
                    () -> cache.look(pool),
                    look -> look instanceof Observation.Unreadable(var trouble)
                            ? Optional.of(trouble)
                            : Optional.empty());
        });
    }

    Answer<List<NamedService>> services() {
        progress.at(0, 1, "listing the Services of " + twilio.account());
        return patiently(
                () -> twilio.services().list(),
                answer -> answer instanceof Answer.Failed<?>(var trouble) ? Optional.of(trouble) : Optional.empty());
    }

    private <T> T patiently(Supplier<T> question, Function<T, Optional<Trouble>> troubleOf) {
        T answer = question.get();
        Optional<Duration> wait = troubleOf.apply(answer).flatMap(this::waitFor);
        while (wait.isPresent()) {
            progress.at(seen.size(), Math.max(expected, seen.size() + 1), "waiting for Twilio");
            try {
                twilio.sleeper().await(wait.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return answer;
            }
            answer = question.get();
            wait = troubleOf.apply(answer).flatMap(this::waitFor);
        }
        return answer;
    }

    /** Empty if it is no use to wait, or if it would take too long. */
    private Optional<Duration> waitFor(Trouble trouble) {
        Duration wait = switch (trouble) {
            // Never less than last time: a Retry-After of nothing would ask again and again.
            case Trouble.Throttled throttled
            when throttled.retryAfter() != null && throttled.retryAfter().compareTo(nextWait) > 0 ->
                throttled.retryAfter();
            case Trouble.Throttled _ -> nextWait;
            case Trouble.Unavailable _ -> nextWait;
            case Trouble.Garbled _,
                    Trouble.NotFound _,
                    Trouble.NoAccount _,
                    Trouble.Superseded _,
                    Trouble.Unauthorized _,
                    Trouble.Withdrawn _,
                    Trouble.Rejected _ -> null;
        };
        if (wait == null || waited.plus(wait).compareTo(PATIENCE) > 0) {
            return Optional.empty();
        }
        waited = waited.plus(wait);
        nextWait = nextWait.multipliedBy(2);
        return Optional.of(wait);
    }
}
