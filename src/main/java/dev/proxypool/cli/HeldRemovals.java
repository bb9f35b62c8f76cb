package dev.proxypool.cli;

import dev.proxypool.api.Condition;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.status.Reason;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The removals that a pool holds until a person approves them, as its status tells them.
 *
 * @param count of all
 * @param hash that approves exactly these
 * @param first as many as the status shows
 */
record HeldRemovals(int count, String hash, List<String> first) {

    /** What {@link dev.proxypool.status.PoolStatusFactory#held} says. */
    private static final Pattern MESSAGE =
            Pattern.compile("([0-9]{1,9}) members .*hash of this plan is ([0-9a-f]{12})\\b.*");

    static Optional<HeldRemovals> of(ProxyShortCodePool pool) {
        return Shown.of(pool)
                .ready()
                .filter(ready -> ready.reason().equals(Reason.REMOVALS_HELD.word()))
                .map(Condition::message)
                .map(MESSAGE::matcher)
                .filter(Matcher::matches)
                .map(told -> new HeldRemovals(
                        Integer.parseInt(told.group(1)),
                        told.group(2),
                        pool.statusOrNone().plan().stream()
                                .map(PlannedStep::shortCodeSid)
                                .distinct()
                                .toList()));
    }
}
