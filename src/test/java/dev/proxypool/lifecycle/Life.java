package dev.proxypool.lifecycle;

import java.util.EnumSet;
import java.util.Set;

/** What becomes of a resource: it stays, its code moves to another Service, or it is being deleted. */
enum Life {
    STAYS("stays", "Remove"),
    MOVES("moves, Remove", "Remove"),
    MOVES_UNDRAINED("moves, drain not over", "Drain"),
    MOVES_DRAINED("moves, drain over", "Drain"),
    MOVES_ORPHAN("moves, Orphan", "Orphan"),
    LEAVES("deleted, Remove", "Remove"),
    LEAVES_UNDRAINED("deleted, drain not over", "Drain"),
    LEAVES_DRAINED("deleted, drain over", "Drain"),
    LEAVES_ORPHAN("deleted, Orphan", "Orphan"),
    LEAVES_ANNOTATED("deleted, orphan annotation", "Remove");

    static final Set<Life> MOVING = EnumSet.range(MOVES, MOVES_ORPHAN);
    static final Set<Life> LEAVING = EnumSet.range(LEAVES, LEAVES_ANNOTATED);

    final String words;
    final String deletionPolicy;

    Life(String words, String deletionPolicy) {
        this.words = words;
        this.deletionPolicy = deletionPolicy;
    }

    boolean isDrained() {
        return this == MOVES_DRAINED || this == LEAVES_DRAINED;
    }
}
