package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * A condition as Kubernetes' API conventions define it (metav1.Condition).
 *
 * @param status True, False or Unknown
 * @param lastTransitionTime RFC 3339; changes only when {@code status} does
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

    /** Always present once a pass has seen the resource. */
    public static final String READY = "Ready";

    /** Present only while True: work remains. */
    public static final String RECONCILING = "Reconciling";

    /** Present only while True: the user must act. */
    public static final String STALLED = "Stalled";

    /** Present only while False: the operator reports drift and does not correct it. */
    public static final String IN_SYNC = "InSync";

    /** Present only while False: applied once, and cannot be verified now. */
    public static final String REMOTE_VERIFIED = "RemoteVerified";

    /** Present only while True. */
    public static final String SUSPENDED = "Suspended";

    @JsonIgnore
    public boolean isTrue() {
        return "True".equals(status);
    }
}
