package dev.proxypool.telemetry;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.List;

/** The metrics of the runtime and the framework, under names that follow Prometheus' conventions. */
final class ForeignMetrics implements AutoCloseable {

    /** The framework's own, which have no prefix. */
    private static final List<String> FRAMEWORK = List.of("reconciliations.", "events.received");

    /** The first only ever grows if a reconciler cleans up by itself, as ours do; the others have odd names. */
    private static final List<String> UNWANTED = List.of("custom_resources", "process.cpu.time", "system.cpu.count");

    private final JvmGcMetrics collections = new JvmGcMetrics();

    /** Must run before any metric that is not ours is registered. */
    ForeignMetrics(MeterRegistry registry) {
        registry.config().meterFilter(new MeterFilter() {
            @Override
            public Meter.Id map(Meter.Id id) {
                return FRAMEWORK.stream().anyMatch(id.getName()::startsWith) ? ofTheFramework(id) : id;
            }
        });
        UNWANTED.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        collections.bindTo(registry);
        FunctionCounter.builder("process.cpu", ProcessHandle.current(), ForeignMetrics::seconds)
                .baseUnit("seconds")
                .description("The time that the process has used the CPU")
                .register(registry);
    }

    private static Meter.Id ofTheFramework(Meter.Id id) {
        String help = "Of java-operator-sdk: " + id.getName();
        return new Meter.Id(
                "proxypool.framework." + id.getName(),
                Tags.of(id.getTagsAsIterable()),
                id.getBaseUnit(),
                help,
                id.getType());
    }

    private static double seconds(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1_000.0;
    }

    @Override
    public void close() {
        collections.close();
    }
}
