package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.domain.Sid;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of a status names its member: by fields that say of which kind it is.
 *
 * @param shortCode the digits; null if the pool does not show them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MemberName(
        @Nullable String shortCodeSid, @Nullable String shortCode) {

    public static MemberName of(Sid.Member member, @Nullable String digits) {
        return switch (member) {
            case Sid.ShortCode code -> new MemberName(code.value(), digits);
        };
    }

    /** What the spec calls it; empty if the entry names none. */
    public String identity() {
        return shortCodeSid == null ? "" : shortCodeSid;
    }

    /** Null if they are not known. */
    public @Nullable String digits() {
        return shortCode;
    }

    /** As people know it: its SID, and its digits if they are known. */
    @Override
    public String toString() {
        return digits() == null ? identity() : "%s (%s)".formatted(identity(), digits());
    }
}
