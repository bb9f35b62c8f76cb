package dev.proxypool.status;

import dev.proxypool.api.Condition;
import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.PlainText;
import dev.proxypool.status.Reason.Remedy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Builds the conditions of one status from those of the old one: a condition keeps its transition time while its status
 * stays the same. A condition that is not reported again is dropped.
 */
final class Conditions {

    /**
     * The definitions' limit: a message may quote a spec, and one that is too long would invalidate the whole status.
     */
    private static final int LONGEST_MESSAGE = 32_768;

    private final List<Condition> old;
    private final long generation;
    private final Instant now;
    private final String resource;
    private final @Nullable AccountUse account;
    private final List<Condition> said = new ArrayList<>();

    /**
     * @param resource as commands take it, such as {@code psc/promo -n messaging}
     * @param account of the resource; null if it is not known
     */
    Conditions(List<Condition> old, long generation, Instant now, String resource, @Nullable AccountUse account) {
        this.old = old;
        this.generation = generation;
        this.now = now;
        this.resource = resource;
        this.account = account;
    }

    /** Ready, and if it is False also Reconciling or Stalled, as the reason's remedy says. */
    void ready(Reason reason, String fact) {
        String message = reason.advise(fact, resource, account);
        say(Condition.READY, reason.remedy() == Remedy.NONE, reason.word(), message);
        if (reason.remedy() == Remedy.RETRY) {
            say(Condition.RECONCILING, true, reason.word(), message);
        }
        if (reason.remedy() == Remedy.USER) {
            say(Condition.STALLED, true, reason.word(), message);
        }
    }

    /** The same for a finding, with the conditions that accompany it. */
    void say(Finding finding) {
        ready(finding.reason(), finding.message());
        if (finding.reason() == Reason.DRIFT_REPORTED) {
            say(Condition.IN_SYNC, false, "Drifted", finding.reason().advise(finding.message(), resource, account));
        }
    }

    void say(String type, boolean value, String reason, String message) {
        String status = value ? "True" : "False";
        String since = old.stream()
                .filter(condition -> condition.type().equals(type))
                .filter(condition -> condition.status().equals(status))
                .map(Condition::lastTransitionTime)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        said.add(new Condition(type, status, generation, since, reason, PlainText.line(message, LONGEST_MESSAGE)));
    }

    /** Ready comes first, for readers. */
    List<Condition> list() {
        return List.copyOf(said);
    }
}
