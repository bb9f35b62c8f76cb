package dev.proxypool.status;

import dev.proxypool.api.Claims;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Claim;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A problem that is known before any request to Twilio: a pool declares more than a Service can hold. */
public final class OverCapacity {

    private OverCapacity() {}

    /** The finding for a pool that declares more than a Service can hold; empty if it does not. */
    public static Optional<Finding> of(Claims pool, Capacity capacity) {
        if (pool.leaving() || !pool.problems().isEmpty()) {
            return Optional.empty();
        }
        long reserved = pool.listed().stream()
                .filter(claim -> claim.wish().equals(new Claim.Wish.Present(true)))
                .count();
        long unreserved = pool.listed().size() - reserved;
        String nouns = Objects.requireNonNull(pool.key()).kind().nouns();
        List<String> tooMany = Stream.of(
                        tooMany(unreserved, "unreserved " + nouns, capacity.unreserved()),
                        tooMany(reserved, "reserved " + nouns, capacity.reserved()))
                .flatMap(Optional::stream)
                .toList();
        return tooMany.isEmpty()
                ? Optional.empty()
                : Optional.of(new Finding(Reason.POOL_FULL, String.join("; ", tooMany)));
    }

    private static Optional<String> tooMany(long declared, String kind, int most) {
        return declared <= most
                ? Optional.empty()
                : Optional.of("the pool declares %d %s, but Twilio allows at most %d in one Service"
                        .formatted(declared, kind, most));
    }
}
