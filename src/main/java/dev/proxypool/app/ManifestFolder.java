package dev.proxypool.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.cli.ClusterError;
import dev.proxypool.cli.InvalidManifest;
import dev.proxypool.cli.ManifestFiles;
import dev.proxypool.cli.ManifestText;
import dev.proxypool.cli.ManifestText.Document;
import dev.proxypool.cli.TextFile;
import dev.proxypool.cli.UserError;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps an API server in line with a folder of manifests, as a small GitOps tool would: a saved file is applied, a
 * deleted one is removed. It accepts our resources, and Secrets for the credentials of accounts. An invalid file is
 * reported and changes nothing, so that a typing error removes no code.
 */
final class ManifestFolder {

    private record ObjectName(Class<? extends HasMetadata> type, String namespace, String name) {}

    private final Path folder;
    private final KubernetesClient client;
    private final Consumer<String> complain;
    private final Map<Path, String> seen = new HashMap<>();
    private final Map<Path, Map<ObjectName, HasMetadata>> applied = new HashMap<>();
    private final Map<Path, List<String>> problems = new TreeMap<>();
    private final Map<ObjectName, String> undeleted = new HashMap<>();
    private final Map<ObjectName, HasMetadata> made = new LinkedHashMap<>();

    ManifestFolder(Path folder, KubernetesClient client, Consumer<String> complain) {
        this.folder = folder;
        this.client = client;
        this.complain = complain;
    }

    /** Applies what changed since the last call. */
    void sync() {
        Set<ObjectName> before = names();
        ManifestFiles there = ManifestFiles.in(folder);
        tell(
                folder,
                there.problems().stream()
                        .map(problem -> problem + "; nothing is deleted")
                        .toList());
        for (Path file : there.files()) {
            read(file).filter(text -> !text.equals(seen.put(file, text))).ifPresent(text -> load(file, text));
        }
        if (there.problems().isEmpty()) {
            Set<Path> files = Set.copyOf(there.files());
            seen.keySet().retainAll(files);
            applied.keySet().retainAll(files);
            problems.keySet().removeIf(file -> !file.equals(folder) && !files.contains(file));
        }
        // Last, so that what moved from one file to another stays.
        before.addAll(undeleted.keySet());
        before.removeAll(names());
        undeleted.keySet().retainAll(before);
        before.forEach(this::delete);
    }

    /** What is wrong at present. */
    List<String> problems() {
        return Stream.concat(problems.values().stream().flatMap(List::stream), undeleted.values().stream())
                .toList();
    }

    /** Of what is applied at present. */
    Set<String> namespaces() {
        return names().stream().map(ObjectName::namespace).collect(Collectors.toUnmodifiableSet());
    }

    /** What was not there before; a Secret after the accounts that use it, and these after the resources that use them. */
    List<HasMetadata> made() {
        return made.values().stream()
                .sorted(Comparator.comparing(one -> one instanceof Secret ? 2 : one instanceof ProxyAccount ? 1 : 0))
                .toList();
    }

    /** Each time that it is something else. */
    private void tell(Path file, List<String> wrong) {
        if (!wrong.equals(problems.getOrDefault(file, List.of()))) {
            wrong.forEach(complain);
        }
        problems.put(file, wrong);
    }

    private Optional<String> read(Path file) {
        try {
            return Optional.of(TextFile.read(file));
        } catch (UserError e) {
            tell(file, List.of("%s is not applied: %s".formatted(folder.relativize(file), e.getMessage())));
        } catch (IOException e) {
            tell(
                    file,
                    List.of("%s cannot be read (%s)"
                            .formatted(file, e.getClass().getSimpleName())));
        }
        // What is read next is news, even if it is what was there before.
        seen.remove(file);
        return Optional.empty();
    }

