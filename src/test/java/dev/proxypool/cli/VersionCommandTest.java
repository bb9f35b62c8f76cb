package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.proxy.http.UserAgent;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class VersionCommandTest {

    private final Terminal terminal = Terminal.piped();
    private final String own = "proxypool %s (Java %s)\n".formatted(UserAgent.VERSION, Runtime.version());

    @Test
    void theVersionOfThisProgramNeedsNoCluster() {
        assertThat(TestCluster.run(terminal, TestCluster.NONE, "version --client"))
                .isEqualTo(Exit.FINE);
        assertThat(terminal.out()).isEqualTo(own);
    }

    @Test
    void theVersionOfTheOperatorIsThatOfItsLease() {
        try (TestCluster cluster = new TestCluster()) {
            cluster.client()
                    .resource(new LeaseBuilder()
                            .withNewMetadata()
                            .withNamespace("operators")
                            .withName(Operators.LEASE)
                            .addToAnnotations(Operators.VERSION_ANNOTATION, "0.0.9")
                            .endMetadata()
                            .withNewSpec()
                            .withHolderIdentity("one")
                            .withRenewTime(Instant.now().atZone(ZoneOffset.UTC))
                            .endSpec()
                            .build())
                    .create();
            assertThat(cluster.run(terminal, "version")).isEqualTo(Exit.FINE);
            assertThat(cluster.run(terminal, "version -o json")).isEqualTo(Exit.FINE);
        }
        assertThat(terminal.out())
                .startsWith(own + "operator alive, version 0.0.9 (Lease operators/proxypool, renewed ")
                .contains("{\"client\":\"%s\"".formatted(UserAgent.VERSION), "\"version\":\"0.0.9\"");
    }
}
