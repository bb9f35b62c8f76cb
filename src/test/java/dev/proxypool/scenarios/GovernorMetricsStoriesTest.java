package dev.proxypool.scenarios;

import dev.proxypool.simulator.Effect;
import dev.proxypool.simulator.Match;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** As {@link MetricsStoriesTest}, which shows for numbers too that an endpoint is closed: a second time would take 7 s. */
class GovernorMetricsStoriesTest extends Scenarios {

    @Override
    TestEnvironment environment() {
        return TestEnvironment.embedded();
    }

    @Test
    void callsUnderWayAndRefusedOnesAreSeen() {
        environment.startOperator();
        environment.apply("promo", single(KS1, one));
        environment.awaitReady("promo");
        environment
                .simulator()
                .addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Delay(Duration.ofMillis(1_500))));

        environment.apply("support", single(KS1, two));

        awaitSample("proxypool_remote_calls_in_flight{account=\"%s\"} 1.0".formatted(TestEnvironment.ACCOUNT));
        environment.awaitReady("support");
        awaitSample("proxypool_remote_calls_in_flight{account=\"%s\"} 0.0".formatted(TestEnvironment.ACCOUNT));

        environment.simulator().addFault(Match.of("POST", "/v1/**").times(1).then(new Effect.Status(429, 80621)));
        environment.apply("survey", single(KS1, three));
        String refused = "{account=\"%s\",obstacle=\"endpoint_closed\"} 1.0".formatted(TestEnvironment.ACCOUNT);
        awaitSample("proxypool_governor_closures_total" + refused);
        awaitSample("proxypool_governor_closed" + refused);
        awaitSample("proxypool_governor_held_back_total" + refused);
        environment.awaitReady("survey");
    }
}
