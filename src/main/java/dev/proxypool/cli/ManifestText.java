package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.cli.Positions.Position;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The documents of one file, YAML or JSON, as kubectl reads them, and the resources that they are. */
public final class ManifestText {

    /** Of one command: the codes of several full pools. */
    static final int MOST_DOCUMENTS = 10_000;

    private ManifestText() {}

    /** There are more documents than any user wants to read at once. */
    static final class TooManyDocuments extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        TooManyDocuments() {
            super("has more than %,d documents".formatted(MOST_DOCUMENTS));
        }
    }

    /** One object, and where its values stand. */
    public static final class Document {

        private final JsonNode content;
        private final Positions positions;

        Document(JsonNode content, Positions positions) {
            this.content = content;
            this.positions = positions;
        }

        public JsonNode content() {
            return content;
        }

        /** Where it begins. */
        int line() {
            return positions.of("").line();
        }

        public String kind() {
            return content.path("kind").asText();
        }

        public String apiVersion() {
            return content.path("apiVersion").asText();
        }

        public boolean isSecret() {
            return kind().equals("Secret") && apiVersion().equals("v1");
        }

        /** Call it only if there are no faults. */
        public CustomResource<?, ?> resource() throws JsonProcessingException {
            return Serialization.jsonMapper()
                    .treeToValue(content, ownKind().orElseThrow().type());
        }

        /** What an API server would refuse of it, or that it is none of our resources and no Secret: each with its place. */
        public List<String> faults() {
            return faults(MissingNode.getInstance());
        }

        /**
         * The same of what changes a resource that is there.
         *
         * @param before its spec so far
         */
        public List<String> faults(JsonNode before) {
            if (isSecret()) {
                return placed(SecretRules.faults(content));
            }
            return ownKind()
                    .map(kind -> placed(CrdSchema.of(kind.toString()).faults(content, before)))
                    .orElseGet(() -> List.of("%s: only %s of %s are supported, got '%s' '%s'"
                            .formatted(
                                    positions.of(""),
                                    ResourceKind.inWords(List.of(ResourceKind.values()), "and"),
                                    ApiGroup.API_VERSION,
                                    kind(),
                                    apiVersion())));
        }

        private List<String> placed(List<Fault> faults) {
            JsonNode name = content.path("metadata").path("name");
            String whose = name.isMissingNode() ? kind() : kind() + " " + name.asText();
            return faults.stream()
                    .map(fault -> "%s: %s: %s".formatted(positions.of(fault.path()), whose, fault.problem()))
                    .toList();
        }

        private Optional<ResourceKind> ownKind() {
            return ResourceKind.named(kind()).filter(_ -> apiVersion().equals(ApiGroup.API_VERSION));
        }

        /** What kubectl get -o yaml prints is a List. */
        private Stream<Document> within() {
            JsonNode items = content.path("items");
            return kind().endsWith("List") && items.isArray()
                    ? IntStream.range(0, items.size())
                            .mapToObj(i -> new Document(items.get(i), positions.below(Positions.element("items", i))))
                    : Stream.of(this);
        }
    }

    /**
     * All documents that are objects, those within Lists one by one.
     *
     * @throws IllegalArgumentException if they are more than 10,000
     */
    public static List<Document> documents(String text) throws InvalidManifest {
        return documents(text, MOST_DOCUMENTS);
    }

    /** @param room for how many more there is */
    static List<Document> documents(String text, int room) throws InvalidManifest {
        List<Document> all = whole(text.startsWith("\uFEFF") ? text.substring(1) : text, room);
        List<Document> documents = new ArrayList<>();
        for (Document document : all) {
            if (document.content().isNull()) {
                continue;
            }
            if (!document.content().isObject()) {
                throw new InvalidManifest(
                        document.positions.of(""), "a manifest must be a map with apiVersion and kind");
            }
            document.within().forEach(documents::add);
            if (documents.size() > room) {
                throw new TooManyDocuments();
            }
        }
        return documents;
    }

    private static List<Document> whole(String text, int room) throws InvalidManifest {
        List<Document> documents = new ArrayList<>();
        if (!text.stripLeading().startsWith("{")) {
            YamlTree.read(text, (content, positions) -> add(documents, room, new Document(content, positions)));
            return documents;
        }
        try {
            JsonTree.read(text, (content, positions) -> add(documents, room, new Document(content, positions)));
            return documents;
        } catch (JsonProcessingException e) {
            Position position = Position.of(e.getLocation());
            return flow(text, room, new InvalidManifest(position, e.getOriginalMessage()));
        } catch (IOException e) {
            throw new IllegalStateException("a text that is in memory cannot be read", e);
        }
    }

    /** YAML may begin as JSON does. */
    private static List<Document> flow(String text, int room, InvalidManifest noJson) throws InvalidManifest {
        List<Document> documents = new ArrayList<>();
        try {
            YamlTree.read(text, (content, positions) -> add(documents, room, new Document(content, positions)));
            return documents;
        } catch (InvalidManifest e) {
            throw noJson;
        }
    }

    private static void add(List<Document> documents, int room, Document document) {
        documents.add(document);
        if (documents.size() > room) {
            throw new TooManyDocuments();
        }
    }
}
