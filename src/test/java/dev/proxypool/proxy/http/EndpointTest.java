package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {

    @ParameterizedTest(name = "region {0}, edge {1}: {2}")
    @CsvSource(nullValues = "-", textBlock = """
        -,     -,      https://proxy.twilio.com
        '',    ' ',    https://proxy.twilio.com
        ie1,   -,      https://proxy.ie1.twilio.com
        au1,   sydney, https://proxy.sydney.au1.twilio.com
        -,     ashburn,https://proxy.ashburn.us1.twilio.com
        ' IE1',-,      https://proxy.ie1.twilio.com
        """)
    void buildsHostNamesAsTwiliosOwnClientsDo(String region, String edge, String expected) {
        assertThat(Endpoint.of(region, edge)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "evil.example/", "x@y", "ie1#", "-ie1", "a b", "ü"})
    void refusesARegionOrAnEdgeThatWouldLeadElsewhere(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of(label, null))
                .withMessage("a Twilio region must be one part of a host name, such as ie1, got '%s'", label);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.of("ie1", label))
                .withMessage("a Twilio edge must be one part of a host name, such as dublin, got '%s'", label);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "https://proxy.twilio.com, https://proxy.twilio.com",
        "https://proxy.twilio.com/, https://proxy.twilio.com",
        "' https://PROXY.twilio.com:443 ', https://proxy.twilio.com",
        "https://gate.example/twilio/proxy/, https://gate.example/twilio/proxy",
        "https://gate.example:8443/a, https://gate.example:8443/a",
        "http://localhost:8080, http://localhost:8080",
        "http://127.0.0.1:8080/, http://127.0.0.1:8080",
        "http://[::1]:8080, http://[::1]:8080"
    })
    void takesABaseUrl(String given, String expected) {
        assertThat(Endpoint.parse(given)).hasToString(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.twilio.com", "ftp://proxy.twilio.com", "https://", "https:// x"})
    void refusesWhatIsNoUrl(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(given))
                .withMessage("the base URL must be like https://proxy.twilio.com, got '%s'", given);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://proxy.twilio.com",
                "http://127.0.0.1.evil.example",
                "http://localhost.evil.example",
                "http://192.168.0.1",
                "http://[::2]"
            })
    void wantsHttpsWhereTheCredentialsLeaveTheMachine(String given) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse(given))
                .withMessageContaining("must begin with https");
    }

    @Test
    void namesAllProblemsAtOnceAndRepeatsNoPassword() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Endpoint.parse("http://me:hunter2@gate.example/?a=b#c"))
                .withMessage("the base URL 'http://…@gate.example/?a=b#c'"
                        + " must begin with https, because requests carry the credentials (http is for localhost only);"
                        + " it must not carry a user name or password: the credentials have their own settings;"
                        + " it must not have a query; it must not have a fragment");
    }

    @Test
    void cannotBeBuiltAroundTheChecks() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Endpoint(URI.create("http://proxy.twilio.com")));
        assertThat(new Endpoint(URI.create("https://proxy.twilio.com/"))).isEqualTo(Endpoint.TWILIO);
    }
}
