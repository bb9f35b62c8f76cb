package dev.proxypool.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.proxypool.api.ProxyShortCode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps an API server as a folder of manifests says, as a small GitOps tool would: what is saved is applied, what is deleted
 * goes. A file that makes no sense is told and changes nothing, so that a typing error removes no code.
 */
final class ManifestFolder {

    private record Name(String namespace, String name) {}

    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path folder;
    private final KubernetesClient client;
    private final Consumer<String> complain;
    private final Map<Path, String> seen = new HashMap<>();
    private final Map<Path, Map<Name, ProxyShortCode>> applied = new HashMap<>();

    ManifestFolder(Path folder, KubernetesClient client, Consumer<String> complain) {
        this.folder = folder;
        this.client = client;
        this.complain = complain;
    }

    /** Applies what changed since the last call. */
    void sync() throws IOException {
        Set<Name> before = names();
        Set<Path> there = new HashSet<>();
        for (Path file : files()) {
            there.add(file);
            String text = Files.readString(file);
            if (!text.equals(seen.put(file, text))) {
                load(file, text);
            }
        }
        seen.keySet().retainAll(there);
        applied.keySet().retainAll(there);
        // Last, so that what moved from one file to another stays.
        before.removeAll(names());
        before.forEach(this::delete);
    }

    private Set<Name> names() {
        return applied.values().stream()
                .flatMap(resources -> resources.keySet().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
                    .sorted()
                    .toList();
        }
    }

    private void load(Path file, String text) {
        try {
            Map<Name, ProxyShortCode> wanted = parse(text);
            applied.put(file, wanted);
            wanted.forEach(this::apply);
        } catch (JsonProcessingException | IllegalArgumentException e) {
            String what = e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
            complain.accept("%s is not applied: %s".formatted(file.getFileName(), what));
        } catch (IOException | KubernetesClientException e) {
            complain.accept("%s is not applied: %s".formatted(file.getFileName(), Main.oneLine(e)));
        }
    }

    private static Map<Name, ProxyShortCode> parse(String text) throws IOException {
        Map<Name, ProxyShortCode> resources = new LinkedHashMap<>();
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(text)) {
            while (documents.hasNextValue()) {
                JsonNode document = documents.nextValue();
                if (document != null && document.isObject()) {
                    ProxyShortCode resource = resource(document);
                    resources.put(nameOf(resource), resource);
                }
            }
        }
        return resources;
    }

    private static ProxyShortCode resource(JsonNode document) throws JsonProcessingException {
        String kind = document.path("kind").asText();
        String version = document.path("apiVersion").asText();
        if (!kind.equals(ProxyShortCode.KIND) || !version.equals(ProxyShortCode.GROUP + "/" + ProxyShortCode.VERSION)) {
            throw new IllegalArgumentException("only %s %s/%s is understood here, not '%s' '%s'"
                    .formatted(ProxyShortCode.KIND, ProxyShortCode.GROUP, ProxyShortCode.VERSION, kind, version));
        }
        if (document.path("metadata").path("name").asText().isEmpty()) {
            throw new IllegalArgumentException("metadata.name is missing");
        }
        return Serialization.jsonMapper().treeToValue(document, ProxyShortCode.class);
    }

    private void apply(Name name, ProxyShortCode wanted) {
        var resources = client.resources(ProxyShortCode.class).inNamespace(name.namespace());
        if (resources.withName(name.name()).get() == null) {
            resources.resource(wanted).create();
            return;
        }
        resources.withName(name.name()).edit(there -> {
            there.setSpec(wanted.getSpec());
            there.getMetadata().setAnnotations(wanted.getMetadata().getAnnotations());
            there.getMetadata().setLabels(wanted.getMetadata().getLabels());
            return there;
        });
    }

    private void delete(Name name) {
        try {
            client.resources(ProxyShortCode.class)
                    .inNamespace(name.namespace())
                    .withName(name.name())
                    .delete();
        } catch (KubernetesClientException e) {
            complain.accept("%s/%s is not deleted: %s".formatted(name.namespace(), name.name(), Main.oneLine(e)));
        }
    }

    private static Name nameOf(ProxyShortCode resource) {
        String namespace = Objects.requireNonNullElse(resource.getMetadata().getNamespace(), "default");
        return new Name(namespace, resource.getMetadata().getName());
    }
}
