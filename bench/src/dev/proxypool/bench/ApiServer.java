package dev.proxypool.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** The API server of the current kubeconfig: objects for the operator, and the server's own count of requests. */
final class ApiServer implements AutoCloseable {
    static final ResourceDefinitionContext SHORT_CODES = kind("ProxyShortCode", "proxyshortcodes");
    static final ResourceDefinitionContext SHORT_CODE_POOLS = kind("ProxyShortCodePool", "proxyshortcodepools");
    static final ResourceDefinitionContext PHONE_NUMBER_POOLS = kind("ProxyPhoneNumberPool", "proxyphonenumberpools");
    static final ResourceDefinitionContext ACCOUNTS = kind("ProxyAccount", "proxyaccounts");

    private static final int AT_A_TIME = 32;
    private static final Pattern COUNT = Pattern.compile("(?m)^apiserver_request_total\\{(.*)\\} (\\S+)$");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");
    private static final Set<String> READING = Set.of("GET", "LIST", "WATCH", "CONNECT");
    /** What the driver does with resources, and the operator does not: it patches. */
    private static final Set<String> DRIVING = Set.of("POST", "APPLY", "DELETE");

    private final KubernetesClient client = new KubernetesClientBuilder().build();
    private final ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    private final String namespace;

    ApiServer(String namespace) {
        this.namespace = namespace;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    private static ResourceDefinitionContext kind(String kind, String plural) {
        return new ResourceDefinitionContext.Builder()
                .withGroup("proxypool.dev")
                .withVersion("v1alpha1")
                .withKind(kind)
                .withPlural(plural)
                .withNamespaced(true)
                .build();
    }

    KubernetesClient client() {
        return client;
    }

    String namespace() {
        return namespace;
    }

    String version() {
        return client.getKubernetesVersion().getGitVersion();
    }

    /** A resource that declares a code where its {@link Codes} have it. */
    void declare(Codes codes, int code, Map<String, Object> more) {
        Map<String, Object> spec = new TreeMap<>(more);
        spec.put("serviceSid", codes.serviceSid(code));
        spec.put("shortCodeSid", Codes.codeSid(code));
        create(SHORT_CODES, name(code), spec);
    }

    void create(ResourceDefinitionContext kind, String name, Map<String, Object> spec) {
        one(kind, name, spec).create();
    }

    /** As {@code kubectl apply --server-side}, for manifests of any size. */
    void apply(ResourceDefinitionContext kind, String name, Map<String, Object> spec) {
        one(kind, name, spec).fieldManager("bench").serverSideApply();
    }

    private Resource<GenericKubernetesResource> one(
            ResourceDefinitionContext kind, String name, Map<String, Object> spec) {
        GenericKubernetesResource resource = new GenericKubernetesResource();
        resource.setApiVersion("proxypool.dev/v1alpha1");
        resource.setKind(kind.getKind());
        resource.setMetadata(
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build());
        resource.setAdditionalProperty("spec", spec);
        return client.genericKubernetesResources(kind).inNamespace(namespace).resource(resource);
    }

    /** Empty if there is none. */
    Optional<JsonNode> find(ResourceDefinitionContext kind, String name) {
        return Optional.ofNullable(client.genericKubernetesResources(kind)
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(resource -> Web.JSON.valueToTree(resource));
    }

    /** Returns before the resource is gone. */
    void delete(ResourceDefinitionContext kind, String name) {
        client.genericKubernetesResources(kind)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    /** A ProxyAccount with its Secret. */
    void declareAccount(String name, Codes codes, Twilio twilio) {
        client.secrets()
                .inNamespace(namespace)
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(namespace)
                        .endMetadata()
                        .addToStringData("TWILIO_AUTH_TOKEN", Codes.TOKEN)
                        .build())
                .create();
        create(
                ACCOUNTS,
                name,
                Map.of(
                        "accountSid",
                        codes.accountSid(),
                        "baseUrl",
                        twilio.uri().toString(),
                        "credentialsSecretRef",
                        Map.of("name", name)));
    }

    static String name(int code) {
        return "code-%05d".formatted(code);
    }

    /** Many things at a time. */
    void each(IntStream numbers, IntConsumer action) {
        List<Future<?>> running = new ArrayList<>();
        numbers.forEach(number -> running.add(threads.submit(() -> action.accept(number))));
        for (Future<?> one : running) {
            try {
                one.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("stopped", e);
            }
        }
    }

    /**
     * The requests that can only be the operator's: all writes but those to resources of our kinds that the driver makes.
     * By verb and resource, such as {@code PATCH proxyshortcodes/status}.
     */
    Map<String, Long> operatorWrites() {
        Map<String, Long> writes = new TreeMap<>();
        COUNT.matcher(client.raw("/metrics")).results().forEach(line -> {
            Map<String, String> labels = new TreeMap<>();
            Matcher label = LABEL.matcher(line.group(1));
            while (label.find()) {
                labels.put(label.group(1), label.group(2));
            }
            String verb = labels.getOrDefault("verb", "");
            String resource = labels.getOrDefault("resource", "");
            String part = labels.getOrDefault("subresource", "");
            boolean driving = part.isEmpty() && DRIVING.contains(verb);
            boolean ours =
                    labels.getOrDefault("group", "").equals("proxypool.dev") && !driving || resource.equals("events");
            if (ours && !READING.contains(verb)) {
                String name = verb + " " + resource + (part.isEmpty() ? "" : "/" + part);
                writes.merge(name, Math.round(Double.parseDouble(line.group(2))), Long::sum);
            }
        });
        return writes;
    }

    /** What was written after an earlier {@link #operatorWrites()}. */
    Map<String, Long> operatorWritesSince(Map<String, Long> earlier) {
        Map<String, Long> since = new TreeMap<>();
        operatorWrites().forEach((name, count) -> {
            long more = count - earlier.getOrDefault(name, 0L);
            if (more > 0) {
                since.put(name, more);
            }
        });
        return since;
    }

    /** Takes everything away, without an operator to do it. A cluster that is thrown away anyway is left as it is. */
    void clear() {
        if (System.getenv("BENCH_THROW_AWAY") != null) {
            return;
        }
        for (ResourceDefinitionContext kind : List.of(SHORT_CODES, SHORT_CODE_POOLS, PHONE_NUMBER_POOLS, ACCOUNTS)) {
            var objects = client.genericKubernetesResources(kind).inNamespace(namespace);
            List<String> names = objects.list().getItems().stream()
                    .map(object -> object.getMetadata().getName())
                    .toList();
            each(
                    IntStream.range(0, names.size()),
                    i -> objects.withName(names.get(i))
                            .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}"));
        }
        client.namespaces().withName(namespace).delete();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
