package dev.proxypool.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The injected faults, in the order of their injection; the first one that is due affects the request. Each fault
 * counts every request that it matches, including those that another fault affects.
 */
final class Faults {
    static final int MOST = 100;

    private final List<Armed> armed = new ArrayList<>();

    synchronized void add(Fault fault) {
        if (armed.size() == MOST) {
            throw new IllegalArgumentException("There are " + MOST + " faults already; clear them first");
        }
        armed.add(new Armed(fault));
    }

    synchronized void clear() {
        armed.clear();
    }

    synchronized List<Fault> all() {
        return armed.stream().map(one -> one.fault).toList();
    }

    synchronized Optional<Fault> meeting(Request request) {
        Optional<Armed> due = Optional.empty();
        for (Armed one : armed) {
            if (one.fault.match().fits(request) && one.countsAndIsDue() && due.isEmpty()) {
                due = Optional.of(one);
            }
        }
        due.ifPresent(one -> one.met++);
        return due.map(one -> one.fault);
    }

    private static final class Armed {
        private final Fault fault;
        private long seen;
        private long met;

        Armed(Fault fault) {
            this.fault = fault;
        }

        boolean countsAndIsDue() {
            Match match = fault.match();
            long position = seen - match.after();
            seen++;
            boolean exhausted = match.times() != null && met >= match.times();
            return position >= 0 && position % match.every() == 0 && !exhausted;
        }
    }
}
