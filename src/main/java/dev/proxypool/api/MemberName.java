package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.domain.Sid;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How an entry of a status names its member: by fields that say of which kind it is.
 *
 * @param shortCode the digits; null if the pool does not show them
 * @param phoneNumber in E.164 format; the name itself if there is no SID
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MemberName(
        @Nullable String shortCodeSid,
        @Nullable String shortCode,
        @Nullable String phoneNumberSid,
        @Nullable String phoneNumber) {

    /** @param digits by which people know it; null if they are not known */
    public static MemberName of(Sid.Member member, @Nullable String digits) {
        return switch (member) {
            case Sid.ShortCode code -> new MemberName(code.value(), digits, null, null);
            case Sid.PhoneNumber number -> new MemberName(null, null, number.value(), digits);
            case Sid.E164 number -> new MemberName(null, null, null, number.value());
        };
    }

    /** What the spec calls it; empty if the entry names none. */
    public String identity() {
        return Stream.of(shortCodeSid, phoneNumberSid, phoneNumber)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
    }

    /** Null if they are not known, or are the identity itself. */
    public @Nullable String digits() {
        return phoneNumberSid == null ? shortCode : phoneNumber;
    }

    /** As people know it: its SID or number, and its digits if they are known. */
    @Override
    public String toString() {
        return digits() == null ? identity() : "%s (%s)".formatted(identity(), digits());
    }
}
