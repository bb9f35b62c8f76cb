package dev.proxypool.cli;

import dev.proxypool.cli.ResourceView.State;
import java.util.List;

/** The exit codes, which are API: scripts rely on them. */
final class Exit {

    static final int FINE = 0;

    /** Something failed, or is not Ready yet; of a plan, also wrong usage. */
    static final int FAILED = 1;

    /** Of a plan: something would be written to Twilio. */
    static final int CHANGES = 2;

    /** Of a status: something is Stalled, so that only a person can help. */
    static final int STALLED = 3;

    private Exit() {}

    /** The same, of statuses that no operator keeps up to date if none runs. */
    static int of(List<ResourceView> all, Operators operators) {
        int exit = of(all);
        return exit == FINE && operators.areDead() ? FAILED : exit;
    }

    /** What stalls counts before what is not Ready yet. */
    static int of(List<ResourceView> all) {
        if (all.stream().anyMatch(one -> one.state() == State.STALLED)) {
            return STALLED;
        }
        return all.stream().allMatch(one -> one.state() == State.READY) ? FINE : FAILED;
    }
}
