package dev.proxypool.domain;

import dev.proxypool.domain.Claim.Standing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a claim between two passes; a status is all the memory there is. It tells drift from an edit, and
 * ours from what was in the pool before.
 *
 * @param service where the code is held; null while it is not, as far as anybody knows
 * @param appliedReserved the reservation as last applied; null while what was declared is not applied to its end
 * @param drainingSince since when the code has been reserved so that Sessions can end; null if it does not drain
 * @param adding the Service that an add of the code was begun to, and whose answer is not known; null if there is none
 */
public record Hold(
        Sid.@Nullable Service service,
        @Nullable Boolean appliedReserved,
        @Nullable Instant drainingSince,
        Sid.@Nullable Service adding) {

    public static final Hold NONE = new Hold(null, null, null);

    public Hold(Sid.@Nullable Service service, @Nullable Boolean appliedReserved, @Nullable Instant drainingSince) {
        this(service, appliedReserved, drainingSince, null);
    }

    /** Where the code is held, or may have been added. */
    public Sid.@Nullable Service place() {
        return service == null ? adding : service;
    }

    /** What became so far of a claim that declares this. */
    public Standing standing(Sid.@Nullable Service declared, boolean reserved) {
        if (service == null) {
            return adding == null ? Standing.NEW : Standing.STARTED;
        }
        boolean applied = service.equals(declared) && Objects.equals(appliedReserved, reserved);
        return applied ? Standing.SETTLED : Standing.HOLDING;
    }
}
