package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.MEMBERSHIP;
import static dev.proxypool.proxy.ProxyFixtures.SECOND;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.http.Pages.body;
import static dev.proxypool.proxy.http.Pages.member;
import static dev.proxypool.proxy.http.Pages.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyFixtures;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides something must be there; everything else may be missing or odd. */
class BodiesTest {

    private static final String POOL = "https://proxy.twilio.com" + ProxyFixtures.POOL;
    private static final String URL = POOL + "/" + FIRST;
    private static final Member.Details NOTHING = new Member.Details(null, null, Map.of(), null, null, URL);

    @Test
    void readsAMemberWithAllItsDetails() {
        String body = """
            {"sid": "%s", "service_sid": "%s", "account_sid": "AC1", "is_reserved": true, "short_code": "12345",
             "iso_country": "US", "date_created": "2015-07-30T20:00:00Z", "date_updated": "2015-07-31T20:00:00Z",
             "capabilities": {"sms_outbound": true, "voice_inbound": false}, "url": "javascript:alert(1)",
             "a_field_of_next_year": {"with": ["anything"]}}
            """.formatted(FIRST, SERVICE);

        assertThat(readMember(body))
                .isEqualTo(new Parsed.Success<>(new Member(
                        FIRST,
                        true,
                        new Member.Details(
                                "12345",
                                "US",
                                new TreeMap<>(Map.of("sms_outbound", true, "voice_inbound", false)),
                                Instant.parse("2015-07-30T20:00:00Z"),
                                Instant.parse("2015-07-31T20:00:00Z"),
                                URL))));
    }

    @Test
    void survivesNullInEveryFieldThatDecidesNothing() {
        String body = """
            {"sid": "%s", "service_sid": null, "account_sid": null, "is_reserved": false, "short_code": null,
             "iso_country": null, "date_created": null, "date_updated": null, "capabilities": null, "url": null}
            """.formatted(FIRST);

        assertThat(readMember(body)).isEqualTo(new Parsed.Success<>(new Member(FIRST, false, NOTHING)));
    }

