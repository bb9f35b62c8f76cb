package dev.proxypool.domain;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the owner of an account permits.
 *
 * @param namespaces the other namespaces that may use it
 * @param services the only Services that may be written to through it; empty means all
 */
public record Sharing(Audience namespaces, Set<Sid.Service> services) {

    /** All namespaces, all Services. */
    public static final Sharing UNLIMITED = new Sharing(Audience.ALL, Set.of());

    /** All Services, but only the account's own namespace. */
    public static final Sharing OWN_NAMESPACE = new Sharing(Audience.NONE, Set.of());

    public Sharing {
        services = Set.copyOf(services);
    }

    /** The first of these Services that the account's owner does not allow writes to. */
    public Optional<Sid.Service> forbidden(Set<Sid.Service> wanted) {
        return services.isEmpty()
                ? Optional.empty()
                : new TreeSet<>(wanted)
                        .stream().filter(service -> !services.contains(service)).findFirst();
    }
}
