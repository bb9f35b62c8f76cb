package dev.proxypool.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What other replicas know of this replica's Lease: the {@code renewTime} that the API server has accepted. fabric8's
 * elector does not report it, so it is read from the answers to its requests.
 */
final class Renewals implements Interceptor {

    private static final ObjectMapper JSON = new ObjectMapper();

    private volatile @Nullable Instant last;

    /** Observes what clients of this builder write. */
    void listenTo(HttpClient.Builder http) {
        http.addOrReplaceInterceptor("renewals", this);
    }

    /** The latest that was accepted; null if none was. */
    @Nullable
    Instant last() {
        return last;
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        if (!response.isSuccessful() || !request.uri().getPath().contains("/coordination.k8s.io/")) {
            return;
        }
        String body = request.bodyString();
        Instant renewed = body == null ? null : renewTime(body);
        if (renewed != null) {
            last = renewed;
        }
    }

    private static @Nullable Instant renewTime(String lease) {
        try {
            String time = JSON.readTree(lease).at("/spec/renewTime").asText();
            return time.isEmpty() ? null : OffsetDateTime.parse(time).toInstant();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the client wrote a Lease that is no JSON", e);
        }
    }
}
