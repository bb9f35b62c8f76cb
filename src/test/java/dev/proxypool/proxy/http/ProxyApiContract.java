package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.FIRST;
import static dev.proxypool.proxy.ProxyFixtures.MEMBERSHIP;
import static dev.proxypool.proxy.ProxyFixtures.NO_SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.SECOND;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.STRANGER;
import static dev.proxypool.proxy.ProxyFixtures.THIRD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.ProxyApi;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What {@link ProxyApi} promises to its callers, whoever answers at the other end. A story is a state of the remote: the
 * subclass brings it about and hands out a client.
 */
interface ProxyApiContract {

    /**
     * FIRST and SECOND are in the pool of SERVICE, SECOND is reserved; THIRD is leased and free, unless the story says
     * otherwise.
     */
    ProxyApi given(String story);

    /** The codes of the story {@code pool-on-many-pages}. */
    Set<Sid.Member> codesOnManyPages();

    @Test
    default void listsEveryMemberWithItsReservationAndDetails() {
        List<Member> pool = ok(given("pool-of-two").list(codesOf(SERVICE)));

        assertThat(pool).extracting(Member::sid).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(pool).allSatisfy(member -> {
            assertThat(member.reserved()).isEqualTo(member.sid().equals(SECOND));
            assertThat(member.details().isoCountry()).isEqualTo("US");
            assertThat(member.details().shortCode()).matches("\\d{5,6}");
            assertThat(member.details().capabilities()).containsEntry("sms_outbound", true);
            assertThat(member.details().dateCreated()).isNotNull();
            assertThat(member.details().url()).endsWith("/ShortCodes/" + member.sid());
        });
    }

    @Test
    default void listsAnEmptyPoolAsEmpty() {
        assertThat(ok(given("empty-pool").list(codesOf(SERVICE)))).isEmpty();
    }

    @Test
    default void listsAPoolOnManyPagesToItsEnd() {
        List<Member> pool = ok(given("pool-on-many-pages").list(codesOf(SERVICE)));

        assertThat(pool).extracting(Member::sid).doesNotHaveDuplicates().hasSameElementsAs(codesOnManyPages());
    }

    @Test
    default void addsACodeUnreserved() {
        Member added = ok(given("add-code").add(new Membership(SERVICE, THIRD), false));

        assertThat(added.sid()).isEqualTo(THIRD);
        assertThat(added.reserved()).isFalse();
    }

    @Test
    default void reservesAndFreesAMember() {
        ProxyApi api = given("reserve-and-free");

        assertThat(ok(api.setReserved(MEMBERSHIP, true)).reserved()).isTrue();
        assertThat(ok(api.setReserved(MEMBERSHIP, false)).reserved()).isFalse();
    }

    @Test
    default void removesAMember() {
        ProxyApi api = given("remove-member");

        assertThat(ok(api.remove(MEMBERSHIP))).isEqualTo(MEMBERSHIP);
        assertThat(trouble(api.remove(MEMBERSHIP))).isInstanceOf(Trouble.NotFound.class);
    }

    @Test
    default void saysOfACodeOutsideThePoolThatItIsNotFoundWhateverIsAsked() {
        ProxyApi api = given("code-not-in-pool");
        Membership absent = new Membership(SERVICE, THIRD);

        assertThat(trouble(api.setReserved(absent, true))).isInstanceOf(Trouble.NotFound.class);
        assertThat(trouble(api.remove(absent))).isInstanceOf(Trouble.NotFound.class);
    }

    @Test
    default void saysOfAnUnknownServiceThatItIsNotFoundWhateverIsAsked() {
        ProxyApi api = given("unknown-service");

        assertThat(trouble(api.list(codesOf(NO_SERVICE)))).isInstanceOf(Trouble.NotFound.class);
        assertThat(trouble(api.fetchService(NO_SERVICE))).isInstanceOf(Trouble.NotFound.class);
        assertThat(trouble(api.add(new Membership(NO_SERVICE, THIRD), false))).isInstanceOf(Trouble.NotFound.class);
    }

