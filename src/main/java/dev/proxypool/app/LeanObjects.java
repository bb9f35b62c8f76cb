package dev.proxypool.app;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import dev.proxypool.api.Requests;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the operator reads objects: without what it has no use for, since all of them stay in memory, and a user who may write an
 * object may fill it up. What is left out is not even built. An object that was read so must not be written as a whole; the
 * operator writes patches.
 */
final class LeanObjects {

    /** The keys of credentials, as {@code AccountOpener} knows them. */
    private static final Set<String> CREDENTIALS = Set.of("TWILIO_AUTH_TOKEN", "TWILIO_API_KEY", "TWILIO_API_SECRET");

    /** No value that is used is longer. Of a longer one its beginning is kept: it says as little as all of it. */
    private static final int LONGEST_VALUE = 1_024;

    private LeanObjects() {}

    static ObjectMapper mapper() {
        return new ObjectMapper()
                .addMixIn(ObjectMeta.class, LeanMetadata.class)
                .addMixIn(Secret.class, LeanSecret.class);
    }

    @JsonIgnoreProperties("managedFields")
    interface LeanMetadata {
        @JsonDeserialize(using = Annotations.class)
        void setAnnotations(Map<String, String> annotations);

        @JsonDeserialize(using = Labels.class)
        void setLabels(Map<String, String> labels);

        @JsonDeserialize(using = Owners.class)
        void setOwnerReferences(List<OwnerReference> owners);
    }

    interface LeanSecret {
        @JsonDeserialize(using = Entries.class)
        void setData(Map<String, String> data);
    }

    private static final class Annotations extends JsonDeserializer<Map<String, String>> {
        @Override
        public Map<String, String> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return switch (owner(parser)) {
                case Secret _ -> texts(parser, _ -> false);
                case CustomResource<?, ?> _ -> texts(parser, Requests.ANNOTATIONS::contains);
                case null, default -> texts(parser, _ -> true);
            };
        }
    }

    private static final class Labels extends JsonDeserializer<Map<String, String>> {
        @Override
        public Map<String, String> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            HasMetadata owner = owner(parser);
            boolean used = !(owner instanceof Secret || owner instanceof CustomResource);
            return texts(parser, _ -> used);
        }
    }

    private static final class Entries extends JsonDeserializer<Map<String, String>> {
        @Override
        public Map<String, String> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return texts(parser, CREDENTIALS::contains);
        }
    }

    /** The object that is being read, as far as it was. */
    private static @Nullable HasMetadata owner(JsonParser parser) {
        for (JsonStreamContext at = parser.getParsingContext(); at != null; at = at.getParent()) {
            if (at.getCurrentValue() instanceof HasMetadata owner) {
                return owner;
            }
        }
        return null;
    }

    private static Map<String, String> texts(JsonParser parser, Predicate<String> isUsed) throws IOException {
        Map<String, String> kept = new LinkedHashMap<>();
        if (!parser.isExpectedStartObjectToken()) {
            parser.skipChildren();
            return kept;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String key = parser.currentName();
            if (parser.nextToken() == JsonToken.VALUE_STRING && isUsed.test(key)) {
                kept.put(key, shortened(parser.getText()));
            } else {
                parser.skipChildren();
            }
        }
        return kept;
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE);
    }

    /** The operator does not ask to whom an object belongs. */
    private static final class Owners extends JsonDeserializer<List<OwnerReference>> {
        @Override
        public List<OwnerReference> deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            parser.skipChildren();
            return List.of();
        }
    }
}
