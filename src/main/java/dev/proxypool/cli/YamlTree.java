package dev.proxypool.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proxypool.cli.Positions.Position;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** YAML as kubectl reads it, which is YAML 1.1 with anchors and merge keys, and strict about keys that are there twice. */
final class YamlTree {

    /** A few anchors can stand for more than any memory holds. */
    private static final int MOST_VALUES = 2_000_000;

    private final Positions positions = Positions.none();
    private final Set<Node> open = new HashSet<>();
    private int values;

    private YamlTree() {}

    /** Hands over each document, and where its values stand. */
    static void read(String text, BiConsumer<JsonNode, Positions> documents) throws InvalidManifest {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(Integer.MAX_VALUE);
        var dump = new DumperOptions();
        Yaml yaml =
                new Yaml(new SafeConstructor(options), new Representer(dump), dump, options, new KubernetesScalars());
        try {
            for (Node node : yaml.composeAll(new StringReader(text))) {
                YamlTree tree = new YamlTree();
                documents.accept(tree.value("", node), tree.positions);
            }
        } catch (MarkedYAMLException e) {
            Position position = e.getProblemMark() == null ? new Position(1, 1) : Position.of(e.getProblemMark());
            throw new InvalidManifest(
                    position, e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem());
        } catch (YAMLException e) {
            throw new InvalidManifest(new Position(1, 1), String.valueOf(e.getMessage()));
        }
    }

    private JsonNode value(String path, Node node) throws InvalidManifest {
        positions.put(path, Position.of(node.getStartMark()));
        if (++values > MOST_VALUES || !open.add(node)) {
            throw invalid(node, "an anchor stands for too much, or for itself");
        }
        JsonNode value = switch (node) {
            case MappingNode mapping -> object(path, mapping);
            case SequenceNode sequence -> array(path, sequence);
            case ScalarNode scalar -> KubernetesScalars.value(scalar);
            default -> throw invalid(node, "this is nothing that JSON has");
        };
        open.remove(node);
        return value;
    }

    private ArrayNode array(String path, SequenceNode sequence) throws InvalidManifest {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Node element : sequence.getValue()) {
            array.add(value(Positions.element(path, array.size()), element));
        }
        return array;
    }

    private ObjectNode object(String path, MappingNode mapping) throws InvalidManifest {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        List<MappingNode> merged = new ArrayList<>();
        for (NodeTuple entry : mapping.getValue()) {
            Node key = entry.getKeyNode();
            if (key.getTag().equals(Tag.MERGE)) {
                merged.addAll(merged(entry.getValueNode()));
                continue;
            }
            String name = name(key);
            String field = Positions.field(path, name);
            positions.put(field, Position.of(key.getStartMark()));
            if (object.has(name)) {
                throw invalid(key, "the key \"%s\" is there already".formatted(name));
            }
            object.set(name, value(field, entry.getValueNode()));
        }
        for (MappingNode more : merged) {
            JsonNode defaults = value(path, more);
            defaults.properties().stream()
                    .filter(field -> !object.has(field.getKey()))
                    .toList()
                    .forEach(field -> object.set(field.getKey(), field.getValue()));
        }
        return object;
    }

    private static List<MappingNode> merged(Node node) throws InvalidManifest {
        List<? extends Node> nodes = node instanceof SequenceNode several ? several.getValue() : List.of(node);
        List<MappingNode> mappings = new ArrayList<>();
        for (Node one : nodes) {
            if (!(one instanceof MappingNode mapping)) {
                throw invalid(one, "<< must stand before a map, or before a list of maps");
            }
            mappings.add(mapping);
        }
        return mappings;
    }

    private static String name(Node key) throws InvalidManifest {
        if (key instanceof ScalarNode scalar) {
            return KubernetesScalars.value(scalar).asText();
        }
        throw invalid(key, "a key must be a text");
    }

    private static InvalidManifest invalid(Node node, String problem) {
        return new InvalidManifest(Position.of(node.getStartMark()), problem);
    }
}