    @Test
    default void refusesToAddWhatIsAMemberAlready() {
        assertRefused(given("add-twice").add(MEMBERSHIP, false), Refusal.ALREADY_MEMBER, 80105);
    }

    @Test
    default void refusesToAddACodeOfAnotherService() {
        Answer<Member> answer = given("add-code-of-other-service").add(new Membership(SERVICE, THIRD), false);

        assertRefused(answer, Refusal.IN_OTHER_SERVICE, 80101);
    }

    @Test
    default void refusesToAddACodeThatTheAccountDoesNotHave() {
        Answer<Member> answer = given("add-unknown-code").add(new Membership(SERVICE, STRANGER), false);

        assertRefused(answer, Refusal.UNKNOWN_SHORT_CODE, 80303);
    }

    @Test
    default void refusesToAddToAFullPool() {
        Answer<Member> answer = given("add-to-full-pool").add(new Membership(SERVICE, THIRD), false);

        assertRefused(answer, Refusal.POOL_FULL, 80622);
    }

    @Test
    default void refusesToRemoveACodeThatSessionsUse() {
        assertRefused(given("remove-in-use").remove(MEMBERSHIP), Refusal.IN_USE, 80611);
    }

    @Test
    default void fetchesAService() {
        assertThat(ok(given("fetch-service").fetchService(SERVICE))).isEqualTo(SERVICE);
    }

    @Test
    default void seesTheServiceButNoShortCodesWhereTheEndpointWasWithdrawn() {
        ProxyApi api = given("endpoint-withdrawn");

        assertThat(trouble(api.list(codesOf(SERVICE)))).isInstanceOf(Trouble.NotFound.class);
        assertThat(ok(api.fetchService(SERVICE))).isEqualTo(SERVICE);
    }

    @Test
    default void saysThatWrongCredentialsAreRefused() {
        Trouble trouble = trouble(given("wrong-credentials").list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOf(Trouble.Unauthorized.class);
        assertThat(trouble.exchange().httpStatus()).isEqualTo(401);
        assertThat(trouble.exchange().code()).isEqualTo(20003);
    }

    @Test
    default void saysThatItIsThrottledAndForHowLong() {
        Trouble trouble = trouble(given("throttled").list(codesOf(SERVICE)));

        assertThat(trouble).isInstanceOfSatisfying(Trouble.Throttled.class, throttled -> {
            assertThat(throttled.retryAfter()).hasSeconds(7);
            assertThat(throttled.exchange().code()).isEqualTo(80621);
        });
    }

    @Test
    default void saysWhatWasAskedAndAnsweredWhenItFails() {
        Trouble.Exchange exchange = trouble(given("remove-absent").remove(new Membership(SERVICE, THIRD)))
                .exchange();

        assertThat(exchange.operation()).isEqualTo("DeleteShortCode");
        assertThat(exchange.httpStatus()).isEqualTo(404);
        assertThat(exchange.code()).isEqualTo(20404);
        assertThat(exchange.message()).contains("was not found");
        assertThat(exchange.requestId()).matches("RQ[0-9a-f]{32}");
    }

    private static void assertRefused(Answer<?> answer, Refusal refusal, int code) {
        assertThat(trouble(answer)).isInstanceOfSatisfying(Trouble.Rejected.class, rejected -> {
            assertThat(rejected.refusal()).isEqualTo(refusal);
            assertThat(rejected.exchange().code()).isEqualTo(code);
        });
    }

    static <T> T ok(Answer<T> answer) {
        return switch (answer) {
            case Answer.Ok<T>(T value) -> value;
            case Answer.Failed<T>(Trouble trouble) ->
                throw new AssertionError(trouble.exchange().describe());
        };
    }

    static Trouble trouble(Answer<?> answer) {
        return switch (answer) {
            case Answer.Ok<?> ok -> throw new AssertionError("went well: " + ok);
            case Answer.Failed<?>(Trouble trouble) -> trouble;
        };
    }
}
