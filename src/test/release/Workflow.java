import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Writes the shell steps of the GitHub workflow on a page into a folder, as 1, 2 and so on, and its plain variables. */
final class Workflow {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(# \\.github/workflows/.*?)^```");

    private Workflow() {}

    public static void main(String[] args) throws IOException {
        var block = BLOCK.matcher(Files.readString(Path.of(args[0])));
        if (!block.find()) {
            throw new IllegalArgumentException(args[0] + " has no workflow");
        }
        JsonNode job = new YAMLMapper()
                .readTree(block.group(1))
                .path("jobs")
                .iterator()
                .next();
        Path folder = Files.createDirectories(Path.of(args[1]));
        int number = 0;
        for (JsonNode step : job.path("steps")) {
            if (step.has("run")) {
                number++;
                Files.writeString(
                        folder.resolve(String.valueOf(number)), step.get("run").asText() + "\n");
            }
        }
        var variables = new StringBuilder();
        job.path("env").properties().stream()
                .filter(variable -> !variable.getValue().asText().contains("${{"))
                .forEach(variable -> variables
                        .append(variable.getKey())
                        .append('=')
                        .append(variable.getValue().asText())
                        .append('\n'));
        Files.writeString(folder.resolve("environment"), variables.toString());
    }
}
