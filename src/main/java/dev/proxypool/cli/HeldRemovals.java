package dev.proxypool.cli;

import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.domain.Sid;
import dev.proxypool.status.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The removals that a pool holds until the user approves them, as its status shows them.
 *
 * @param count how many
 * @param hash approves exactly these
 * @param first as many as the status shows
 */
record HeldRemovals(int count, String hash, List<PlannedStep> first) {

    /** Empty if the status of the present generation holds none. */
    static Optional<HeldRemovals> of(PoolResource<?> pool) {
        PoolStatus.Held held = pool.statusOrNone().held();
        return held == null || ResourceView.of(pool).ready().isEmpty()
                ? Optional.empty()
                : Optional.of(new HeldRemovals(held.count(), held.hash(), unlisted(pool)));
    }

    /** Whether an operator wrote the status that does not know the field yet. */
    static boolean areWithoutHash(PoolResource<?> pool) {
        return pool.statusOrNone().held() == null
                && ResourceView.of(pool)
                        .ready()
                        .filter(ready -> ready.reason().equals(Reason.REMOVALS_HELD.word()))
                        .isPresent();
    }

    /** The first step of each. The plan has other steps too, which are held back for other reasons. */
    private static List<PlannedStep> unlisted(PoolResource<?> pool) {
        Set<String> listed = pool.members().stream().map(Sid::value).collect(Collectors.toUnmodifiableSet());
        return pool.statusOrNone().plan().stream()
                .filter(step -> !listed.contains(step.member().identity()))
                .collect(Collectors.toMap(
                        step -> step.member().identity(), Function.identity(), (first, _) -> first, LinkedHashMap::new))
                .values()
                .stream()
                .toList();
    }
}
