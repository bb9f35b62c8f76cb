package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.ApiFault.request;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;

/** What the stories about changes during the operator's writes have in common. */
abstract class InFlightStories extends PoolStories {

    /** A second is promised; a machine that builds something else meanwhile gets some more. */
    static final Duration PROMISED = Duration.ofSeconds(3);

    /** The operator's write that is in flight. */
    enum Write {
        FINALIZER,
        STATUS;

        Predicate<ApiRequest> to(String name) {
            return this == FINALIZER
                    ? request("PATCH", ".*/" + name, "finalizers")
                    : request("PATCH", ".*/" + name + "/status", "");
        }
    }

    @AfterEach
    void everyFaultTookPlace() {
        await().until(() -> environment.proxy().faultsThatDidNotHappen().isEmpty());
    }

    final void during(Write write, String name, Runnable change) {
        during(write, name, name.equals("messaging") ? pool() : environment.resource(name), change);
    }

    /** The change reaches the operator before its own write has an effect. */
    final void during(Write write, String name, Resource<? extends HasMetadata> object, Runnable change) {
        environment.proxy().delayRequest(write.to(name), () -> {
            change.run();
            HasMetadata changed = object.get();
            if (changed != null) {
                environment.proxy().awaitEventOf(changed.getMetadata().getResourceVersion());
            }
        });
    }

    static void promptly(Supplier<Boolean> condition) {
        await().atMost(PROMISED.plusSeconds(2))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptionsInstanceOf(NullPointerException.class)
                .until(condition::get);
    }
}
