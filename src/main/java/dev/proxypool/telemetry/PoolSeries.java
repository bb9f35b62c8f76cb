package dev.proxypool.telemetry;

import dev.proxypool.telemetry.Metrics.Places;
import dev.proxypool.telemetry.Metrics.PoolLabels;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The series of single Services. They end when no resource uses the Service any more, and when the account has no such
 * Service: otherwise users could create a series for any SID.
 */
final class PoolSeries {

    private record Members(Places unreserved, Places reserved) {}

    /**
     * @param since when it was last read; if it never was, when a read was first tried
     * @param members null if it was never read
     */
    private record KnownPool(Instant since, @Nullable Members members) {}

    private final MeterRegistry registry;
    private final InstantSource clock;
    private final Map<PoolLabels, KnownPool> pools = new ConcurrentHashMap<>();
    private final Map<PoolLabels, Map<String, Counter>> looks = new ConcurrentHashMap<>();
    private final MultiGauge ages;
    private final MultiGauge members;
    private final MultiGauge headroom;

    PoolSeries(MeterRegistry registry, InstantSource clock) {
        this.registry = registry;
        this.clock = clock;
        this.ages = Metrics.several(Metric.LOOK_AGE, registry);
        this.members = Metrics.several(Metric.POOL_MEMBERS, registry);
        this.headroom = Metrics.several(Metric.POOL_HEADROOM, registry);
    }

    void looked(PoolLabels place, Places unreserved, Places reserved) {
        count(place, "fresh");
        pools.put(place, new KnownPool(clock.instant(), new Members(unreserved, reserved)));
    }

    void lookFailed(PoolLabels place) {
        count(place, "unreadable");
        pools.putIfAbsent(place, new KnownPool(clock.instant(), null));
    }

    void foundGone(PoolLabels place) {
        forgot(place);
        count(new PoolLabels(place.account(), "", place.kind()), "service_gone");
    }

    void forgot(PoolLabels place) {
        pools.remove(place);
        Optional.ofNullable(looks.remove(place))
                .ifPresent(counters -> counters.values().forEach(registry::remove));
    }

    void show(Instant now) {
        Metrics.show(
                ages,
                pools,
                (at, known) -> Metrics.row(
                        Metric.LOOK_AGE,
                        Metrics.seconds(Duration.between(known.since(), now)),
                        at.account(),
                        at.service(),
                        at.kind()));
        members.register(counts(Metric.POOL_MEMBERS, Places::taken), true);
        headroom.register(counts(Metric.POOL_HEADROOM, places -> places.most() - places.taken()), true);
    }

    private List<MultiGauge.Row<?>> counts(Metric metric, ToDoubleFunction<Places> value) {
        return pools.entrySet().stream()
                .<MultiGauge.Row<?>>flatMap(it -> {
                    PoolLabels at = it.getKey();
                    return Stream.ofNullable(it.getValue().members())
                            .flatMap(seen -> Stream.of(
                                    Metrics.row(
                                            metric,
                                            value.applyAsDouble(seen.unreserved()),
                                            at.account(),
                                            at.service(),
                                            at.kind(),
                                            "false"),
                                    Metrics.row(
                                            metric,
                                            value.applyAsDouble(seen.reserved()),
                                            at.account(),
                                            at.service(),
                                            at.kind(),
                                            "true")));
                })
                .toList();
    }

    private void count(PoolLabels place, String outcome) {
        looks.computeIfAbsent(place, _ -> new ConcurrentHashMap<>())
                .computeIfAbsent(
                        outcome,
                        _ -> Counter.builder(Metric.LOOKS.baseName())
                                .description(Metric.LOOKS.help())
                                .tags(Metrics.tags(
                                        Metric.LOOKS, place.account(), place.service(), place.kind(), outcome))
                                .register(registry))
                .increment();
    }
}
