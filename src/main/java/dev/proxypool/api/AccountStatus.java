package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@link ProxyAccount}.
 *
 * @param accountSid the account whose credentials Twilio accepted first; null before that
 * @param secretName the Secret that the operator protects for this account; null if there is none yet
 * @param services the numbers of members in the pools of the Services in use, in the order of their SIDs
 */
public record AccountStatus(
        @Nullable Long observedGeneration,
        List<Condition> conditions,
        @Nullable String accountSid,
        @Nullable String secretName,
        List<Usage> services) {

    public static final AccountStatus NONE = new AccountStatus(null, List.of(), null, null, List.of());

    public AccountStatus {
        conditions = List.copyOf(conditions);
        services = List.copyOf(services);
    }

    /**
     * One pool compared with the limits of a Service.
     *
     * <p>Source: Twilio's error 80622.
     *
     * @param lastVerified when the operator polled the pool; up to a few minutes earlier than the latest poll, and null
     *     in a status of an older version
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Usage(
            String serviceSid,
            int members,
            int reserved,
            int unreserved,
            @Nullable String lastVerified) {}

    /** What it reports for the pool of one Service. */
    public Optional<Usage> usage(Sid.Service service) {
        return services.stream()
                .filter(usage -> usage.serviceSid().equals(service.value()))
                .findFirst();
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AccountStatus read(JsonNode json) {
        return StatusReader.read(json, AccountStatusFields.class, AccountStatusFields::status, NONE);
    }

    @JsonValue
    AccountStatusFields write() {
        return new AccountStatusFields(observedGeneration, conditions, accountSid, secretName, services);
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record AccountStatusFields(
            @Nullable Long observedGeneration,
            @Nullable List<Condition> conditions,
            @Nullable String accountSid,
            @Nullable String secretName,
            @Nullable List<Usage> services) {

        AccountStatus status() {
            return new AccountStatus(
                    observedGeneration,
                    Objects.requireNonNullElse(conditions, List.of()),
                    accountSid,
                    secretName,
                    Objects.requireNonNullElse(services, List.of()));
        }
    }
}
