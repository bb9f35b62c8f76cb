package dev.proxypool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An API server that does not do what it is asked for: one line, and no stack trace. */
class RefusalTest {

    private final KubernetesMockServer server = new KubernetesMockServer(false);
    private final Terminal terminal = Terminal.piped();

    @BeforeEach
    void start() {
        server.init();
    }

    @AfterEach
    void stop() {
        server.destroy();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        401 | Unauthorized                                                            | refuses the credentials of the kubeconfig (401): log in again
        403 | proxyaccounts.proxypool.dev is forbidden: User "x" cannot list them     | forbids it: User "x" cannot list them. Ask for that permission
        403 | proxyaccounts.proxypool.dev "a" is forbidden: User "x" cannot get it    | forbids it: User "x" cannot get it. Ask for that permission
        404 | the server could not find the requested resource                        | does not know proxyaccounts.proxypool.dev: install the chart, or apply the install.yaml of a release, or crds/ of a clone (docs/install.md)
        500 | etcd is full                                                            | refuses (500): etcd is full
        """)
    void whatTheServerRefusesIsToldWithWhatToDo(int code, String message, String told) {
        server.expect()
                .get()
                .withPath("/apis/proxypool.dev/v1alpha1/proxyaccounts")
                .andReturn(
                        code,
                        new StatusBuilder().withCode(code).withMessage(message).build())
                .always();

        int exit = TestCluster.run(
                terminal,
                _ -> new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder(server.createClient().getConfiguration())
                                .withRequestRetryBackoffLimit(0)
                                .build())
                        .build(),
                "status -A");

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .startsWith("proxypool: the Kubernetes API at http://localhost:")
                .endsWith("/ " + told + "\n")
                .hasLineCount(1);
    }

    @Test
    void aServerThatIsNotThereIsTold() {
        int exit = TestCluster.run(
                terminal,
                _ -> new KubernetesClientBuilder()
                        .withConfig(new ConfigBuilder()
                                .withMasterUrl("https://127.0.0.1:1")
                                .withRequestRetryBackoffLimit(0)
                                .build())
                        .build(),
                "status");

        assertThat(exit).isEqualTo(Exit.FAILED);
        assertThat(terminal.err())
                .startsWith("proxypool: the Kubernetes API at https://127.0.0.1:1/ cannot be used: ")
                .endsWith(". Check KUBECONFIG, and that the server is up\n")
                .hasLineCount(1);
    }
}
