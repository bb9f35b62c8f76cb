package dev.proxypool.proxy.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A ProxyAccount sends its credentials to Twilio, or where the operator's own settings allow it. */
class AccountHostsTest {

    private static final AccountHosts SOME =
            AccountHosts.of(List.of("gateway.example.com", "other.example.com:8443", "http://127.0.0.1:4010"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://proxy.twilio.com",
                "https://proxy.dublin.ie1.twilio.com",
                "https://gateway.example.com/twilio",
                "https://GATEWAY.example.com:443",
                "https://other.example.com:8443",
                "http://127.0.0.1:4010"
            })
    void admitsTwilioAndWhatIsNamed(String url) {
        Endpoint endpoint = Endpoint.parse(url);

        assertThat(SOME.admit(endpoint)).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://localhost:4010",
                "https://kubernetes.default.svc",
                "https://gateway.example.com:8443",
                "https://proxy.twilio.com:8443",
                "https://proxy.twilio.com.example.com",
                "https://other.example.com"
            })
    void refusesAllElse(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SOME.admit(Endpoint.parse(url)))
                .withMessageContaining("PROXYPOOL_ACCOUNT_HOSTS")
                .withMessageContaining(Endpoint.parse(url).toString());
    }

    @Test
    void plainHttpIsForTheLoopbackInterfaceOnly() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccountHosts.of(List.of("http://gateway.example.com")))
                .withMessageContaining("must begin with https");
    }
}
