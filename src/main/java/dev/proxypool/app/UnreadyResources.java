package dev.proxypool.app;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.app.ConditionCounts.Conditioned;
import dev.proxypool.status.Reason;
import dev.proxypool.statuspage.Disclosure;
import dev.proxypool.statuspage.Overview.NotReady;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The resources whose Ready condition is not True, as the status page lists them. */
record UnreadyResources(Disclosure disclosure) {

    /** Stalled resources first, then those that have waited longest. */
    private static final Comparator<NotReady> URGENCY = Comparator.comparing(NotReady::stalled)
            .reversed()
            .thenComparing(NotReady::since, Comparator.nullsLast(Comparator.naturalOrder()))
            .thenComparing(NotReady::namespace)
            .thenComparing(NotReady::name)
            .thenComparing(NotReady::kind);

    List<NotReady> of(Stream<Conditioned> resources) {
        return resources.flatMap(this::notReady).sorted(URGENCY).toList();
    }

    private Stream<NotReady> notReady(Conditioned one) {
        ObjectMeta meta = one.resource().getMetadata();
        Condition ready = find(one, Condition.READY);
        if (ready == null) {
            return Stream.of(row(one, "not reconciled yet", time(meta.getCreationTimestamp()), "", null));
        }
        if (!Objects.equals(ready.observedGeneration(), meta.getGeneration())) {
            return Stream.of(row(one, "not reconciled since the last edit", null, "", null));
        }
        // Another writer may have left anything in a status.
        String reason = Objects.requireNonNullElse(ready.reason(), "Unknown");
        return ready.isTrue()
                ? Stream.empty()
                : Stream.of(row(one, reason, time(ready.lastTransitionTime()), fix(one, reason), ready.message()));
    }

    private NotReady row(
            Conditioned one, String reason, @Nullable Instant since, String fix, @Nullable String message) {
        ObjectMeta meta = one.resource().getMetadata();
        return new NotReady(
                ResourceKind.of(one.resource()).shortName(),
                meta.getNamespace(),
                meta.getName(),
                reason,
                since,
                fix,
                disclosure == Disclosure.FULL && message != null ? fact(one, reason, message) : null,
                find(one, Condition.STALLED) != null);
    }

    /** A message ends with what to do, which has a place of its own. */
    private static String fact(Conditioned one, String reason, String message) {
        String resource = ResourceKind.argument(one.resource(), one.resource().getMetadata());
        return Reason.of(reason).map(known -> known.factIn(message, resource)).orElse(message);
    }

    /** Empty for a reason of another version. */
    private static String fix(Conditioned one, String reason) {
        String resource = ResourceKind.argument(one.resource(), one.resource().getMetadata());
        return Reason.of(reason).map(known -> fix(known.whatToDo(resource))).orElse("");
    }

    /** Empty if there is nothing to do; the text behind that word is still worth reading. */
    static String fix(Reason reason) {
        return fix(reason.whatToDo());
    }

    private static String fix(String whatToDo) {
        return whatToDo.replaceFirst("^Nothing\\. ?", "");
    }

    private static @Nullable Condition find(Conditioned one, String type) {
        return one.conditions().stream()
                .filter(condition -> type.equals(condition.type()))
                .findFirst()
                .orElse(null);
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
