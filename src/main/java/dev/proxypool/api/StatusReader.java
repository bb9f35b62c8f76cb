package dev.proxypool.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.util.StdConverter;
import java.time.DateTimeException;
import java.util.function.Function;

/**
 * Reads the statuses of all kinds.
 *
 * @param <F> the fields as the definition has them
 * @param <S> the status
 */
abstract sealed class StatusReader<F, S> extends StdConverter<JsonNode, S> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Class<F> fields;
    private final Function<F, S> status;
    private final S none;

    private StatusReader(Class<F> fields, Function<F, S> status, S none) {
        this.fields = fields;
        this.status = status;
        this.none = none;
    }

    static final class OfMember extends StatusReader<MemberStatusFields, MemberStatus> {
        OfMember() {
            super(MemberStatusFields.class, MemberStatusFields::status, MemberStatus.NONE);
        }
    }

    static final class OfPool extends StatusReader<PoolStatusFields, PoolStatus> {
        OfPool() {
            super(PoolStatusFields.class, PoolStatusFields::status, PoolStatus.NONE);
        }
    }

    static final class OfAccount extends StatusReader<AccountStatus.Fields, AccountStatus> {
        OfAccount() {
            super(AccountStatus.Fields.class, AccountStatus.Fields::status, AccountStatus.NONE);
        }
    }

    /**
     * A status that cannot be read is treated as absent: the operator writes it anew, so a status of another version
     * cannot stop it. Only what distinguishes drift from an edit is lost.
     */
    @Override
    public S convert(JsonNode json) {
        try {
            return status.apply(MAPPER.treeToValue(json, fields));
        } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
            return none;
        }
    }
}
