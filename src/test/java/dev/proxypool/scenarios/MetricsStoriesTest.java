package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.telemetry.Promtool;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus sees of a story, from the running operator. */
class MetricsStoriesTest extends Scenarios {

    @Override
    Stage stage() {
        return Stage.embedded();
    }

    @Test
    void resourcesOfEveryKindAreCountedByTheirReason() {
        for (String code : List.of(SC2, SC3)) {
            stage.simulator().put(KS1, code, false, false);
        }
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS2, "shortCodeSid", SC1));
        stage.apply("other", Map.of("serviceSid", KS2, "shortCodeSid", SC1));
        stage.account("others", "not-there");
        applyPool(Map.of("serviceSid", KS1, "shortCodes", List.of(), "unlisted", "Remove"));

        awaitSample("proxypool_resources{kind=\"ProxyShortCode\",ready=\"True\",reason=\"InSync\"} 1.0");
        awaitSample("proxypool_resources{kind=\"ProxyShortCode\",ready=\"False\",reason=\"Conflict\"} 1.0");
        awaitSample("proxypool_resources{kind=\"ProxyAccount\",ready=\"False\",reason=\"AccountNotReady\"} 1.0");
        awaitSample("proxypool_resources{kind=\"ProxyShortCodePool\",ready=\"False\",reason=\"RemovalsHeld\"} 1.0");
    }

    @Test
    void promtoolFindsNothingToComplainOfInARealScrape(@TempDir Path folder) throws IOException {
        Promtool.orSkip();
        stage.startOperator();
        stage.apply("promo", Map.of("serviceSid", KS1, "shortCodeSid", SC1, "reserved", true));
        stage.awaitReady("promo");

        String scrape = stage.scrape();

        assertThat(scrape).contains("proxypool_remote_calls_total{", "proxypool_framework_", "jvm_memory_used_bytes{");
        Path file = Files.writeString(folder.resolve("scrape.txt"), scrape);
        Promtool.approves(Redirect.from(file.toFile()), "check", "metrics");
    }

    private void awaitSample(String sample) {
        await(sample).atMost(Duration.ofSeconds(20)).until(() -> stage.scrape().contains("\n" + sample + "\n"));
    }

    private void applyPool(Map<String, Object> spec) {
        ProxyShortCodePool pool = new ProxyShortCodePool();
        pool.getMetadata().setName("messaging");
        pool.getMetadata().setNamespace(stage.namespace());
        pool.setSpec(new WrittenSpec(Serialization.jsonMapper().valueToTree(spec)));
        stage.client().resource(pool).create();
    }
}
