package dev.proxypool.proxy;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static dev.proxypool.proxy.ProxyFixtures.MEMBERSHIP;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadOnlyProxyApiTest {

    private final ScriptedApi twilio = new ScriptedApi();
    private final ProxyApi api = new ReadOnlyProxyApi(twilio);

    @Test
    void looksGoThrough() {
        api.list(codesOf(SERVICE));
        api.fetchService(SERVICE);

        assertThat(twilio.calls).containsExactly("ListShortCode", "FetchService");
    }

    @Test
    void aWriteIsABugAndNothingIsSent() {
        assertThatThrownBy(() -> api.add(MEMBERSHIP, false))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "CreateShortCode of SC00000000000000000000000000000001 in KS00000000000000000000000000000001"
                                + " was not sent: this client may only read");
        assertThatThrownBy(() -> api.setReserved(MEMBERSHIP, true)).hasMessageStartingWith("UpdateShortCode of SC");
        assertThatThrownBy(() -> api.remove(MEMBERSHIP)).hasMessageStartingWith("DeleteShortCode of SC");
        assertThat(twilio.calls).isEmpty();
    }
}
