package dev.proxypool.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsTest {

    /** Flux's command line writes the time of its own zone. */
    @ParameterizedTest
    @CsvSource({
        "2026-01-01T12:00:01Z,     2026-01-01T14:00:00+02:00, ours",
        "2026-01-01T12:00:00.500Z, 2026-01-01T12:00:00Z,      ours",
        "2026-01-01T12:00:00Z,     2026-01-01T13:00:00+00:30, Flux's",
        "now,                      2026-01-01T12:00:00Z,      Flux's",
        "b,                        a,                         ours"
    })
    void ofTwoRequestsTheLaterCounts(String ours, String flux, String counts) {
        var resource = new ProxyShortCode();
        resource.getMetadata()
                .setAnnotations(
                        Map.of("reconcile.proxypool.dev/requestedAt", ours, "reconcile.fluxcd.io/requestedAt", flux));

        assertThat(resource.unservedRequest()).contains(counts.equals("ours") ? ours : flux);
    }
}
