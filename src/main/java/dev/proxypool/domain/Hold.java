package dev.proxypool.domain;

import dev.proxypool.domain.Claim.Standing;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers of a claim between two passes; the status is its only memory. It distinguishes drift from
 * an edit, and our memberships from those that were in the pool before.
 *
 * @param service where the member is held; null if it is not known to be held
 * @param appliedReserved the reservation as last applied; null until all that was declared has been applied
 * @param drainingSince since when the member has been reserved so that Sessions can end; null if it does not drain
 * @param adding the Service of an add that was begun and whose answer is not known; null if there is none
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

    /** Where the member is held, or may have been added. */
    public Sid.@Nullable Service place() {
        return service == null ? adding : service;
    }

    /** The standing of a claim that declares this. */
    public Standing standing(Sid.@Nullable Service declared, boolean reserved) {
        if (service == null) {
            return adding == null ? Standing.NEW : Standing.STARTED;
        }
        boolean applied = service.equals(declared) && Objects.equals(appliedReserved, reserved);
        return applied ? Standing.SETTLED : Standing.HOLDING;
    }
}
