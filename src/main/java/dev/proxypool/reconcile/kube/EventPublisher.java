package dev.proxypool.reconcile.kube;

import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusDetails;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Publishes what happened as Kubernetes events, which {@code kubectl describe} shows. A repeated event increments a
 * count, as kubelet's events do, instead of adding an entry. Events are best effort: they are written in the
 * background, and a failure affects nothing else.
 */
public final class EventPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventPublisher.class);
    private static final String COMPONENT = "proxypool";
    private static final int REMEMBERED = 1_000;
    private static final int QUEUED = 1_000;

    /** The API server's word for a namespace that is being deleted. */
    private static final String TERMINATING = "NamespaceTerminating";

    /** The API server's limit. */
    private static final int LONGEST_MESSAGE = 1_024;

    private final KubernetesClient client;
    private final InstantSource clock;
    private final Metrics metrics;
    private final ThreadPoolExecutor background;
    /** Only used by the one background thread. */
    private final Map<EventKey, String> published = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<EventKey, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Makes names unique; also only used by the background thread. */
    private long serial;

    private record EventKey(String uid, EventMessage message) {}

    public EventPublisher(KubernetesClient client, InstantSource clock, Metrics metrics) {
        this.client = client;
        this.clock = clock;
        this.metrics = metrics;
        this.background = new ThreadPoolExecutor(
                1,
                1,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(QUEUED),
                Thread.ofPlatform().daemon().name("events").factory());
    }

    public void publish(HasMetadata resource, EventMessage whole) {
        EventMessage message = whole.within(LONGEST_MESSAGE);
        metrics.told(message.type().name(), message.reason());
        log(resource, message);
        ObjectReference about = new ObjectReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .build();
        Instant when = clock.instant();
        try {
            background.execute(() -> write(about, message, when));
        } catch (RejectedExecutionException e) {
            log.atDebug().addKeyValue("name", about.getName()).log("the operator dropped an event: too many at once");
        }
    }

    /** Only logs what happened. */
    public static void log(HasMetadata resource, EventMessage message) {
        boolean problem = message.type() == EventMessage.EventType.WARNING;
        log.atLevel(problem ? Level.WARN : Level.INFO)
                .addKeyValue("kind", resource.getKind())
                .addKeyValue("namespace", resource.getMetadata().getNamespace())
                .addKeyValue("name", resource.getMetadata().getName())
                .addKeyValue("outcome", message.reason())
                .log(message.message());
    }

    /** Waits until pending events are written, a few seconds at most. */
    @Override
    public void close() {
        background.shutdown();
        try {
            if (!background.awaitTermination(5, TimeUnit.SECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            background.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void write(ObjectReference about, EventMessage message, Instant when) {
        try {
            EventKey key = new EventKey(about.getUid(), message);
            String earlier = published.get(key);
            if (earlier == null || !countUp(about.getNamespace(), earlier, when)) {
                published.put(key, create(about, message, when));
            }
        } catch (KubernetesClientException e) {
            log.atLevel(isOfAnEndingNamespace(e) ? Level.DEBUG : Level.WARN)
                    .addKeyValue("namespace", about.getNamespace())
                    .addKeyValue("name", about.getName())
                    .addKeyValue("reason", message.reason())
                    .log("the operator could not write an event: {}", e.getMessage());
        }
    }

    /** In a namespace that is being deleted no event can be written, and nothing is wrong. */
    private static boolean isOfAnEndingNamespace(KubernetesClientException e) {
        return switch (e.getCode()) {
            case HttpURLConnection.HTTP_NOT_FOUND -> true;
            case HttpURLConnection.HTTP_FORBIDDEN -> causes(e).anyMatch(TERMINATING::equals);
            default -> false;
        };
    }

    private static Stream<String> causes(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus()).map(Status::getDetails).map(StatusDetails::getCauses).stream()
                .flatMap(List::stream)
                .flatMap(cause -> Stream.ofNullable(cause.getReason()));
    }

    private String create(ObjectReference about, EventMessage message, Instant when) {
        String time = seconds(when);
        String name = about.getName() + "." + Long.toHexString(when.toEpochMilli() * 1_000_000 + serial++ % 1_000_000);
        Event event = new EventBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(about.getNamespace())
                .endMetadata()
                .withInvolvedObject(about)
                .withType(message.type() == EventMessage.EventType.NORMAL ? "Normal" : "Warning")
                .withReason(message.reason())
                .withMessage(message.message())
                .withCount(1)
                .withFirstTimestamp(time)
                .withLastTimestamp(time)
                .withNewSource()
                .withComponent(COMPONENT)
                .endSource()
                .withReportingComponent(COMPONENT)
                .build();
        client.v1().events().inNamespace(about.getNamespace()).resource(event).create();
        return name;
    }

    /** False if the API server no longer has the event: by default it keeps events for an hour. */
    private boolean countUp(String namespace, String name, Instant when) {
        var event = client.v1().events().inNamespace(namespace).withName(name);
        if (event.get() == null) {
            return false;
        }
        event.edit(old -> new EventBuilder(old)
                .withCount(old.getCount() == null ? 1 : old.getCount() + 1)
                .withLastTimestamp(seconds(when))
                .build());
        return true;
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
