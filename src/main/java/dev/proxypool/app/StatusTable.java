package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.cli.Columns;
import dev.proxypool.cli.Shown;
import dev.proxypool.cli.Shown.State;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The resources as a table for a terminal, and one of them as a line for a log. */
final class StatusTable {

    private static final List<String> HEAD = List.of("RESOURCE", "CODE", "SERVICE", "READY", "REASON", "MESSAGE");

    private StatusTable() {}

    /** Columns as wide as their widest cell; the last may be cut to fit the width. */
    static List<String> render(List<ProxyShortCode> resources, int width) {
        return Columns.lines(
                Stream.concat(Stream.of(HEAD), resources.stream().map(StatusTable::cells))
                        .toList(),
                width);
    }

    static String line(ProxyShortCode resource) {
        List<String> cells = cells(resource);
        return "status  %s Ready=%s %s: %s".formatted(cells.get(0), cells.get(3), cells.get(4), cells.get(5));
    }

    static boolean isReady(ProxyShortCode resource) {
        return Shown.of(resource).state() == State.READY;
    }

    /** Whether nothing more will happen by itself: done, or stuck until a person helps. */
    static boolean isSettled(ProxyShortCode resource) {
        return isReady(resource) || Shown.of(resource).state() == State.STALLED;
    }

    private static List<String> cells(ProxyShortCode resource) {
        var ready = resource.statusOrNone().condition(Condition.READY);
        String deleting = resource.isMarkedForDeletion() ? "deleting; " : "";
        return List.of(
                resource.getMetadata().getNamespace() + "/"
                        + resource.getMetadata().getName(),
                Objects.requireNonNullElse(resource.statusOrNone().details().shortCode(), "-"),
                resource.services().stream().findFirst().map(Object::toString).orElse("-"),
                ready.map(Condition::status).orElse("-"),
                ready.map(Condition::reason).orElse("-"),
                deleting + ready.map(Condition::message).orElse("not looked at yet"));
    }
}
