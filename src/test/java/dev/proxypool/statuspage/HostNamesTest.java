package dev.proxypool.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.",
                "proxypool.localhost:1",
                "127.0.0.1:8080",
                "10.1.2.3",
                "[::1]",
                "[fd00::1]:8080",
                "proxypool-metrics.proxypool.svc:8080",
                "proxypool-metrics.proxypool.svc.cluster.local"
            })
    void isOurs(String host) {
        assertThat(HostNames.areOurs(List.of(host))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example.com",
                "evil.example.com:8080",
                "localhost.example.com",
                "127.0.0.1.example.com",
                "svc",
                "notlocalhost",
                "a.svc.example.com",
                "a.svc.cluster.local.example.com",
                "1.2.3.4.",
                "",
                ":8080",
                "localhost:8080:1",
                "a b.localhost",
                "x@localhost",
                "localhost/",
                "\u2028localhost",
                "proxypool"
            })
    void isForeign(String host) {
        assertThat(HostNames.areOurs(List.of(host))).isFalse();
    }

    @Test
    void twoNamesAreForeignAndAClientThatSendsNoneIsNoBrowser() {
        assertThat(HostNames.areOurs(List.of("localhost", "evil.example.com"))).isFalse();
        assertThat(HostNames.areOurs(List.of())).isTrue();
    }
}
