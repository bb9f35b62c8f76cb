import com.palantir.javaformat.java.Main;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Formats every Java file of this repository, or with {@code --check} fails on the first that is not formatted. Run by
 * Maven as a single-file program on the toolchain's JDK, because a formatter parses with the JVM it runs on.
 */
public final class Format {
    public static void main(String[] args) throws Exception {
        boolean check = List.of(args).contains("--check");
        List<String> command = new ArrayList<>(List.of("--palantir"));
        command.addAll(check ? List.of("--dry-run", "--set-exit-if-changed") : List.of("--replace"));
        for (Path sources : List.of(Path.of("src"), Path.of("bench", "src"))) {
            try (var files = Files.walk(sources)) {
                files.map(Path::toString)
                        .filter(f -> f.endsWith(".java"))
                        .sorted()
                        .forEach(command::add);
            }
        }
        var out = new PrintWriter(System.out, true);
        int code = new Main(out, new PrintWriter(System.err, true), System.in).format(command.toArray(String[]::new));
        if (check && code != 0) {
            System.err.println(
                    "The files named above are not formatted. Mend them with: mvn -q process-sources exec:exec@format");
        }
        System.exit(code);
    }
}
