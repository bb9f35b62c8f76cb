package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proxypool.cli.Positions.Position;
import java.io.IOException;
import java.util.function.BiConsumer;

/** JSON documents, one after the other, and where their values stand. */
final class JsonTree {

    private static final ObjectMapper MAPPER = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build());

    private final JsonParser parser;
    private final Positions positions = Positions.none();

    private JsonTree(JsonParser parser) {
        this.parser = parser;
    }

    static void read(String text, BiConsumer<JsonNode, Positions> documents) throws IOException {
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                JsonTree tree = new JsonTree(parser);
                documents.accept(tree.value(""), tree.positions);
            }
        }
    }

    private JsonNode value(String path) throws IOException {
        positions.put(path, Position.of(parser.currentTokenLocation()));
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            default -> MAPPER.readTree(parser);
        };
    }

    private ObjectNode object(String path) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String field = Positions.field(path, name);
            positions.put(field, Position.of(parser.currentTokenLocation()));
            parser.nextToken();
            object.set(name, value(field));
        }
        return object;
    }

    private ArrayNode array(String path) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(Positions.element(path, array.size())));
        }
        return array;
    }
}
