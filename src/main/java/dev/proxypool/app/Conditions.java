package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.telemetry.Metrics;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.processing.Controller;
import java.util.Map;
import java.util.stream.Collectors;

/** Counts the resources of a controller's own cache, so that a scrape costs the API server nothing. */
final class Conditions {

    private static final Condition NONE = new Condition(Condition.READY, "Unknown", null, null, "Unknown", "");

    private Conditions() {}

    static Map<Metrics.Condition, Long> of(RegisteredController<ProxyShortCode> controller) {
        return ((Controller<ProxyShortCode>) controller)
                .getEventSourceManager()
                .getControllerEventSource()
                .list()
                .map(resource ->
                        resource.statusOrNone().condition(Condition.READY).orElse(NONE))
                .map(ready -> new Metrics.Condition(ProxyShortCode.KIND, ready.status(), ready.reason()))
                .collect(Collectors.groupingBy(condition -> condition, Collectors.counting()));
    }
}
