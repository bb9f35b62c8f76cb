package dev.proxypool.lifecycle;

import java.util.List;
import java.util.stream.Stream;

/**
 * How a pass ends, as the table expects it.
 *
 * @param ready True or False; or that the resource goes, and says nothing more
 * @param beside the other conditions
 * @param tellsSuspension false only where the spec makes no sense
 */
record End(String ready, String reason, List<String> beside, boolean tellsSuspension) {

    static final End GOES = new End("goes", "", List.of(), false);

    static End ready(String reason, String... beside) {
        return new End("True", reason, List.of(beside), true);
    }

    /** The operator goes on by itself. */
    static End retried(String reason) {
        return new End("False", reason, List.of("Reconciling=True"), true);
    }

    /** A person has to help. */
    static End stalled(String reason) {
        return new End("False", reason, List.of("Stalled=True"), true);
    }

    static End invalid() {
        return new End("False", "InvalidSpec", List.of("Stalled=True"), false);
    }

    String of(Cell cell) {
        boolean suspended = tellsSuspension && cell.policies().suspend();
        return words(
                ready,
                reason,
                Stream.concat(beside.stream(), suspended ? Stream.of("Suspended=True") : Stream.empty())
                        .toList());
    }

    String words() {
        return words(ready, reason, beside);
    }

    static String words(String ready, String reason, List<String> beside) {
        return ready.equals("goes") ? ready : "Ready=%s %s, %s".formatted(ready, reason, String.join(", ", beside));
    }
}
