package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Trouble;
import dev.proxypool.proxy.ProxyFixtures;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of reactions: Twilio's code first, then the HTTP status. */
class FailuresTest {

    /** Twilio publishes no statuses for these codes, so the reaction must be the same under every plausible one. */
    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvFileSource(resources = "/contract/proxy-error-codes.csv", numLinesToSkip = 1)
    void reactsToEveryCodeOfProxyWhateverItsStatus(int code, String title, String expected) {
        for (int status : new int[] {400, 403, 409, 412, 422, 500}) {
            assertThat(words(judge(status, body(code, title, status))))
                    .as("%d with HTTP %d", code, status)
                    .isEqualTo(expected);
        }
    }

    @ParameterizedTest(name = "{0} with HTTP {1}: {2}")
    @CsvSource(textBlock = """
        20001, 400, Rejected OTHER, unknown parameter
        20002, 400, Rejected OTHER, invalid name
        20003, 401, Unauthorized, wrong credentials
        20003, 400, Unauthorized, the code decides and not the status
        20004, 405, Rejected OTHER, method not allowed
        20005, 403, Unauthorized, account inactive
        20006, 403, Unauthorized, access denied
        20008, 403, Unauthorized, test credentials
        20010, 403, Unauthorized, action disabled
        20403, 403, Unauthorized, account suspended or closed
        20404, 404, NotFound, not found
        20404, 500, Unavailable, absence needs both code and status
        20404, 400, Rejected OTHER, absence needs both code and status
        20409, 409, Rejected OTHER, state conflict
        20422, 422, Rejected OTHER, invalid parameter
        20423, 422, Rejected OTHER, invalid SID
        20426, 426, Rejected OTHER, not over TLS
        20429, 429, Throttled, concurrency of the account
        20429, 503, Throttled, the code decides and not the status
        20500, 500, Unavailable, inner failure or time-out
        20503, 503, Unavailable, overloaded
        70051, 401, Unauthorized, the key has no permission
        70051, 400, Unauthorized, the code decides and not the status
        70052, 400, Unauthorized, client validation demanded
        70053, 400, Unauthorized, client validation not enabled
        80303, 404, Rejected UNKNOWN_SHORT_CODE, not a missing Service whatever the status
        80307, 404, Rejected VANISHED, not a missing Service whatever the status
        80408, 404, NotFound, the Service cannot exist
        80408, 400, Rejected OTHER, the Service's SID is invalid
        80615, 409, Rejected OTHER, legal hold
        80999, 400, Rejected OTHER, a code of the pool that nobody knows yet
        80999, 404, Rejected OTHER, a code of the pool that nobody knows yet
        80999, 429, Throttled, never processed whatever the code
        21710, 409, Rejected OTHER, a code of another product
        54321, 404, Rejected OTHER, an unknown code of Twilio is not an absence
        54321, 403, Unauthorized, an unknown code leaves it to the status
        54321, 500, Unavailable, an unknown code leaves it to the status
        """)
    void reactsToCodesOfThePlatform(int code, int status, String expected, String reason) {
        assertThat(words(judge(status, body(code, "some words", status))))
                .as(reason)
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "HTTP {0} from a gateway: {1}")
    @CsvSource(textBlock = """
        301, Garbled
        307, Garbled
        400, Garbled
        401, Unauthorized
        403, Unauthorized
        404, Garbled
        405, Garbled
        407, Garbled
        408, Unavailable
        410, Garbled
        413, Garbled
        425, Unavailable
        429, Throttled
        500, Unavailable
        502, Unavailable
        503, Unavailable
        504, Unavailable
        599, Unavailable
        204, Garbled
        700, Garbled
        """)
    void reactsToAStatusWithoutTwiliosBody(int status, String expected) {
        for (String body : new String[] {"", "<html>gateway</html>", "{}", "{\"code\":%d}".formatted(status), "[1]"}) {
            assertThat(words(judge(status, body))).as("body '%s'", body).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({"400, Rejected OTHER", "410, Rejected OTHER", "404, Garbled", "500, Unavailable", "401, Unauthorized"})
    void takesABodyWithAMessageForTwiliosButNeverForAnAbsence(int status, String expected) {
        assertThat(words(judge(status, "{\"message\":\"no route\",\"status\":%d}".formatted(status))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"20404\"", "20404.5", "null", "true", "99999999999999", "404", "-20404", "[20404]"})
    void believesAnAbsenceOnlyIfTheCodeIsAnInteger(String code) {
        assertThat(words(judge(404, "{\"code\":%s,\"message\":\"not found\"}".formatted(code))))
                .isEqualTo("Garbled");
    }

    @Test
    void handsOnWhatTwilioAskedTheCallerToWait() {
        RawResponse.Received response =
                new RawResponse.Received(429, read(body(20429, "slow", 429)), "RQ1", Duration.ofSeconds(3), 0);

        assertThat(Failures.of(ProxyFixtures.LIST, response))
                .isInstanceOfSatisfying(Trouble.Throttled.class, throttled -> {
                    assertThat(throttled.retryAfter()).hasSeconds(3);
                    assertThat(throttled.exchange().requestId()).isEqualTo("RQ1");
                });
    }

    @Test
    void repeatsTwiliosMessageOnOneLineWithoutWhatVaries() {
        String said = " Request\\n"
                + " RQ0123456789abcdef0123456789abcdef \\t failed, trace 01234567-89ab-cdef-0123-456789abcdef ";

        assertThat(judge(400, body(80701, said, 400)).exchange().message()).isEqualTo("Request … failed, trace …");
    }

    @Test
    void cutsALongMessage() {
        String message = judge(400, body(80701, "x".repeat(198) + "😀😀", 400))
                .exchange()
                .message();

        assertThat(message).isEqualTo("x".repeat(198) + "…");
    }

    @Test
    void showsWhatCouldHarmAStatusOrATerminalInItsMessageAsAnEscape() {
        String message = judge(400, body(80701, "a\u0085b\u009b2Jc\u202ed\ufffee\\u001b[2Jf\\ud800g", 400))
                .exchange()
                .message();

        assertThat(message).isEqualTo("a b\\u009b2Jc\\u202ed\\ufffee\\u001b[2Jf\\ud800g");
    }

    @ParameterizedTest
    @MethodSource
    void alwaysHasAMessage(String message) {
        String body = "{\"code\":80701,\"message\":%s}".formatted(message);

        assertThat(judge(400, body).exchange().message()).isEqualTo("no message from Twilio");
    }

    static Stream<String> alwaysHasAMessage() {
        return Stream.of("null", "\"\"", "\"  \"", "7", "{}", "\"%s\"".formatted("x".repeat(5_000)));
    }

    private static Trouble judge(int status, String body) {
        return Failures.of(ProxyFixtures.UPDATE, new RawResponse.Received(status, read(body), null, null, 0));
    }

    private static Parsed<Body> read(String body) {
        return new Parsed.Success<>(Pages.body(body));
    }

    private static String body(int code, String message, int status) {
        return "{\"code\":%d,\"message\":\"%s\",\"status\":%d}".formatted(code, message, status);
    }

    private static String words(Trouble trouble) {
        String variant = trouble.getClass().getSimpleName();
        return trouble instanceof Trouble.Rejected rejected ? variant + " " + rejected.refusal() : variant;
    }
}
