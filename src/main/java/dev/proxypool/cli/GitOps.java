package dev.proxypool.cli;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who applies a resource from elsewhere, and may undo what a command changes in it. */
final class GitOps {

    private static final String FLUX = "kustomize.toolkit.fluxcd.io/";
    private static final String FLUX_HELM = "helm.toolkit.fluxcd.io/";
    private static final String ARGO_ID = "argocd.argoproj.io/tracking-id";
    private static final String ARGO = "argocd.argoproj.io/instance";
    private static final String HELM = "meta.helm.sh/release-name";

    /** For resources whose labels and annotations say nothing, as with Argo CD's defaults. */
    private static final Map<String, String> MANAGERS = Map.of(
            "kustomize-controller", "Flux",
            "helm-controller", "Flux",
            "argocd-controller", "Argo CD",
            "helm", "Helm");

    private GitOps() {}

    /** Such as Flux (Kustomization flux-system/pools). */
    static Optional<String> of(ObjectMeta metadata) {
        return text(metadata.getLabels(), FLUX + "name")
                .map(name -> "Flux (Kustomization %s)".formatted(within(metadata, FLUX, name)))
                .or(() -> text(metadata.getLabels(), FLUX_HELM + "name")
                        .map(name -> "Flux (HelmRelease %s)".formatted(within(metadata, FLUX_HELM, name))))
                .or(() -> text(metadata.getAnnotations(), ARGO_ID)
                        .map(id -> id.replaceFirst(":.*", ""))
                        .or(() -> text(metadata.getLabels(), ARGO))
                        .map("Argo CD (Application %s)"::formatted))
                .or(() -> text(metadata.getAnnotations(), HELM).map("Helm (release %s)"::formatted))
                .or(() -> metadata.getManagedFields().stream()
                        .map(ManagedFieldsEntry::getManager)
                        .map(MANAGERS::get)
                        .filter(Objects::nonNull)
                        .findFirst());
    }

    private static String within(ObjectMeta metadata, String prefix, String name) {
        return text(metadata.getLabels(), prefix + "namespace")
                .map(namespace -> namespace + "/" + name)
                .orElse(name);
    }

    private static Optional<String> text(@Nullable Map<String, String> texts, String key) {
        return Optional.ofNullable(texts).map(all -> all.get(key));
    }
}
