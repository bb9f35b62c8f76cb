package dev.proxypool.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * The spec of a custom resource, kept as written: nothing in it can fail to parse, and nothing is lost on a round trip.
 * The resource interprets it.
 */
public record WrittenSpec(JsonNode written) {

    /** Of a resource without a spec. */
    static final WrittenSpec MISSING = new WrittenSpec(JsonNodeFactory.instance.nullNode());

    @SuppressWarnings("NullAway") // Jackson passes null for an absent value
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public WrittenSpec(@Nullable JsonNode written) {
        this.written = written == null ? JsonNodeFactory.instance.nullNode() : written;
    }

    @JsonValue
    JsonNode json() {
        return written;
    }
}
