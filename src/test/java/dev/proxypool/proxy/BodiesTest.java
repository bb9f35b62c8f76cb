package dev.proxypool.proxy;

import static dev.proxypool.proxy.Cast.FIRST;
import static dev.proxypool.proxy.Cast.MEMBERSHIP;
import static dev.proxypool.proxy.Cast.SECOND;
import static dev.proxypool.proxy.Cast.SERVICE;
import static dev.proxypool.proxy.Pages.member;
import static dev.proxypool.proxy.Pages.page;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.proxy.ProxyApi.ServiceFacts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What decides something must be there; everything else may be missing or odd. */
class BodiesTest {

    @Test
    void readsAMemberWithAllItsDetails() {
        String body = """
            {"sid": "%s", "service_sid": "%s", "account_sid": "AC1", "is_reserved": true, "short_code": "12345",
             "iso_country": "US", "date_created": "2015-07-30T20:00:00Z", "date_updated": "2015-07-31T20:00:00Z",
             "capabilities": {"sms_outbound": true, "voice_inbound": false}, "url": "https://proxy.twilio.com/x",
             "a_field_of_next_year": {"with": ["anything"]}}
            """.formatted(FIRST, SERVICE);

        assertThat(readMember(body))
                .isEqualTo(new Reading.Clear<>(new Member(
                        FIRST,
                        true,
                        new Member.Details(
                                "12345",
                                "US",
                                new TreeMap<>(Map.of("sms_outbound", true, "voice_inbound", false)),
                                Instant.parse("2015-07-30T20:00:00Z"),
                                Instant.parse("2015-07-31T20:00:00Z"),
                                "https://proxy.twilio.com/x"))));
    }

    @Test
    void survivesNullInEveryFieldThatDecidesNothing() {
        String body = """
            {"sid": "%s", "service_sid": null, "account_sid": null, "is_reserved": false, "short_code": null,
             "iso_country": null, "date_created": null, "date_updated": null, "capabilities": null, "url": null}
            """.formatted(FIRST);

        assertThat(readMember(body)).isEqualTo(new Reading.Clear<>(Member.of(FIRST, false)));
    }

    @Test
    void leavesOutDetailsThatMakeNoSense() {
        String body = """
            {"sid": "%s", "is_reserved": false, "short_code": 12345, "iso_country": [], "date_created": "yesterday",
             "date_updated": 1446235200, "capabilities": {"sms": true, "mms": "yes", "fax": null, "voice": 1}}
            """.formatted(FIRST);

        assertThat(readMember(body))
                .isEqualTo(new Reading.Clear<>(new Member(
                        FIRST,
                        false,
                        new Member.Details(null, null, new TreeMap<>(Map.of("sms", true)), null, null, null))));
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
        assertThat(readMember(body)).isEqualTo(new Reading.Flawed<>("a short code in the answer has no valid sid"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"is_reserved\": null", ", \"is_reserved\": \"false\"", ", \"is_reserved\": 0"})
    void doesNotGuessWhetherAMemberIsReserved(String field) {
        assertThat(readMember("{\"sid\": \"%s\"%s}".formatted(FIRST, field)))
                .isEqualTo(new Reading.Flawed<>("the answer does not say whether %s is reserved".formatted(FIRST)));
    }

    @Test
    void doesNotChooseBetweenTwoReservations() {
        String body = "{\"sid\": \"%s\", \"is_reserved\": true, \"is_reserved\": false}".formatted(FIRST);

        assertThat(readMember(body)).isInstanceOf(Reading.Flawed.class);
    }

    @Test
    void doesNotTakeAnotherMemberForTheOneItAskedFor() {
        assertThat(readMember(member(SECOND, false)))
                .isEqualTo(new Reading.Flawed<>("the answer is about %s, not %s".formatted(SECOND, FIRST)));
    }

    @Test
    void doesNotTakeAMemberOfAnotherServiceForOneOfThis() {
        String body = member(FIRST, false).replace(SERVICE.value(), Cast.OTHER_SERVICE.value());

        assertThat(readMember(body)).isInstanceOf(Reading.Flawed.class);
    }

    @Test
    void hasNoPageIfOneMemberOfItIsFlawed() {
        String body = page(null, List.of(member(FIRST, false), "{\"sid\": null}"));

        assertThat(Bodies.parse(body).then(b -> Bodies.page(b, SERVICE)))
                .isEqualTo(new Reading.Flawed<>("a short code in the answer has no valid sid"));
    }

    @Test
    void takesAMetaWithoutLinkAsTheLastPage() {
        assertThat(Bodies.parse("{\"short_codes\": [], \"meta\": {}}").then(b -> Bodies.page(b, SERVICE)))
                .isEqualTo(new Reading.Clear<>(new Bodies.Page<>(List.of(), null)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ", \"links\": null", ", \"links\": {}", ", \"links\": {\"short_codes\": null}"})
    void seesAServiceWithoutLinkToShortCodes(String links) {
        assertThat(readService("{\"sid\": \"%s\"%s}".formatted(SERVICE, links)))
                .isEqualTo(new Reading.Clear<>(new ServiceFacts(SERVICE, false)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"sid\": null}", "{\"sid\": \"KS00000000000000000000000000000002\"}"})
    void doesNotTakeAnythingElseForTheServiceItAskedFor(String body) {
        assertThat(readService(body))
                .isEqualTo(new Reading.Flawed<>("the answer is not about Service %s".formatted(SERVICE)));
    }

    @Test
    void survivesJsonThatIsNestedWithoutEnd() {
        assertThat(Bodies.parse("{\"a\":" + "[".repeat(100_000)))
                .isEqualTo(new Reading.Flawed<>("the answer is not JSON, or not all of it"));
    }

    private static Reading<Member> readMember(String body) {
        return Bodies.parse(body).then(object -> Bodies.member(object, MEMBERSHIP));
    }

    private static Reading<ServiceFacts> readService(String body) {
        return Bodies.parse(body).then(object -> Bodies.service(object, SERVICE));
    }
}
