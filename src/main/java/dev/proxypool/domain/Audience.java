package dev.proxypool.domain;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The namespaces that may use an account. It admits a namespace only by name or by label: a selector without labels
 * admits none, although Kubernetes' own selectors would then admit all.
 *
 * @param everyone true for all namespaces that the operator watches
 * @param names the namespaces admitted by name
 * @param labels a namespace that has all of them is admitted; empty admits none
 */
public record Audience(boolean everyone, Set<String> names, Map<String, String> labels) {

    public static final Audience ALL = new Audience(true, Set.of(), Map.of());
    public static final Audience NONE = new Audience(false, Set.of(), Map.of());

    /** Among the names, stands for all namespaces. */
    public static final String ANY = "*";

    public Audience {
        names = Set.copyOf(names);
        labels = Map.copyOf(labels);
    }

    public static Audience of(Collection<String> names, Map<String, String> labels) {
        return names.contains(ANY) ? ALL : new Audience(false, Set.copyOf(names), labels);
    }

    /** @param labelsOf returns the labels of a Namespace; called only if they decide */
    public boolean admits(String namespace, Function<String, Map<String, String>> labelsOf) {
        return everyone
                || names.contains(namespace)
                || selects() && labelsOf.apply(namespace).entrySet().containsAll(labels.entrySet());
    }

    /** Whether labels can admit a namespace. */
    public boolean selects() {
        return !everyone && !labels.isEmpty();
    }
}
