package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ResourceKind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator starts, and the API server that it meets answers from a cache that lags behind whatever may be answered from it. */
abstract class StaleStartScenarios extends PoolStories {

    @ParameterizedTest
    @EnumSource(names = {"SHORT_CODES", "NUMBERS"})
    void aMemberThatWasDeclaredMeanwhileStays(Telling kind) {
        tellOf(kind);
        pollOften();
        Map<String, Object> pruning = Map.of("unlisted", "Remove", "maxRemovals", 10);
        apply(pruning, code(one, false), code(two, false));
        environment.startOperator();
        awaitReady();
        environment.proxy().replayOldLists(ApiProxy::maySeeAnOldState);
        edit(pruning, code(one, false), code(two, false), code(three, false));
        await().until(() -> environment.pool(KS1).size() == 3);
        environment.stopOperator();
        environment.simulator().clearRequests();
        environment.proxy().forgetRequests();
        environment.proxy().holdEvents();

        environment.startOperator();

        // A code that an old list lacks would leave after one poll, and a number after two.
        int polls = telling.isOfCodes() ? 3 : 4;
        await().until(() -> environment.simulator().requests().size() >= polls);
        assertThat(environment.pool(KS1)).containsOnlyKeys(one, two, three);
        assertThat(environment.writes()).isEmpty();
        assertThat(environment.proxy().replays())
                .as("old lists, since none was asked for")
                .isZero();
        assertThatTheListsAreConsistentAndPaged(kindsOfOurs());
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
        assertThatTheListsAreConsistentAndPaged(kindsOfOurs());
        assertThatTheListsAreConsistentAndPaged(List.of("secrets"));
        assertThat(environment.proxy().requests())
                .as("a right on single Secrets is enough")
                .filteredOn(request -> request.isListOf("secrets"))
                .allMatch(list -> list.asks("fieldSelector=metadata.name%3Dtwilio"));
    }

    private static List<String> kindsOfOurs() {
        return Arrays.stream(ResourceKind.values()).map(ResourceKind::plural).toList();
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
