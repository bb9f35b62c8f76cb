package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Sid;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of a {@link MemberStatus} as the definitions have them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
record MemberStatusFields(
        @JsonUnwrapped StatusHead.Fields head,
        @Nullable String addingTo,
        @Nullable String shortCode,
        @Nullable String phoneNumber,
        @Nullable String phoneNumberSid,
        @Nullable String friendlyName,
        @Nullable Integer inUse,
        @Nullable String isoCountry,
        @Nullable SortedMap<String, Boolean> capabilities,
        @Nullable Boolean reserved,
        @Nullable Boolean appliedReserved,
        @Nullable String dateCreated,
        @Nullable String dateUpdated,
        @Nullable String url,
        @Nullable String drainingSince) {

    static MemberStatusFields of(MemberStatus status) {
        Member.Details details = status.details();
        return new MemberStatusFields(
                StatusHead.Fields.of(status.head()),
                status.addingTo(),
                details.shortCode(),
                details.phoneNumber() == null ? null : details.phoneNumber().value(),
                details.phoneNumberSid(),
                details.friendlyName(),
                details.inUse(),
                details.isoCountry(),
                new TreeMap<>(details.capabilities()),
                status.reserved(),
                status.appliedReserved(),
                text(details.dateCreated()),
                text(details.dateUpdated()),
                details.url(),
                text(status.drainingSince()));
    }

    MemberStatus status() {
        var details = new Member.Details(
                shortCode,
                Sid.E164.parse(phoneNumber).orElse(null),
                phoneNumberSid,
                friendlyName,
                inUse,
                isoCountry,
                Objects.requireNonNullElse(capabilities, Map.of()),
                time(dateCreated),
                time(dateUpdated),
                url);
        return new MemberStatus(head.head(), addingTo, reserved, appliedReserved, details, time(drainingSince));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
