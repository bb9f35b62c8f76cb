package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.cli.Columns;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.cli.ResourceView.State;
import java.util.List;
import java.util.stream.Stream;

/** The resources as a table for a terminal, and one of them as a line for a log. */
final class StatusTable {

    private static final List<String> HEAD =
            List.of("NAMESPACE", "RESOURCE", "CODES", "SERVICE", "READY", "REASON", "MESSAGE");

    private StatusTable() {}

    /** Columns as wide as their widest cell; short SIDs and a cut message if that is too wide. */
    static List<String> render(List<ResourceView> resources, int width) {
        return Columns.fitting(
                Stream.concat(Stream.of(HEAD), resources.stream().map(StatusTable::cells))
                        .toList(),
                width);
    }

    static String line(ResourceView resource) {
        return "status  %s Ready=%s %s: %s"
                .formatted(title(resource), ready(resource), reason(resource), resource.message());
    }

    /** In one word, and of all resources another. */
    static String title(ResourceView resource) {
        return resource.namespace() + "/" + resource.name();
    }

    /** Whether nothing more will happen by itself: done, or stuck until a person helps. */
    static boolean isSettled(ResourceView resource) {
        return resource.state() == State.READY || resource.state() == State.STALLED;
    }

    private static List<String> cells(ResourceView resource) {
        return List.of(
                resource.namespace(),
                resource.name(),
                resource.codes(),
                resource.sid() == null ? "-" : resource.sid().value(),
                ready(resource),
                reason(resource),
                resource.message());
    }

    private static String ready(ResourceView resource) {
        return resource.ready().map(Condition::status).orElse("-");
    }

    private static String reason(ResourceView resource) {
        return resource.ready().map(Condition::reason).orElse("-");
    }
}
