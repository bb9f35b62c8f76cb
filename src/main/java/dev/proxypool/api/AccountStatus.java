package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.PoolKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The status of a {@link ProxyAccount}.
 *
 * @param accountSid the account whose credentials Twilio accepted first; null before that
 * @param secretName the Secret that the operator protects for this account; null if there is none yet
 * @param services the numbers of members in the pools of the Services in use, in the order of their SIDs
 */
@JsonDeserialize(converter = StatusReader.OfAccount.class)
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
     * @param kind of its members, such as ShortCode
     * @param lastVerified when the operator polled the pool; up to a few minutes earlier than the latest poll, and null
     *     in a status of an older version
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Usage(
            String serviceSid,
            String kind,
            int members,
            int reserved,
            int unreserved,
            @Nullable String lastVerified) {

        /** A status that an older version wrote has short codes only, and does not say so. */
        @SuppressWarnings("NullAway") // Jackson passes null for an absent value
        public Usage {
            kind = kind == null ? MemberKind.SHORT_CODE.twilioName() : kind;
        }

        public static Usage of(PoolKey pool, int members, int reserved, @Nullable String lastVerified) {
            return new Usage(
                    pool.service().value(),
                    pool.kind().twilioName(),
                    members,
                    reserved,
                    members - reserved,
                    lastVerified);
        }

        /** As people call the pool. */
        public String pool() {
            return "%s of %s".formatted(nouns(), serviceSid);
        }

        private String nouns() {
            return Stream.of(MemberKind.values())
                    .filter(known -> known.twilioName().equals(kind))
                    .map(MemberKind::nouns)
                    .findFirst()
                    .orElse(kind);
        }
    }

    /** What it reports for one pool. */
    public Optional<Usage> usage(PoolKey pool) {
        return services.stream()
                .filter(usage -> usage.serviceSid().equals(pool.service().value())
                        && usage.kind().equals(pool.kind().twilioName()))
                .findFirst();
    }

    @JsonValue
    Fields fields() {
        return new Fields(observedGeneration, conditions, accountSid, secretName, services);
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Fields(
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