    private Set<ObjectName> names() {
        return applied.values().stream()
                .flatMap(resources -> resources.keySet().stream())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private void load(Path file, String text) {
        String name = folder.relativize(file).toString();
        try {
            List<Document> documents = ManifestText.documents(text);
            List<String> faults = new ArrayList<>();
            for (Document document : documents) {
                faults(document).forEach(fault -> faults.add("%s:%s; the file is not applied".formatted(name, fault)));
            }
            if (faults.isEmpty()) {
                Map<ObjectName, HasMetadata> wanted = resources(documents);
                applied.put(file, wanted);
                wanted.forEach(this::apply);
                List<String> leaving = leaving(wanted.keySet(), name);
                if (!leaving.isEmpty()) {
                    seen.remove(file);
                }
                faults.addAll(leaving);
            }
            tell(file, faults);
        } catch (InvalidManifest e) {
            tell(file, List.of(e.in(name) + "; the file is not applied"));
        } catch (JsonProcessingException e) {
            tell(file, List.of("%s is not applied: %s".formatted(name, ClusterError.line(e.getOriginalMessage()))));
        } catch (IllegalArgumentException e) {
            tell(file, List.of("%s is not applied: %s".formatted(name, e.getMessage())));
        } catch (KubernetesClientException e) {
            // The cluster may take it the next time.
            seen.remove(file);
            tell(file, List.of("%s is not applied: %s".formatted(name, ClusterError.said(e))));
        }
    }

    /** What was deleted earlier, and is still there, goes whatever is applied to it: it must be created anew then. */
    private List<String> leaving(Set<ObjectName> wanted, String file) {
        return wanted.stream()
                .filter(name -> Optional.<HasMetadata>ofNullable(there(name).get())
                        .filter(HasMetadata::isMarkedForDeletion)
                        .isPresent())
                .map(name -> "%s: %s/%s is still being deleted; the file is applied again when it is gone"
                        .formatted(file, name.namespace(), name.name()))
                .toList();
    }

    /** Some fields cannot be changed, so what is there counts too. */
    private List<String> faults(Document document) throws JsonProcessingException {
        List<String> faults = document.faults();
        if (!faults.isEmpty() || document.isSecret()) {
            return faults;
        }
        HasMetadata there = there(nameOf(document.resource())).get();
        return there == null ? faults : document.faults(specOf(there).getSpec().written());
    }

    private static Map<ObjectName, HasMetadata> resources(List<Document> documents) throws JsonProcessingException {
        Map<ObjectName, HasMetadata> resources = new LinkedHashMap<>();
        for (Document document : documents) {
            HasMetadata resource = document.isSecret() ? SecretManifest.of(document) : document.resource();
            resources.put(nameOf(resource), resource);
        }
        return resources;
    }

    private void apply(ObjectName name, HasMetadata wanted) {
        Resource<? extends HasMetadata> there = there(name);
        if (there.get() == null) {
            made.put(name, client.resource(wanted).inNamespace(name.namespace()).create());
            return;
        }
        edit(there, wanted);
    }

    /** Gives it all that a manifest says, and leaves the rest. */
    private static <R extends HasMetadata> void edit(Resource<R> resource, HasMetadata wanted) {
        resource.edit(there -> {
            there.getMetadata().setAnnotations(wanted.getMetadata().getAnnotations());
            there.getMetadata().setLabels(wanted.getMetadata().getLabels());
            if (there instanceof Secret secret) {
                secret.setData(((Secret) wanted).getData());
            } else {
                specOf(there).setSpec(specOf(wanted).getSpec());
            }
            return there;
        });
    }

    @SuppressWarnings("unchecked") // Each of our kinds is read from what is written.
    private static CustomResource<WrittenSpec, ?> specOf(HasMetadata resource) {
        return (CustomResource<WrittenSpec, ?>) resource;
    }

    private void delete(ObjectName name) {
        try {
            there(name).delete();
            undeleted.remove(name);
        } catch (KubernetesClientException e) {
            String problem = "%s/%s is not deleted: %s".formatted(name.namespace(), name.name(), ClusterError.said(e));
            if (!problem.equals(undeleted.put(name, problem))) {
                complain.accept(problem);
            }
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    private Resource<? extends HasMetadata> there(ObjectName name) {
        return client.resources(name.type()).inNamespace(name.namespace()).withName(name.name());
    }

    private static ObjectName nameOf(HasMetadata resource) {
        String namespace = Objects.requireNonNullElse(resource.getMetadata().getNamespace(), "default");
        return new ObjectName(
                resource.getClass(), namespace, resource.getMetadata().getName());
    }
}
