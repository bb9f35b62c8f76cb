package dev.proxypool.reconcile;

import dev.proxypool.api.Condition;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Measures how long a resource takes from its creation or edit to Ready, unless the operator restarts meanwhile. */
public final class TimeToReady {

    private final Metrics metrics;
    private final Map<String, Instant> applied = new ConcurrentHashMap<>();

    public TimeToReady(Metrics metrics) {
        this.metrics = metrics;
    }

    /**
     * @param observed the generation that the previous pass saw; null or -1 if there was none
     * @param conditions the conditions after this pass
     */
    void passed(HasMetadata resource, @Nullable Long observed, List<Condition> conditions, Instant now) {
        String uid = resource.getMetadata().getUid();
        if (!Objects.equals(observed, resource.getMetadata().getGeneration())) {
            boolean isNew = observed == null || observed < 0;
            applied.put(uid, isNew ? Instant.parse(resource.getMetadata().getCreationTimestamp()) : now);
        }
        if (conditions.stream().anyMatch(it -> it.type().equals(Condition.READY) && it.isTrue())) {
            Instant since = applied.remove(uid);
            if (since != null) {
                metrics.becameReady(resource.getKind(), Duration.between(since, now));
            }
        }
    }

    void forget(String uid) {
        applied.remove(uid);
    }
}
