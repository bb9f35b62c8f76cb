package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ResourceKind;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Listable;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether a cluster can serve the commands and the operator. Reads only: a question about a permission is sent as a
 * SelfSubjectAccessReview, which an API server answers and does not store.
 *
 * @param namespace to check the permissions for; null for all
 * @param operator the namespace of the operator; null to look for operators in all
 * @param version of this program
 */
record ClusterChecks(
        KubernetesClient client,
        @Nullable String namespace,
        @Nullable String operator,
        String version,
        Deadline deadline) {

    private static final String INSTALL =
            "install or upgrade the chart, or apply the install.yaml of the release (docs/install.md)";
    private static final String CLUSTER = "check KUBECONFIG, and that the server is up";
    private static final ListOptions ONE =
            new ListOptionsBuilder().withLimit(1L).build();

    void run(Instant now, Consumer<Check> show) {
        var isOld = new AtomicBoolean();
        Check server = ask("cluster", () -> server(isOld));
        show.accept(server);
        if (server.isBad()) {
            List.of("definitions", "permissions", "operator")
                    .forEach(about ->
                            show.accept(Check.skipped(about, "not checked, because the cluster is not usable")));
            return;
        }
        for (ResourceKind kind : ResourceKind.values()) {
            show.accept(ask("definition", () -> definition(kind, isOld.get())));
        }
        for (ResourceKind kind : ResourceKind.values()) {
            show.accept(ask("permission", () -> listing(kind)));
        }
        for (ResourceKind kind : ResourceKind.ofMembers()) {
            show.accept(ask("permission", () -> patching(kind)));
        }
        operators(now).forEach(show);
    }

    private Check ask(String about, Supplier<Check> question) {
        return deadline.check(about, CLUSTER, () -> {
            try {
                return question.get();
            } catch (KubernetesClientException e) {
                return refused(about, e);
            }
        });
    }

    private Check refused(String about, KubernetesClientException e) {
        String at = "the Kubernetes API at " + client.getMasterUrl();
        String said = ClusterError.said(e);
        return switch (e.getCode()) {
            case -1, 0 -> Check.bad(about, "%s cannot be used: %s".formatted(at, said), CLUSTER);
            case 401 -> Check.bad(about, at + " refuses the credentials of the kubeconfig (401)", "log in again");
            case 403 -> Check.bad(about, "%s forbids it: %s".formatted(at, said), "ask for that permission");
            case 404 -> Check.bad(about, "%s does not know it (404)".formatted(at), INSTALL);
            default -> Check.bad(about, "%s refuses (%d): %s".formatted(at, e.getCode(), said), CLUSTER);
        };
    }

    /** @param isOld becomes true if the server is too old to know the rules of definitions */
    private Check server(AtomicBoolean isOld) {
        String at = "the Kubernetes API at " + client.getMasterUrl();
        try {
            String known = client.getKubernetesVersion().getGitVersion();
            String answers = at + " answers" + (known == null ? "" : ", version " + known);
            isOld.set(ServerVersion.parse(Objects.requireNonNullElse(known, ""))
                    .filter(ServerVersion::isTooOld)
                    .isPresent());
            return isOld.get()
                    ? Check.note(
                            "cluster",
                            "%s: it does not check the rules of definitions, and the chart requires %s or newer"
                                    .formatted(answers, ServerVersion.OLDEST),
                            "upgrade the cluster")
                    : Check.ok("cluster", answers);
        } catch (KubernetesClientException e) {
            boolean answers = e.getCode() == HttpURLConnection.HTTP_FORBIDDEN;
            return answers ? Check.ok("cluster", at + " answers; it does not show its version") : refused("cluster", e);
        }
    }

    /** @param isOld whether the server does not know rules, which is said already */
    private Check definition(ResourceKind kind, boolean isOld) {
        String name = kind.definition();
        String text;
        try {
            text = client.raw("/apis/apiextensions.k8s.io/v1/customresourcedefinitions/" + name);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return Check.note(
                    "definition",
                    "the version of %s is unknown: the API server forbids to read definitions".formatted(name),
                    "ask for the permission to get customresourcedefinitions");
        }
        return text == null
                ? Check.bad("definition", name + " is not installed", INSTALL)
                : compared(name, CrdSchema.of(kind.toString()), text, isOld);
    }

    private static Check compared(String name, CrdSchema ours, String text, boolean isOld) {
        JsonNode theirs;
        try {
            theirs = new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Check.bad("definition", name + " cannot be read: the answer is no JSON", CLUSTER);
        }
        JsonNode served = StreamSupport.stream(theirs.at("/spec/versions").spliterator(), false)
                .filter(one -> one.path("name").asText().equals(ApiGroup.VERSION))
                .filter(one -> one.path("served").asBoolean())
                .findFirst()
                .orElse(null);
        if (served == null) {
            return Check.bad("definition", "%s does not serve %s".formatted(name, ApiGroup.VERSION), INSTALL);
        }
        DefinitionFacets there = DefinitionFacets.of(served.at("/schema/openAPIV3Schema"));
        DefinitionFacets whole = DefinitionFacets.of(ours.schema());
        DefinitionFacets here = isOld ? whole.withoutRules() : whole;
        String missing = here.beyond(there);
        String more = there.beyond(here);
        if (!missing.isEmpty()) {
            return Check.bad("definition", "%s is of another version, without %s".formatted(name, missing), INSTALL);
        }
        return more.isEmpty()
                ? Check.ok("definition", "%s %s is of this version".formatted(name, ApiGroup.VERSION))
                : Check.note(
                        "definition",
                        "%s is of another version, with %s".formatted(name, more),
                        "use the version of proxypool that the definitions are from");
    }

    private Check listing(ResourceKind kind) {
        String what = "list %ss in %s".formatted(kind, where());
        var all = client.resources(kind.type());
        Listable<?> objects = namespace == null ? all.inAnyNamespace() : all.inNamespace(namespace);
        try {
            objects.list(ONE);
            return Check.ok("permission", what);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return Check.skipped("permission", what + ": not checked without the definition");
        }
    }

    /** What the commands that change something need. */
    private Check patching(ResourceKind kind) {
        String what = "patch %ss in %s".formatted(kind, where());
        Boolean allowed = new AccessQuestion(client).mayPatch(kind, namespace);
        if (allowed == null) {
            return Check.note("permission", what + ": the API server does not say whether it is allowed", "");
        }
        return allowed
                ? Check.ok("permission", what)
                : Check.note(
                        "permission",
                        what + ": forbidden, so only status and check can be used",
                        "ask for that permission to suspend, resume, reconcile, orphan and approve");
    }

    private List<Check> operators(Instant now) {
        List<Check> found = new ArrayList<>();
        Check asked = ask("operator", () -> {
            Operators operators = operator == null ? Operators.of(client, now) : Operators.in(client, operator, now);
            operators.seen().forEach(one -> found.add(of(one, operators, now)));
            String line = operators.lines(now).findFirst().orElse("");
            return operators.unknown() != null
                    ? Check.note("operator", line, leasePermission())
                    : Check.bad("operator", missing(line), "install the chart, or start proxypool run");
        });
        return found.isEmpty() ? List.of(asked) : List.copyOf(found);
    }

    private String leasePermission() {
        return operator == null
                ? "ask for the permission to list leases in all namespaces, or use --operator-namespace"
                : "ask for the permission to get the Lease";
    }

    private String missing(String line) {
        return operator == null ? line : line.replace("any namespace", "namespace " + operator);
    }

    private Check of(Operators.LastSeen seen, Operators all, Instant now) {
        if (seen.released() && all.isOneAlive()) {
            return Check.note(
                    "operator",
                    seen.inWords(now),
                    "if it is not to run there again, kubectl delete lease %s -n %s"
                            .formatted(Operators.LEASE, seen.namespace()));
        }
        if (!seen.alive()) {
            return Check.bad(
                    "operator",
                    seen.inWords(now),
                    "kubectl get pods -n %s, and see why it does not run; or start proxypool run again"
                            .formatted(seen.namespace()));
        }
        if (seen.version() == null || seen.version().equals(version)) {
            return Check.ok("operator", seen.inWords(now));
        }
        return Check.note(
                "operator",
                "%s; this is version %s".formatted(seen.inWords(now), version),
                "use the same version of both");
    }

    private String where() {
        return namespace == null ? "all namespaces" : "namespace " + namespace;
    }
}
