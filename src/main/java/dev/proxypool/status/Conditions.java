package dev.proxypool.status;

import dev.proxypool.api.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the conditions of one status over those of the old one: the time of the last transition stays where the status of
 * a condition stays. What is not said again is gone.
 */
final class Conditions {

    private final List<Condition> old;
    private final long generation;
    private final Instant now;
    private final List<Condition> said = new ArrayList<>();

    Conditions(List<Condition> old, long generation, Instant now) {
        this.old = old;
        this.generation = generation;
        this.now = now;
    }

    /** Ready, and beside it Reconciling or Stalled if it is not: the reason's remedy decides. */
    void ready(Reason reason, String message) {
        switch (reason.remedy()) {
            case NONE -> say(Condition.READY, true, reason.word(), message);
            case RETRY -> {
                say(Condition.READY, false, reason.word(), message);
                say(Condition.RECONCILING, true, reason.word(), message);
            }
            case USER -> {
                say(Condition.READY, false, reason.word(), message);
                say(Condition.STALLED, true, reason.word(), message);
            }
        }
    }

    void say(String type, boolean value, String reason, String message) {
        String status = value ? "True" : "False";
        String since = old.stream()
                .filter(condition -> condition.type().equals(type))
                .filter(condition -> condition.status().equals(status))
                .map(Condition::lastTransitionTime)
                .filter(time -> time != null)
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        said.add(new Condition(type, status, generation, since, reason, message));
    }

    /** Ready first, for the reader. */
    List<Condition> list() {
        return List.copyOf(said);
    }
}
