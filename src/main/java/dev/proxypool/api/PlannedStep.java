package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * A write that is held back, as a status shows it.
 *
 * @param action Add, Reserve, Release or Remove
 * @param before absent, unreserved or reserved
 * @param after the same
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlannedStep(
        String action, String serviceSid, @JsonUnwrapped MemberName member, String before, String after) {}
