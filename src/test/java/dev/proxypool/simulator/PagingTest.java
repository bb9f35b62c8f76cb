package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOL;
import static dev.proxypool.simulator.Example.SUPPORT_POOL;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final int CODES = 230;

    private final Simulator simulator = Example.start(ManyCodes.inOneService(CODES));
    private final Client client = Example.client(simulator);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aPageHasFiftyRecordsUnlessAskedOtherwise() {
        JsonNode page = client.get(POOL).body();

        assertThat(page.path("short_codes")).hasSize(50);
        assertThat(page.path("meta").path("page_size").intValue()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "99,99", "100,100", "101,100", "130,100", "1000,100", "999999999,100"})
    void aPageIsCutAtOneHundredAndSaysSo(int asked, int served) {
        JsonNode page = client.get(POOL + "?PageSize=" + asked).body();

        assertThat(page.path("short_codes")).hasSize(served);
        assertThat(page.path("meta").path("page_size").intValue()).isEqualTo(served);
    }

    @Test
    void theKeysOfMetaAreAlwaysThereAndNullAtTheEnds() {
        JsonNode only = client.get(SUPPORT_POOL).body();

        assertThat(only.path("meta").properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "page", "page_size", "first_page_url", "previous_page_url", "url", "next_page_url", "key");
        assertThat(only.path("meta").path("next_page_url").isNull()).isTrue();
        assertThat(only.path("meta").path("previous_page_url").isNull()).isTrue();
        assertThat(only.path("meta").path("key").asText()).isEqualTo("short_codes");
        assertThat(only.path("short_codes").isArray()).isTrue();
    }

    @Test
    void linksLeadForwardThroughEveryRecordOnceAndBackAgain() {
        List<JsonNode> forward = follow(client.get(POOL + "?PageSize=100").body(), "next_page_url");
        List<JsonNode> backward = follow(forward.getLast(), "previous_page_url");

        assertThat(forward.stream().map(page -> page.path("short_codes").size()))
                .containsExactly(100, 100, 30);
        assertThat(forward.stream().flatMap(page -> sids(page).stream()))
                .hasSize(CODES)
                .doesNotHaveDuplicates();
        assertThat(backward.stream().map(PagingTest::sids))
                .containsExactlyElementsOf(
                        forward.reversed().stream().map(PagingTest::sids).toList());
        assertThat(forward.stream().map(page -> page.path("meta").path("page").intValue()))
                .containsExactly(0, 1, 2);
    }

    @Test
    void aPageFindsItselfAndTheFirstAgain() {
        JsonNode second = follow(client.get(POOL).body(), "next_page_url").get(1);

        assertThat(client.get(second.path("meta").path("url").asText()).body()).isEqualTo(second);
        assertThat(sids(client.get(second.path("meta").path("first_page_url").asText())
                        .body()))
                .isEqualTo(sids(client.get(POOL).body()));
    }

    @Test
    void aPageStaysInPlaceWhileCodesComeAndGo() {
        JsonNode first = client.get(POOL + "?PageSize=100").body();
        String last = sids(first).getLast();
        client.delete(POOL + "/" + last);
        client.delete(POOL + "/" + sids(first).getFirst());

        JsonNode second =
                client.get(first.path("meta").path("next_page_url").asText()).body();

        assertThat(sids(second)).hasSize(100).doesNotContainAnyElementsOf(sids(first));
    }

    @Test
    void theEmptyListHasAPage() {
        simulator
                .state()
                .accounts()
                .getFirst()
                .services()
                .getFirst()
                .shortCodes()
                .forEach(member -> simulator.remove(MESSAGING, member.sid()));

        JsonNode page = client.get(POOL).body();

        assertThat(page.path("short_codes").isArray()).isTrue();
        assertThat(page.path("short_codes")).isEmpty();
        assertThat(page.path("meta").path("next_page_url").isNull()).isTrue();
    }

    @Test
    void linksAreOnTheHostThatWasAskedAndParseAsUris() throws Exception {
        String answer = RawSocket.exchange(
                simulator.uri(),
                "GET " + POOL + " HTTP/1.1",
                "Host: proxy.example",
                RawSocket.basic(Example.ACCOUNT, Example.TOKEN),
                "Connection: close");
        String next = answer.replaceAll("(?s).*\"next_page_url\":\"([^\"]*)\".*", "$1");

        assertThat(URI.create(next).getHost()).isEqualTo("proxy.example");
        assertThat(URI.create(next).getQuery()).matches("PageSize=50&Page=1&PageToken=[A-Za-z0-9_-]+");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PageSize=0",
                "PageSize=-1",
                "PageSize=many",
                "PageSize=",
                "Page=-1",
                "PageToken=",
                "PageToken=PT",
                "PageToken=SC00000000000000000000000000000001",
                "PageToken=PT!!",
                "PageToken=PTQUFB"
            })
    void aQueryThatCannotBeServedIsRefused(String query) {
        Client.Answer answer = client.get(POOL + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo(80701);
    }

    @Test
    void theTokenOfOneListDoesNotOpenAnother() {
        String query = URI.create(client.get(POOL)
                        .body()
                        .path("meta")
                        .path("next_page_url")
                        .asText())
                .getQuery();

        assertThat(client.get(SUPPORT_POOL + "?" + query).status()).isEqualTo(400);
    }

    private List<JsonNode> follow(JsonNode first, String link) {
        List<JsonNode> pages = new ArrayList<>(List.of(first));
        while (!pages.getLast().path("meta").path(link).isNull()) {
            pages.add(
                    client.get(pages.getLast().path("meta").path(link).asText()).body());
        }
        return pages;
    }

    private static List<String> sids(JsonNode page) {
        return page.path("short_codes").findValuesAsText("sid");
    }
}
