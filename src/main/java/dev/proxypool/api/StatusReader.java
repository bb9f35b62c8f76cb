package dev.proxypool.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.DateTimeException;
import java.util.function.Function;

/** Reads the statuses of all kinds. */
final class StatusReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private StatusReader() {}

    /**
     * A status that cannot be read is treated as absent: the operator writes it anew, so a status of another version
     * cannot stop it. Only what distinguishes drift from an edit is lost.
     *
     * @param fields as the definition has them
     */
    static <F, S> S read(JsonNode json, Class<F> fields, Function<F, S> status, S none) {
        try {
            return status.apply(MAPPER.treeToValue(json, fields));
        } catch (JsonProcessingException | DateTimeException | NullPointerException e) {
            return none;
        }
    }
}
