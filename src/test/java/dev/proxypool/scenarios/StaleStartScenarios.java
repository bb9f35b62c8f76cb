package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An operator starts, and the API server that it meets answers from a cache that lags behind whatever may be answered from it. */
abstract class StaleStartScenarios extends PoolStories {

    private static final List<String> KINDS =
            List.of("proxyshortcodes", "proxyshortcodepools", "proxyaccounts", "secrets");

    @Test
    void aMemberThatWasDeclaredMeanwhileStays() {
        Map<String, Object> pruning = Map.of("unlisted", "Remove", "maxRemovals", 10);
        apply(pruning, code(SC1, false), code(SC2, false));
        environment.startOperator();
        awaitReady();
        environment.proxy().replayOldLists(ApiProxy::maySeeAnOldState);
        edit(pruning, code(SC1, false), code(SC2, false), code(SC3, false));
        await().until(() -> environment.pool(KS1).size() == 3);
        environment.stopOperator();
        environment.simulator().clearRequests();
        environment.proxy().forgetRequests();
        environment.proxy().holdEvents();

        environment.startOperator();

        await().until(() -> environment.simulator().requests().size() >= 3);
        assertThat(environment.pool(KS1)).containsOnlyKeys(SC1, SC2, SC3);
        assertThat(environment.writes()).isEmpty();
        assertThat(environment.proxy().replays())
                .as("old lists, since none was asked for")
                .isZero();
        assertThatTheListsAreConsistentAndPaged(KINDS.subList(0, 3));
    }

    @Test
    void everyInformerListsWhatIsAndInPages() {
        environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
        environment.account("other", "twilio");

        environment.startOperator();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> !environment
                        .account("other")
                        .get()
                        .statusOrNone()
                        .conditions()
                        .isEmpty());
        assertThatTheListsAreConsistentAndPaged(KINDS);
        assertThat(environment.proxy().requests())
                .as("a right on single Secrets is enough")
                .filteredOn(request -> request.isListOf("secrets"))
                .allMatch(list -> list.asks("fieldSelector=metadata.name%3Dtwilio"));
    }

    private void assertThatTheListsAreConsistentAndPaged(List<String> kinds) {
        for (String kind : kinds) {
            Stream<ApiRequest> lists =
                    environment.proxy().requests().stream().filter(request -> request.isListOf(kind));
            assertThat(lists)
                    .as("lists of " + kind)
                    .isNotEmpty()
                    .allMatch(list -> list.asks("limit=50"))
                    .noneMatch(list -> list.target().contains("resourceVersion"));
        }
    }
}
