package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.domain.Sid;
import org.jspecify.annotations.Nullable;

/** How an entry of a status names its member: one field, which says of which kind it is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MemberName(@Nullable String shortCodeSid) {

    public static MemberName of(Sid.Member member) {
        return switch (member) {
            case Sid.ShortCode code -> new MemberName(code.value());
        };
    }

    /** The text that names it; empty if the entry names none. */
    @Override
    public String toString() {
        return shortCodeSid == null ? "" : shortCodeSid;
    }
}
