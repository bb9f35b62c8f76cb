package dev.proxypool.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.statuspage.Overview.AccountCard;
import dev.proxypool.statuspage.Overview.AccountState;
import dev.proxypool.statuspage.Overview.Closure;
import dev.proxypool.statuspage.Overview.Limiter;
import dev.proxypool.statuspage.Overview.NotReady;
import dev.proxypool.statuspage.Overview.PollTrouble;
import dev.proxypool.statuspage.Overview.PoolRow;
import dev.proxypool.statuspage.Overview.RecentWrite;
import dev.proxypool.statuspage.Overview.Replica;
import dev.proxypool.statuspage.Overview.Role;
import dev.proxypool.statuspage.StatusPage.Reload;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the page says of each scene; how it looks, a browser judges: {@code src/test/statuspage/run}. */
class PageHtmlTest {

    private static final int MOST_BYTES = 1_000_000;

    /** All elements and attributes that the page is made of. */
    private static final Pattern TAG = Pattern.compile(
            "</?(?:a|b|bdi|body|code|div|h[123]|head|header|html|li|meta|p|rect|section|small|span|style|svg|time|title|ul)(?:"
                + " [a-zA-Z-]+=\"[^\"<>]*\")*/?>|<!DOCTYPE html>");

    static List<String> scenes() {
        return List.copyOf(Scenes.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("scenes")
    void itIsSmallAndMadeOfKnownElementsOnly(String scene) {
        String page = page(Scenes.named(scene));

        assertThat(bytes(page)).isLessThan(MOST_BYTES);
        assertThat(TAG.matcher(page.replace(PageStyle.CSS, "")).replaceAll("")).doesNotContain("<", ">", "\"");
        assertThat(page).doesNotContain("onload=\"", " style=\"", "src=\"", "href=\"javascript");
    }

    @Test
    void fiveThousandThatAreNotReadyAreCountedAndTheFirstAreShown() {
        String page = page(Scenes.named("outage"));

        assertThat(bytes(page)).isLessThan(100_000);
        assertThat(page)
                .contains(
                        "5,000 not Ready, 1,667 need a person",
                        "5,000 of 5,200",
                        "… 4,900 more not Ready",
                        "1,667 × Conflict");
        assertThat(count(page, "<li class=\"row what\">")).isEqualTo(PageHtml.MOST_NOT_READY);
    }

    /** As long as all texts can be, and of characters that need the most room. */
    @ParameterizedTest
    @MethodSource("longTexts")
    void itIsBoundedWhateverThereIs(String text) {
        NotReady unready = new NotReady(text, text, text, text, Scenes.NOW, text, text, true);
        PoolRow pool = new PoolRow(text, text, null, Scenes.NOW, new PollTrouble(text, text, text));
        Limiter limiter = new Limiter(1, 1, Collections.nCopies(500, new Closure(text, Scenes.NOW)));
        AccountCard account =
                new AccountCard(text, text, AccountState.CLOSED, text, limiter, Collections.nCopies(500, pool));
        String page = page(new Overview(
                Scenes.NOW,
                new Replica(text, Role.STANDBY, text),
                5_000,
                Collections.nCopies(5_000, unready),
                Collections.nCopies(500, account),
                Collections.nCopies(500, new RecentWrite(Scenes.NOW, text))));

        assertThat(bytes(page)).isLessThan(MOST_BYTES);
        assertThat(page).contains(" more not Ready", " more pools", " more limits", " more accounts", "Recent writes");
    }

    static List<String> longTexts() {
        return List.of("\"".repeat(100_000), "\u6f22".repeat(100_000), "\0".repeat(100_000));
    }

    @Test
    void manyAccountsWithFewPoolsAreBoundedToo() {
        List<AccountCard> accounts = IntStream.range(0, 5_000)
                .mapToObj(i -> Scenes.account("messaging/a" + i, Scenes.pools(2)))
                .toList();
        String page = page(Scenes.overview(Role.SINGLE, 1, List.of(), accounts));

        assertThat(bytes(page)).isLessThan(MOST_BYTES);
        assertThat(page).contains("… 4,950 more accounts");
    }

    @Test
    void messagesAndWritesAreThereOnlyIfTheOverviewHasThem() {
        assertThat(page(Scenes.overview(Role.SINGLE, 9, Scenes.troubled(1, ""), List.of())))
                .contains("messaging/alerts-0", "Conflict", "for 40 s", "Let only one resource claim it")
                .doesNotContain("null", "Recent writes");
        assertThat(page(Scenes.overview(Role.SINGLE, 9, Scenes.troubled(1, "it is 12345"), List.of())))
                .contains("it is 12345");
        assertThat(page(Scenes.named("broken"))).contains("Recent writes", "DELETE /v1/Services/");
    }

    @Test
    void aPoolShowsItsCountsAgainstTheLimitsAndSaysInWordsWhatTheColourSays() {
        String page =
                page(Scenes.overview(Role.SINGLE, 1, List.of(), List.of(Scenes.account("main", Scenes.pools(3)))));

        assertThat(page)
                .contains("<b>131</b> of 5,000", "unreserved, nearly full", "<b>480</b> of 500", "unreserved, full")
                .contains(
                        "<rect width=\"2.6\"",
                        "short codes, polled 1 s ago",
                        "1 of 10 requests in flight; nothing is held back");
    }

    @Test
    void aBreakerSaysUntilWhenAndAPoolThatCannotBeReadSaysSinceWhen() {
        assertThat(page(Scenes.named("broken")))
                .contains("<b>Until 05:06:49 UTC</b>, in 42 s.", "<b>The next request is the trial.</b>")
                .contains("Last read at 04:53:47 UTC, 12 min ago.", "The pool has not been read.", "not polled yet")
                .contains("2026-03-03 01:19:27 UTC", "Twilio refuses the credentials", "cannot be used");
    }

    @Test
    void eachReplicaSaysWhatItIs() {
        assertThat(page(Scenes.named("starting")))
                .contains("the operator is starting")
                .doesNotContain("Accounts");
        assertThat(page(Scenes.named("one"))).contains("this replica is the leader: proxypool-6d5f7c9b8d-x2x7k");
        assertThat(page(Scenes.named("standby")))
                .contains("on standby; the leader is proxypool-6d5f7c9b8d-x2x7k", "A replica on standby does not poll");
        assertThat(page(Scenes.named("empty"))).contains("There are no resources yet.", "There is no account");
    }

    @Test
    void itRefreshesItselfUntilItIsPaused() {
        Overview any = Scenes.named("one");

        assertThat(PageHtml.of(any, Reload.ON)).contains("<meta http-equiv=\"refresh\" content=\"5\">", "Pause");
        assertThat(PageHtml.of(any, Reload.OFF)).doesNotContain("http-equiv").contains("paused");
    }

    private static String page(Overview overview) {
        return PageHtml.of(overview, Reload.ON);
    }

    private static int bytes(String page) {
        return page.getBytes(StandardCharsets.UTF_8).length;
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
