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

    @JsonIgnore
    public boolean isTrue() {
        return "True".equals(status);
    }
}
