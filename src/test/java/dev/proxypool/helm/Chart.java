package dev.proxypool.helm;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The chart, and what Helm makes of it for a release named {@code pools} in the namespace {@code operators}. */
final class Chart {

    static final Path FOLDER = Path.of("helm", "proxypool");
    static final String NAMESPACE = "operators";
    static final String AGGREGATE = "rbac.authorization.k8s.io/aggregate-to-";
    static final String NEWEST_KUBERNETES = "1.34.0";

    /** A key that is there twice is an error, as it is for server-side apply. */
    static final ObjectMapper YAML =
            new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final KubernetesSerialization MODEL = new KubernetesSerialization();

    private Chart() {}

    static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** Every values file of the tests. The defaults are not among them. */
    static List<Path> valuesFiles() {
        return entries(file("ci"));
    }

    static List<Path> entries(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode tree(String name) {
        try {
            return YAML.readTree(file(name).toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static TemplateCommand template() {
        return template(FOLDER);
    }

    /** With the Pod of {@code helm test}. The library renders no hooks, so it gets the chart without the marks of one. */
    static TemplateCommand templateWithTests(Path copy) throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = copy.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.writeString(target, Files.readString(file).replaceAll("(?m)^ *helm\\.sh/hook: test\\n", ""));
            }
        }
        return template(copy);
    }

    private static TemplateCommand template(Path chart) {
        return new Helm(chart)
                .template()
                .withName("pools")
                .withNamespace(NAMESPACE)
                .withKubeVersion(NEWEST_KUBERNETES);
    }

    static List<HasMetadata> objects(TemplateCommand command) {
        return documents(command.call()).stream().map(Chart::typed).toList();
    }

    static <T> List<T> objects(TemplateCommand command, Class<T> type) {
        return objects(command).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The operator's own, without those for people. */
    static List<ClusterRole> ownClusterRoles(TemplateCommand command) {
        return objects(command, ClusterRole.class).stream()
                .filter(role -> role.getMetadata().getLabels().keySet().stream()
                        .noneMatch(label -> label.startsWith(AGGREGATE)))
                .toList();
    }

    static List<JsonNode> documents(String rendered) {
        try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(rendered)) {
            return documents.readAll().stream().filter(JsonNode::isObject).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HasMetadata typed(JsonNode document) {
        KubernetesResource object = MODEL.convertValue(document, KubernetesResource.class);
        return (HasMetadata) object;
    }
}
