package dev.proxypool.scenarios;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The writes of a client to the Kubernetes API, in their order, as method and path. */
final class Audit implements Interceptor {

    private final Queue<String> writes = new ConcurrentLinkedQueue<>();

    /** The same client, but audited. */
    KubernetesClient of(KubernetesClient client) {
        return new KubernetesClientBuilder()
                .withConfig(client.getConfiguration())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("audit", this))
                .build();
    }

    /** Each request counts, tried again or not. */
    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET")) {
            writes.add(request.method() + " " + request.uri().getPath());
        }
    }

    /** Those to an object of that name and what belongs to it; not the events about it. */
    List<String> writesTo(String name) {
        return writes.stream()
                .filter(write -> List.of(write.split("/")).contains(name))
                .map(write -> write.replaceAll("/\\S*/" + name, "/" + name).replace(" /", " "))
                .toList();
    }
}
