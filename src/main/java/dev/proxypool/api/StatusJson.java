package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.proxypool.api.ShortCodeStatus.PlannedStep;
import dev.proxypool.domain.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of a {@link ShortCodeStatus} as the definition has them. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
record StatusJson(
        @Nullable Long observedGeneration,
        @Nullable List<Condition> conditions,
        @Nullable String serviceSid,
        @Nullable String accountSid,
        @Nullable String accountRealm,
        @Nullable String accountThrough,
        @Nullable String addingTo,
        @Nullable String shortCode,
        @Nullable String isoCountry,
        @Nullable SortedMap<String, Boolean> capabilities,
        @Nullable Boolean reserved,
        @Nullable Boolean appliedReserved,
        @Nullable String dateCreated,
        @Nullable String dateUpdated,
        @Nullable String url,
        @Nullable String drainingSince,
        @Nullable String lastHandledReconcileAt,
        @Nullable List<PlannedStep> plan) {

    static StatusJson of(ShortCodeStatus status) {
        Member.Details details = status.details();
        return new StatusJson(
                status.observedGeneration(),
                status.conditions(),
                status.serviceSid(),
                AccountFields.sid(status.account()),
                AccountFields.realm(status.account()),
                AccountFields.through(status.account()),
                status.addingTo(),
                details.shortCode(),
                details.isoCountry(),
                new TreeMap<>(details.capabilities()),
                status.reserved(),
                status.appliedReserved(),
                text(details.dateCreated()),
                text(details.dateUpdated()),
                details.url(),
                text(status.drainingSince()),
                status.lastHandledReconcileAt(),
                status.plan());
    }

    ShortCodeStatus status() {
        var details = new Member.Details(
                shortCode,
                isoCountry,
                Objects.requireNonNullElse(capabilities, Map.of()),
                time(dateCreated),
                time(dateUpdated),
                url);
        return new ShortCodeStatus(
                observedGeneration,
                Objects.requireNonNullElse(conditions, List.of()),
                serviceSid,
                AccountFields.read(accountSid, accountRealm, accountThrough),
                addingTo,
                reserved,
                appliedReserved,
                details,
                time(drainingSince),
                lastHandledReconcileAt,
                Objects.requireNonNullElse(plan, List.of()));
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private static @Nullable Instant time(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}
