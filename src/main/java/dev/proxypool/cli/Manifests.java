package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.ManifestText.Document;
import dev.proxypool.cli.ManifestText.TooManyDocuments;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What files and folders declare: our resources, what is passed over, and what is wrong. */
final class Manifests {

    private static final String STANDARD_INPUT = "-";
    private static final String INPUT = "the input";

    /** What a file says, once it is read. */
    @FunctionalInterface
    private interface Text {
        String read() throws IOException;
    }

    /** One resource, and where it stands. */
    record Manifest(String place, CustomResource<?, ?> resource) {}

    private final String namespace;
    private final Map<String, Manifest> manifests = new LinkedHashMap<>();
    private final Map<String, List<String>> passedOver = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private int files;
    private int room = ManifestText.MOST_DOCUMENTS;

    private Manifests(String namespace) {
        this.namespace = namespace;
    }

    /**
     * @param paths files, folders with everything below them, or - for the input
     * @param namespace of manifests that name none
     */
    static Manifests read(List<String> paths, String namespace, InputStream input) throws IOException {
        Manifests manifests = new Manifests(namespace);
        for (String path : paths) {
            if (path.equals(STANDARD_INPUT)) {
                manifests.take(INPUT, () -> TextFile.read(INPUT, input));
            } else {
                manifests.take(Path.of(path));
            }
        }
        return manifests;
    }

    /** Of the two kinds that claim short codes. */
    List<Manifest> claimants() {
        return manifests.values().stream()
                .filter(manifest -> manifest.resource() instanceof Claimant<?>)
                .toList();
    }

    List<Manifest> accounts() {
        return manifests.values().stream()
                .filter(manifest -> manifest.resource() instanceof ProxyAccount)
                .toList();
    }

    Optional<ProxyAccount> account(String namespace, String name) {
        return Optional.ofNullable(manifests.get("%s %s/%s".formatted(ResourceKind.ACCOUNT, namespace, name)))
                .map(manifest -> (ProxyAccount) manifest.resource());
    }

    int files() {
        return files;
    }

    /** One line for each kind of document that is not for us. */
    List<String> passedOver() {
        return passedOver.entrySet().stream()
                .map(entry -> "passed over %d × %s (first: %s)"
                        .formatted(
                                entry.getValue().size(),
                                entry.getKey(),
                                entry.getValue().getFirst()))
                .toList();
    }

    /** What is wrong, each with its place. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    private void take(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            takeFile(path);
            return;
        }
        ManifestFiles below = ManifestFiles.in(path);
        problems.addAll(below.problems());
        for (Path file : below.files()) {
            takeFile(file);
        }
    }

    private void takeFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            problems.add(file + ": there is no such file or folder");
            return;
        }
        take(file.toString(), () -> TextFile.read(file));
    }

    private void take(String source, Text text) throws IOException {
        files++;
        try {
            for (Document document : ManifestText.documents(text.read(), room)) {
                room--;
                take(source, document);
            }
        } catch (UserError e) {
            problems.add(String.valueOf(e.getMessage()));
        } catch (TooManyDocuments e) {
            problems.add(source + ": " + e.getMessage());
        } catch (InvalidManifest e) {
            problems.add(e.in(source));
        }
    }

    private void take(String source, Document document) {
        String place = source + ":" + document.line();
        boolean foreign = !document.apiVersion().startsWith("proxypool.dev/");
        if (foreign) {
            String what = document.kind().isEmpty() ? "documents without a kind" : document.kind();
            passedOver.computeIfAbsent(what, _ -> new ArrayList<>()).add(place);
            return;
        }
        try {
            List<String> faults = document.faults();
            faults.forEach(fault -> problems.add(source + ":" + fault));
            if (faults.isEmpty()) {
                add(new Manifest(place, document.resource()));
            }
        } catch (JsonProcessingException e) {
            problems.add(place + ": " + ClusterError.line(e.getOriginalMessage()));
        }
    }

    private void add(Manifest manifest) {
        ObjectMeta meta = manifest.resource().getMetadata();
        meta.setNamespace(Objects.requireNonNullElse(meta.getNamespace(), namespace));
        String identity =
                "%s %s/%s".formatted(ResourceKind.of(manifest.resource()), meta.getNamespace(), meta.getName());
        // As an API server would set it: otherwise two resources that claim a code could not be distinguished.
        meta.setUid(Objects.requireNonNullElse(meta.getUid(), identity));
        meta.setGeneration(Objects.requireNonNullElse(meta.getGeneration(), 1L));
        Manifest earlier = manifests.putIfAbsent(identity, manifest);
        if (earlier != null) {
            problems.add("%s: %s is declared at %s already".formatted(manifest.place(), identity, earlier.place()));
        }
    }
}
