package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Pod keeps to the standard "restricted" of Kubernetes, and to a root file system that nobody writes to. */
final class PodSecurityTest {

    static List<Path> valuesFiles() {
        return Chart.valuesFiles();
    }

    @ParameterizedTest
    @MethodSource("valuesFiles")
    void thePodKeepsToRestrictedWhateverTheValues(Path values) {
        PodSpec pod = Chart.objects(Chart.template().withValuesFile(values), Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(offences(pod)).isEmpty();
    }

    @Test
    void itRunsAsAUserOfItsOwn() {
        assertThat(pod().getSecurityContext().getRunAsUser()).isEqualTo(65532);
    }

    @Test
    void itMayWriteToTmpOnly() {
        assertThat(container(pod()).getVolumeMounts()).extracting("mountPath").containsExactly("/tmp");
        assertThat(pod().getVolumes())
                .singleElement()
                .satisfies(volume -> assertThat(volume.getEmptyDir()).isNotNull());
    }

    @Test
    void everyOffenceIsSeen() {
        PodSpec pod = pod();
        pod.setHostNetwork(true);
        pod.getSecurityContext().setRunAsUser(0L);
        pod.getSecurityContext().setRunAsNonRoot(false);
        pod.getSecurityContext().getSeccompProfile().setType("Unconfined");
        pod.getVolumes().getFirst().setEmptyDir(null);
        container(pod).getSecurityContext().setAllowPrivilegeEscalation(true);
        container(pod).getSecurityContext().setReadOnlyRootFilesystem(false);
        container(pod).getSecurityContext().getCapabilities().setDrop(List.of("NET_RAW"));

        assertThat(offences(pod)).hasSize(8);
    }

    private static PodSpec pod() {
        return Chart.objects(Chart.template(), Deployment.class)
                .getFirst()
                .getSpec()
                .getTemplate()
                .getSpec();
    }

    private static Container container(PodSpec pod) {
        return pod.getContainers().getFirst();
    }

    static List<String> offences(PodSpec pod) {
        var found = new ArrayList<String>();
        var context = pod.getSecurityContext();
        note(found, yes(pod.getHostNetwork()) || yes(pod.getHostPID()) || yes(pod.getHostIPC()), "shares the host");
        note(found, !yes(context.getRunAsNonRoot()), "may run as root");
        note(found, Objects.equals(context.getRunAsUser(), 0L), "runs as root");
        note(found, !context.getSeccompProfile().getType().equals("RuntimeDefault"), "no seccomp profile");
        note(found, !pod.getVolumes().stream().allMatch(PodSecurityTest::isHarmless), "a volume of the host");
        Stream.of(pod.getContainers(), pod.getInitContainers())
                .flatMap(List::stream)
                .forEach(container -> offences(container, found));
        return found;
    }

    private static void offences(Container container, List<String> found) {
        var context = container.getSecurityContext();
        note(found, !Boolean.FALSE.equals(context.getAllowPrivilegeEscalation()), "may gain privileges");
        note(found, yes(context.getPrivileged()), "is privileged");
        note(found, !yes(context.getReadOnlyRootFilesystem()), "may write to its image");
        note(found, !context.getCapabilities().getDrop().contains("ALL"), "keeps capabilities");
        note(found, !context.getCapabilities().getAdd().isEmpty(), "adds capabilities");
        note(found, container.getPorts().stream().anyMatch(port -> port.getHostPort() != null), "a port of the host");
    }

    private static boolean isHarmless(Volume volume) {
        return volume.getEmptyDir() != null
                || volume.getConfigMap() != null
                || volume.getSecret() != null
                || volume.getProjected() != null;
    }

    private static boolean yes(Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private static void note(List<String> found, boolean offends, String what) {
        if (offends) {
            found.add(what);
        }
    }
}
