package dev.proxypool.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Counts what happens, under the names of {@link Metric}. Others report events; only a scrape calls back for values.
 */
public final class Metrics implements AutoCloseable {

    private static final Duration[] LATENCIES = seconds(0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30);
    private static final Duration[] PATIENCE = seconds(1, 2, 5, 10, 30, 60, 300, 900, 3_600);
    private static final Duration[] NO_BUCKETS = {};

    /** The number of resources of a kind, by the status and the reason of their Ready condition. */
    public record ConditionLabels(String kind, String ready, String reason) {}

    private record Closure(String account, String obstacle) {}

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstantSource clock;
    private final ForeignMetrics foreign;
    private final Map<Closure, Instant> closedUntil = new ConcurrentHashMap<>();
    private final Map<String, List<IntSupplier>> inFlight = new ConcurrentHashMap<>();
    private final MultiGauge calls = several(Metric.REMOTE_CALLS_IN_FLIGHT);
    private final PoolSeries pools;
    private final MultiGauge closed = several(Metric.GOVERNOR_CLOSED);
    private final MultiGauge resources = several(Metric.RESOURCES);
    private volatile Supplier<Map<ConditionLabels, Long>> conditions = Map::of;
    private volatile boolean leads;

    public Metrics(InstantSource clock, String version) {
        this.clock = clock;
        pools = new PoolSeries(registry, clock);
        foreign = new ForeignMetrics(registry);
        Gauge.builder(Metric.LEADER.baseName(), this, it -> it.leads ? 1 : 0)
                .description(Metric.LEADER.help())
                .register(registry);
        Gauge.builder(Metric.VERSION.baseName(), () -> 1)
                .description(Metric.VERSION.help())
                .tags(tags(Metric.VERSION, version))
                .register(registry);
    }

    /** For the framework's own metrics. */
    public MeterRegistry registry() {
        return registry;
    }

    /** All metrics, in Prometheus' text format. */
    public synchronized String scrape() {
        Instant now = clock.instant();
        show(calls, inFlight, (account, counts) -> row(Metric.REMOTE_CALLS_IN_FLIGHT, sum(counts), account));
        pools.show(now);
        show(
                closed,
                closedUntil,
                (what, until) ->
                        row(Metric.GOVERNOR_CLOSED, until.isAfter(now) ? 1 : 0, what.account(), what.obstacle()));
        show(
                resources,
                conditions.get(),
                (ready, count) -> row(Metric.RESOURCES, count, ready.kind(), ready.ready(), ready.reason()));
        return registry.scrape();
    }

    public void called(String account, String operation, int status, int code, Duration duration) {
        count(Metric.REMOTE_CALLS, account, operation, Integer.toString(status), Integer.toString(code));
        took(Metric.REMOTE_CALL_DURATION, LATENCIES, duration, operation);
    }

    /** @param calls called at each scrape; several of one account are added up */
    public void inFlight(String account, IntSupplier calls) {
        inFlight.computeIfAbsent(account, _ -> new CopyOnWriteArrayList<>()).add(calls);
    }

    /** A call was sent after it had waited. */
    public void waited(String account, String operation, Duration time) {
        took(Metric.GOVERNOR_WAIT, NO_BUCKETS, time, account, operation);
    }

    /** A member was reserved, that long after it was added. */
    public void reserved(String account, Duration gap) {
        took(Metric.RESERVATION_GAP, LATENCIES, gap, account);
    }

    public void becameReady(String kind, Duration time) {
        took(Metric.TIME_TO_READY, PATIENCE, time, kind);
    }

    public void heldBack(String account, String obstacle) {
        count(Metric.GOVERNOR_HELD_BACK, account, obstacle);
    }

    /** The governor sends nothing for that time. */
    public void closed(String account, String obstacle, Duration time) {
        count(Metric.GOVERNOR_CLOSURES, account, obstacle);
        Instant until = clock.instant().plus(time);
        closedUntil.merge(new Closure(account, obstacle), until, (a, b) -> a.isAfter(b) ? a : b);
    }

    /**
     * The reserved, or the unreserved, places of a pool.
     *
     * @param most how many the account allows
     */
    public record Places(int taken, int most) {}

    /**
     * What distinguishes one pool from another.
     *
     * @param kind of its members, such as ShortCode
     */
    public record PoolLabels(String account, String service, String kind) {}

    /** The pool was read. */
    public void looked(PoolLabels pool, Places unreserved, Places reserved) {
        pools.looked(pool, unreserved, reserved);
    }

    /** The pool could not be read, so what is known of it becomes older. */
    public void lookFailed(PoolLabels pool) {
        pools.lookFailed(pool);
    }

    /** The account has no such Service: it is counted, and its SID no longer appears as a label. */
    public void foundGone(PoolLabels pool) {
        pools.foundGone(pool);
    }

    /** No resource uses the pool any more. */
    public void forgot(PoolLabels pool) {
        pools.forgot(pool);
    }

    /** @param type normal or warning */
    public void told(String type, String reason) {
        count(Metric.EVENTS, type.toLowerCase(Locale.ROOT), reason);
    }

    public void leads(boolean now) {
        leads = now;
    }

    /** @param source called at each scrape */
    public void resources(Supplier<Map<ConditionLabels, Long>> source) {
        conditions = source;
    }

    @Override
    public void close() {
        foreign.close();
        registry.close();
    }

    private static int sum(List<IntSupplier> counts) {
        return counts.stream().mapToInt(IntSupplier::getAsInt).sum();
    }

    static <K, V> void show(MultiGauge gauge, Map<K, V> all, BiFunction<K, V, MultiGauge.Row<?>> row) {
        gauge.register(
                all.entrySet().stream()
                        .<MultiGauge.Row<?>>map(it -> row.apply(it.getKey(), it.getValue()))
                        .toList(),
                true);
    }

    private void count(Metric metric, String... values) {
        Counter.builder(metric.baseName())
                .description(metric.help())
                .tags(tags(metric, values))
                .register(registry)
                .increment();
    }

    private void took(Metric metric, Duration[] buckets, Duration time, String... values) {
        Timer.builder(metric.baseName())
                .description(metric.help())
                .tags(tags(metric, values))
                .serviceLevelObjectives(buckets)
                .register(registry)
                .record(time);
    }

    private MultiGauge several(Metric metric) {
        return several(metric, registry);
    }

    static MultiGauge several(Metric metric, MeterRegistry registry) {
        return MultiGauge.builder(metric.baseName()).description(metric.help()).register(registry);
    }

    static MultiGauge.Row<?> row(Metric metric, double value, String... values) {
        return MultiGauge.Row.of(tags(metric, values), value);
    }

    static Tags tags(Metric metric, String... values) {
        Tags tags = Tags.empty();
        for (int i = 0; i < values.length; i++) {
            tags = tags.and(metric.labels().get(i), values[i]);
        }
        return tags;
    }

    private static Duration[] seconds(double... buckets) {
        return Arrays.stream(buckets)
                .mapToObj(bucket -> Duration.ofMillis(Math.round(bucket * 1_000)))
                .toArray(Duration[]::new);
    }

    static double seconds(Duration time) {
        return time.toMillis() / 1_000.0;
    }
}