    @Test
    void leavesOutDetailsThatMakeNoSense() {
        String body = """
            {"sid": "%s", "is_reserved": false, "short_code": 12345, "iso_country": [], "date_created": "yesterday",
             "date_updated": 1446235200, "capabilities": {"sms": true, "mms": "yes", "fax": null, "voice": 1}}
            """.formatted(FIRST);

        assertThat(readMember(body))
                .isEqualTo(new Parsed.Success<>(new Member(
                        FIRST,
                        false,
                        new Member.Details(null, null, new TreeMap<>(Map.of("sms", true)), null, null, URL))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"is_reserved\": true}",
                "{\"sid\": null, \"is_reserved\": true}",
                "{\"sid\": \"12345\", \"is_reserved\": true}",
                "{\"sid\": \"PN00000000000000000000000000000001\", \"is_reserved\": true}"
            })
    void doesNotGuessWhichCodeAMemberIs(String body) {
        assertThat(readMember(body)).isEqualTo(new Parsed.Malformed<>("a short code in the answer has no valid sid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"is_reserved\": null", ", \"is_reserved\": \"false\"", ", \"is_reserved\": 0"})
    void doesNotGuessWhetherAMemberIsReserved(String field) {
        assertThat(readMember("{\"sid\": \"%s\"%s}".formatted(FIRST, field)))
                .isEqualTo(new Parsed.Malformed<>("the answer does not say whether %s is reserved".formatted(FIRST)));
    }

    @Test
    void doesNotChooseBetweenTwoReservations() {
        String body = "{\"sid\": \"%s\", \"is_reserved\": true, \"is_reserved\": false}".formatted(FIRST);

        assertThat(readMember(body)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void doesNotTakeAnotherMemberForTheOneItAskedFor() {
        assertThat(readMember(member(SECOND, false)))
                .isEqualTo(new Parsed.Malformed<>("the answer is about %s, not %s".formatted(SECOND, FIRST)));
    }

    @Test
    void doesNotTakeAMemberOfAnotherServiceForOneOfThis() {
        String body = member(FIRST, false).replace(SERVICE.value(), ProxyFixtures.OTHER_SERVICE.value());

        assertThat(readMember(body)).isInstanceOf(Parsed.Malformed.class);
    }

    @Test
    void hasNoPageIfOneMemberOfItIsFlawed() {
        String body = page(null, List.of(member(FIRST, false), "{\"sid\": null}"));

        assertThat(readPage(body)).isEqualTo(new Parsed.Malformed<>("a short code in the answer has no valid sid"));
    }

    @Test
    void takesAMetaWithoutLinkAsTheLastPage() {
        assertThat(readPage("{\"short_codes\": [], \"meta\": {}}"))
                .isEqualTo(new Parsed.Success<>(new Bodies.Page<>(List.of(), null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sid\": null}", "{\"sid\": \"KS00000000000000000000000000000002\"}"})
    void doesNotTakeAnythingElseForTheServiceItAskedFor(String body) {
        assertThat(readService(body))
                .isEqualTo(new Parsed.Malformed<>("the answer is not about Service %s".formatted(SERVICE)));
    }

    @Test
    void survivesJsonThatIsNestedWithoutEnd() {
        assertThat(readPage("{\"a\":" + "[".repeat(100_000)))
                .isEqualTo(new Parsed.Malformed<>("the answer is nested too deeply, or a name in it is too long"));
    }

    @Test
    void passesOverWhatItDoesNotKnowWhereverItIs() {
        String unknown = "\"unknown\": [{\"sid\": {\"meta\": [[], 1e400]}}, \"\\u0000\", null]";
        String member =
                "{%s, \"sid\": \"%s\", \"is_reserved\": true, \"short_code\": {%s}}".formatted(unknown, FIRST, unknown);
        String body = "{%s, \"short_codes\": [%s], \"meta\": {%s, \"next_page_url\": null}, \"more\": {%s}}"
                .formatted(unknown, member, unknown, unknown);

        assertThat(readPage(body))
                .isEqualTo(new Parsed.Success<>(new Bodies.Page<>(List.of(new Member(FIRST, true, NOTHING)), null)));
    }

    @Test
    void keepsOfTheDetailsOnlyWhatHasTheFormOfOne() {
        String capabilities = IntStream.range(0, 60)
                .mapToObj(i -> "\"%s\": true".formatted("x".repeat(i + 1)))
                .collect(Collectors.joining(
                        ", ", "{\"SMS\": true, \"a\\u001b[2J\": true, \"%s\": true, ".formatted("y".repeat(65)), "}"));
        String body = """
            {"sid": "%s", "is_reserved": false, "short_code": "12345678901234567", "iso_country": "USA",
             "date_created": "%s", "capabilities": %s}
            """.formatted(FIRST, "2015-07-30T20:00:00.%sZ".formatted("0".repeat(30)), capabilities);

        Member.Details details =
                ((Parsed.Success<Member>) readMember(body)).value().details();
        assertThat(details.shortCode()).isNull();
        assertThat(details.isoCountry()).isNull();
        assertThat(details.dateCreated()).isNull();
        assertThat(details.capabilities().keySet()).hasSize(32).allMatch(key -> key.matches("x+"));
    }

    @Test
    void keepsNoMoreKindsOfCapabilitiesOfOneListThanTwilioHas() {
        List<String> members = IntStream.range(0, 2 * 64)
                .mapToObj(i -> member(ProxyFixtures.code(i), false)
                        .replace("}", ", \"capabilities\": {\"%s\": %b}}".formatted("z".repeat(i / 2 + 1), i % 2 == 0)))
                .toList();

        Parsed<Bodies.Page<Member>> page = readPage(page(null, members));

        assertThat(page).isInstanceOf(Parsed.Success.class);
        Set<Map<String, Boolean>> kinds = ((Parsed.Success<Bodies.Page<Member>>) page)
                .value().entries().stream()
                        .map(member -> member.details().capabilities())
                        .collect(Collectors.toSet());
        assertThat(kinds).hasSize(65).contains(Map.of());
    }

    private static Parsed<Member> readMember(String body) {
        return Bodies.member(body(body), reader(), MEMBERSHIP);
    }

    private static Parsed<Bodies.Page<Member>> readPage(String body) {
        return Bodies.page(body(body), MemberKind.SHORT_CODE, reader());
    }

    private static MemberReader reader() {
        return new MemberReader(codesOf(SERVICE), POOL);
    }

    private static Parsed<Sid.Service> readService(String body) {
        return Bodies.service(body(body), SERVICE);
    }
}
