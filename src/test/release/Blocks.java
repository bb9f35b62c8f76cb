import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Prints the YAML blocks of a page that contain a text. */
final class Blocks {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

    private Blocks() {}

    public static void main(String[] args) throws IOException {
        BLOCK.matcher(Files.readString(Path.of(args[0])))
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains(args[1]))
                .forEach(System.out::print);
    }
}
