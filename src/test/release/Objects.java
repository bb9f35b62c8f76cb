import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;

/** Prints the objects of a YAML file, one a line: kind, namespace and name, and the image of a Deployment. */
final class Objects {

    private Objects() {}

    public static void main(String[] args) throws IOException {
        try (var documents = new YAMLMapper()
                .readerFor(JsonNode.class)
                .<JsonNode>readValues(Path.of(args[0]).toFile())) {
            documents.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(Objects::line)
                    .forEach(System.out::println);
        }
    }

    private static String line(JsonNode object) {
        String namespace = object.at("/metadata/namespace").asText();
        String image = object.at("/spec/template/spec/containers/0/image").asText();
        return object.path("kind").asText()
                + " "
                + (namespace.isEmpty() ? "" : namespace + "/")
                + object.at("/metadata/name").asText()
                + (image.isEmpty() ? "" : " image " + image);
    }
}
