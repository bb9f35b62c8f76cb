package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A condition as Kubernetes' API conventions define it (metav1.Condition).
 *
 * @param status True, False or Unknown
 * @param lastTransitionTime RFC 3339; moves only when {@code status} does
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Condition(
        String type,
        String status,
        @Nullable Long observedGeneration,
        @Nullable String lastTransitionTime,
        String reason,
        String message) {

    /** Always there once the resource was seen. */
    public static final String READY = "Ready";

    /** There only while True: work remains. */
    public static final String RECONCILING = "Reconciling";

    /** There only while True: a person must help. */
    public static final String STALLED = "Stalled";

    /** There only while False: drift that is reported and left. */
    public static final String IN_SYNC = "InSync";

    /** There only while False: applied once, and not to be verified now. */
    public static final String REMOTE_VERIFIED = "RemoteVerified";

    /** There only while True. */
    public static final String SUSPENDED = "Suspended";

    @JsonIgnore
    public boolean isTrue() {
        return "True".equals(status);
    }
}
