package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** The documents of one file, YAML or JSON, and the resources that they are. */
public final class ManifestText {

    /** A key twice is a mistake of which half would be lost. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Of one command: the codes of several full pools. */
    static final int MOST_DOCUMENTS = 10_000;

    private ManifestText() {}

    /** There is more than anybody means to have read. */
    static final class TooManyDocuments extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        TooManyDocuments() {
            super("has more than %,d documents".formatted(MOST_DOCUMENTS));
        }
    }

    /**
     * @param line where it begins; of what is in a List, where the List begins
     */
    public record Document(int line, JsonNode content) {

        public String kind() {
            return content.path("kind").asText();
        }

        public String apiVersion() {
            return content.path("apiVersion").asText();
        }

        /** @throws IllegalArgumentException with a message for the user, if it is none of our resources */
        public CustomResource<?, ?> resource() throws JsonProcessingException {
            Kind kind = Kind.named(kind())
                    .filter(_ -> apiVersion().equals(Kind.API_VERSION))
                    .orElse(null);
            if (kind == null) {
                throw new IllegalArgumentException("only %s, %s and %s of %s are supported, got '%s' '%s'"
                        .formatted(Kind.SHORT_CODE, Kind.POOL, Kind.ACCOUNT, Kind.API_VERSION, kind(), apiVersion()));
            }
            if (content.path("metadata").path("name").asText().isEmpty()) {
                throw new IllegalArgumentException("metadata.name is missing");
            }
            return Serialization.jsonMapper().treeToValue(content, kind.type());
        }
    }

    /**
     * All documents that are objects, those within Lists one by one.
     *
     * @throws IllegalArgumentException if they are more than 10,000
     */
    public static List<Document> documents(String text) throws IOException {
        return documents(text, MOST_DOCUMENTS);
    }

    /** @param room for how many more there is */
    static List<Document> documents(String text, int room) throws IOException {
        List<Document> documents = new ArrayList<>();
        int seen = 0;
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(text)) {
            while (all.hasNextValue()) {
                int line = all.getParser().currentTokenLocation().getLineNr();
                JsonNode content = all.nextValue();
                if (content != null && content.isObject()) {
                    documents.addAll(within(new Document(line, content)));
                }
                if (++seen > room || documents.size() > room) {
                    throw new TooManyDocuments();
                }
            }
        }
        return documents;
    }

    /** What kubectl get -o yaml prints is a List. */
    private static List<Document> within(Document document) {
        JsonNode items = document.content().path("items");
        if (!document.kind().endsWith("List") || !items.isArray()) {
            return List.of(document);
        }
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> new Document(document.line(), item))
                .toList();
    }
}
