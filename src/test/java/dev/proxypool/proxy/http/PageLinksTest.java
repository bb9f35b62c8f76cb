package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.FIRST_PAGE;
import static dev.proxypool.proxy.ProxyFixtures.OTHER_SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.POOL;
import static dev.proxypool.proxy.ProxyFixtures.SECOND;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.http.Pages.link;
import static dev.proxypool.proxy.http.Pages.member;
import static dev.proxypool.proxy.http.Pages.page;
import static dev.proxypool.proxy.http.ProxyApiContract.ok;
import static dev.proxypool.proxy.http.ProxyApiContract.trouble;
import static dev.proxypool.proxy.http.StubServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.ProxyFixtures;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links come from outside: they may choose the page, and nothing else. */
class PageLinksTest {

    private final StubServer server = new StubServer();
    private final ProxyApi api = ProxyFixtures.client(server.endpoint());

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void neverFollowsALinkToTheHostItNames() {
        try (StubServer foreign = new StubServer()) {
            server.then(answer(200, page(foreign.url() + POOL + "?Page=1&PageToken=x", FIRST)));
            server.then(answer(200, page(null, SECOND)));

            assertThat(ok(api.list(codesOf(SERVICE)))).extracting(Member::sid).containsExactly(FIRST, SECOND);
            assertThat(server.targets()).containsExactly(FIRST_PAGE, POOL + "?Page=1&PageToken=x");
            assertThat(foreign.seen()).as("no request, so no credentials").isEmpty();
        }
    }

    @Test
    void neverFollowsARedirectToTheHostItNames() {
        try (StubServer foreign = new StubServer()) {
            server.then(answer(302, "", "Location", foreign.url() + FIRST_PAGE));

            assertThat(trouble(api.list(codesOf(SERVICE)))).isInstanceOf(Trouble.Garbled.class);
            assertThat(foreign.seen()).as("no request, so no credentials").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy.twilio.com/v1/Services/KS00000000000000000000000000000001/ShortCodes?Page=1",
                "/v1/Services/KS00000000000000000000000000000001/ShortCodes?Page=1",
                "/gate/way/v1/Services/KS00000000000000000000000000000001/ShortCodes?Page=1",
                "//other.example/x/v1/Services/KS00000000000000000000000000000001/ShortCodes?Page=1"
            })
    void keepsThePathPrefixOfItsOwnBaseWhetherTheLinkHasItOrNot(String link) {
        server.then(answer(200, page(link, FIRST)));
        server.then(answer(200, page(null, SECOND)));

        ok(ProxyFixtures.client(Endpoint.parse(server.url() + "/gate/way/")).list(codesOf(SERVICE)));

        assertThat(server.targets()).containsExactly("/gate/way" + FIRST_PAGE, "/gate/way" + POOL + "?Page=1");
    }

    @Test
    void handsThePageTokenOnUntouched() {
        server.then(answer(200, page("https://proxy.twilio.com" + POOL + "?PageToken=a%2Bb%3D+%20&Page=1", FIRST)));
        server.then(answer(200, page(null, SECOND)));

        ok(api.list(codesOf(SERVICE)));

        assertThat(server.targets()).last().isEqualTo(POOL + "?PageToken=a%2Bb%3D+%20&Page=1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "?Page=1",
                "/v1/Services/%s/PhoneNumbers",
                "ftp://x",
                "::",
                "/v1/Services/%s/ShortCodes/"
            })
    void refusesALinkThatLeadsOutOfThePool(String link) {
        server.then(answer(200, page(link.formatted(SERVICE), FIRST)));

        assertOutOfThePool();
    }

    @Test
    void refusesALinkToThePoolOfAnotherService() {
        server.then(answer(200, page("/v1/Services/" + OTHER_SERVICE + "/ShortCodes?Page=1", FIRST)));

        assertOutOfThePool();
    }

    @Test
    void noticesThatAPageLinksToItself() {
        server.then(answer(200, page("https://proxy.twilio.com" + FIRST_PAGE, FIRST)));

        assertThat(trouble(api.list(codesOf(SERVICE))).exchange().message())
                .isEqualTo(host() + "the pages of the list form a loop");
        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void noticesThatThePagesGoInACircle() {
        server.then(answer(200, page(link(1), FIRST)));
        server.then(answer(200, page(link(2), SECOND)));
        server.then(answer(200, page(link(1))));

        Trouble trouble = trouble(api.list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Garbled.class);
        assertThat(trouble.exchange().message()).isEqualTo(host() + "the pages of the list form a loop");
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void givesUpOnAListThatNeverEnds() {
        for (int i = 1; i <= PageWalk.MOST_PAGES + 1; i++) {
            server.then(answer(200, page(link(i))));
        }

        assertThat(trouble(api.list(codesOf(SERVICE))).exchange().message())
                .isEqualTo(host() + "the list has more than 110 pages");
        assertThat(server.seen()).hasSize(PageWalk.MOST_PAGES);
    }

    @Test
    void givesUpOnAListOfMoreThanAServiceCanHold() {
        for (int i = 0; i < 3; i++) {
            int first = i * 5_000;
            server.then(answer(
                    200,
                    page(
                            link(i + 1),
                            IntStream.range(first, first + 5_000)
                                    .mapToObj(ProxyFixtures::code)
                                    .toArray(Sid.Member[]::new))));
        }

        Trouble trouble = trouble(api.list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Garbled.class);
        assertThat(trouble.exchange().message()).isEqualTo(host() + "the list has more than 11,000 entries");
        assertThat(server.seen()).hasSize(3);
    }

    @Test
    void takesACodeThatIsToldTwiceAlikeAsOne() {
        server.then(answer(200, page(link(1), FIRST)));
        server.then(answer(200, page(null, FIRST, SECOND)));

        assertThat(ok(api.list(codesOf(SERVICE)))).extracting(Member::sid).containsExactly(FIRST, SECOND);
    }

    @Test
    void refusesACodeThatIsToldTwiceDifferently() {
        server.then(answer(200, page(link(1), List.of(member(FIRST, false)))));
        server.then(answer(200, page(null, List.of(member(FIRST, true)))));

        Trouble trouble = trouble(api.list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Garbled.class);
        assertThat(trouble.exchange().message()).isEqualTo(host() + "the list has two different entries for " + FIRST);
    }

    private void assertOutOfThePool() {
        Trouble trouble = trouble(api.list(codesOf(SERVICE)));
        assertThat(trouble).isInstanceOf(Trouble.Garbled.class);
        assertThat(trouble.exchange().message()).isEqualTo(host() + "the link to the next page leads out of the pool");
        assertThat(server.seen()).hasSize(1);
    }

    /** Every message begins with it. */
    private String host() {
        return server.endpoint().base().getAuthority() + ": ";
    }
}
