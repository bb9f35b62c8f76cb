package dev.proxypool.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operators that a cluster has had, by the Lease that each of them renews.
 *
 * @param unknown why nothing is known of them; null if the Leases could be listed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Operators(List<LastSeen> seen, @Nullable String unknown) {

    /** The name of the Lease, in the namespace of the operator. */
    public static final String LEASE = "proxypool";

    /** On the Lease: the version of the operator that renews it. */
    public static final String VERSION_ANNOTATION = "proxypool.dev/version";

    /** So many durations of its Lease, and a minute at least: an operator that is restarted is not dead. */
    private static final int PATIENCE = 4;

    private static final Duration PATIENCE_AT_LEAST = Duration.ofMinutes(1);

    /**
     * @param alive whether it holds the Lease and renewed it lately
     * @param released whether the Lease has no holder: the operator stopped, and no other took over
     * @param version of the operator; null if an older one renews the Lease
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record LastSeen(
            String namespace,
            String renewed,
            boolean alive,
            boolean released,
            @Nullable String version) {
        private static Optional<LastSeen> of(Lease lease, Instant now) {
            LeaseSpec spec = lease.getSpec();
            if (spec == null || spec.getRenewTime() == null) {
                return Optional.empty();
            }
            Instant renewed = spec.getRenewTime().toInstant();
            Duration lasts = Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0));
            Duration patience = lasts.multipliedBy(PATIENCE);
            Instant end = renewed.plus(patience.compareTo(PATIENCE_AT_LEAST) > 0 ? patience : PATIENCE_AT_LEAST);
            String version = Objects.requireNonNullElse(lease.getMetadata().getAnnotations(), Map.<String, String>of())
                    .get(VERSION_ANNOTATION);
            boolean released =
                    spec.getHolderIdentity() == null || spec.getHolderIdentity().isEmpty();
            boolean alive = !released && !now.isAfter(end);
            return Optional.of(
                    new LastSeen(lease.getMetadata().getNamespace(), renewed.toString(), alive, released, version));
        }

        String inWords(Instant now) {
            String lease = "Lease %s/%s, renewed %s".formatted(namespace, LEASE, renewed);
            if (alive) {
                return "operator alive%s (%s)".formatted(version == null ? "" : ", version " + version, lease);
            }
            return released
                    ? "operator stopped %s ago: it released its Lease (%s)".formatted(Age.of(renewed, now), lease)
                    : "operator last seen %s ago (%s)".formatted(Age.of(renewed, now), lease);
        }
    }

    /** Those of all namespaces. */
    public static Operators of(KubernetesClient client, Instant now) {
        try {
            List<Lease> leases = client.leases()
                    .inAnyNamespace()
                    .withField("metadata.name", LEASE)
                    .list()
                    .getItems();
            return of(leases, now);
        } catch (KubernetesClientException e) {
            return unknown("the Leases of all namespaces could not be listed", e);
        }
    }

    /** Only the operator of that namespace, which needs no right beyond it. */
    static Operators in(KubernetesClient client, String namespace, Instant now) {
        try {
            Lease lease = client.leases().inNamespace(namespace).withName(LEASE).get();
            return of(lease == null ? List.of() : List.of(lease), now);
        } catch (KubernetesClientException e) {
            return unknown("the Lease %s/%s could not be read".formatted(namespace, LEASE), e);
        }
    }

    private static Operators of(List<Lease> leases, Instant now) {
        return new Operators(
                leases.stream()
                        // Not every API server selects by fields.
                        .filter(lease -> lease.getMetadata().getName().equals(LEASE))
                        .flatMap(lease -> LastSeen.of(lease, now).stream())
                        .sorted(Comparator.comparing(LastSeen::namespace))
                        .toList(),
                null);
    }

    private static Operators unknown(String why, KubernetesClientException e) {
        return new Operators(
                List.of(),
                "whether the operator runs is unknown: %s (%s)"
                        .formatted(why, e.getCode() == 0 ? "no answer" : e.getCode()));
    }

    /** Operators have run, and none of them does. */
    public boolean areDead() {
        return !seen.isEmpty() && !isOneAlive();
    }

    boolean isOneAlive() {
        return seen.stream().anyMatch(LastSeen::alive);
    }

    /** One line for each. */
    Stream<String> lines(Instant now) {
        if (unknown != null) {
            return Stream.of(unknown);
        }
        return seen.isEmpty()
                ? Stream.of("no operator found: there is no Lease %s in any namespace".formatted(LEASE))
                : seen.stream().map(one -> one.inWords(now));
    }
}
