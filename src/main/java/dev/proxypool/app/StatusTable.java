package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The resources as a table for a terminal, and one of them as a line for a log. */
final class StatusTable {

    private static final List<String> HEAD = List.of("RESOURCE", "CODE", "SERVICE", "READY", "REASON", "MESSAGE");

    private StatusTable() {}

    /** Columns as wide as their widest cell; the last may be cut to fit the width. */
    static List<String> render(List<ProxyShortCode> resources, int width) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEAD);
        resources.forEach(resource -> rows.add(cells(resource)));
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        return rows.stream().map(row -> cut(line(row, widths), width)).toList();
    }

    static String line(ProxyShortCode resource) {
        List<String> cells = cells(resource);
        return "status  %s Ready=%s %s: %s".formatted(cells.get(0), cells.get(3), cells.get(4), cells.get(5));
    }

    static boolean isReady(ProxyShortCode resource) {
        return current(resource).filter(Condition::isTrue).isPresent();
    }

    /** Whether nothing more will happen by itself: done, or stuck until a person helps. */
    static boolean isSettled(ProxyShortCode resource) {
        boolean stalled = resource.statusOrNone().condition(Condition.STALLED).isPresent();
        return isReady(resource) || current(resource).isPresent() && stalled;
    }

    private static Optional<Condition> current(ProxyShortCode resource) {
        return resource.statusOrNone()
                .condition(Condition.READY)
                .filter(ready -> Objects.equals(
                        ready.observedGeneration(), resource.getMetadata().getGeneration()));
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

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < row.size() - 1; i++) {
            line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
        }
        return line.append(row.getLast()).toString();
    }

    private static String cut(String line, int width) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "…";
    }
}
