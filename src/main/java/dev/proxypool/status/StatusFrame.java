package dev.proxypool.status;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a resource besides its claims, whatever its kind.
 *
 * @param generation metadata.generation of the object the claims were read from
 * @param old the status so far
 * @param account null while it cannot be found out
 * @param requestedAt the value of the reconcile annotation, if there is one and a fresh poll has served it
 * @param capacity how many members a Service of the account can have
 * @param staleAfter how long a settled resource stays Ready while its pool cannot be read
 * @param now of the pass
 */
public record StatusFrame<S>(
        long generation,
        S old,
        @Nullable AccountUse account,
        @Nullable String requestedAt,
        Capacity capacity,
        Duration staleAfter,
        Instant now) {}
