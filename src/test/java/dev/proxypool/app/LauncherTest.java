package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bin/proxypool} in a folder with a space, with a java that writes down how it is called. */
class LauncherTest {

    @TempDir
    private Path work;

    private Path home;

    @BeforeEach
    void aCheckoutThatIsBuilt() throws IOException {
        home = work.resolve("a  check out");
        copy("bin/proxypool");
        copy("bin/find-java");
        copy("bin/kubectl-proxypool");
        write(home.resolve("target/proxypool.jar"), "");
        Files.createDirectories(home.resolve("target/lib-dev"));
        write(home.resolve("target/proxypool.aot"), "an archive");
        write(home.resolve("target/commands.aot"), "an archive");
        write(work.resolve("a jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        executable(work.resolve("a jdk/bin/javac"), "#!/bin/sh\n");
        executable(work.resolve("a jdk/bin/java"), """
            #!/bin/sh
            for word in "$@"; do printf '%s\\n' "$word"; done | tee -a "$(dirname "$0")/../../calls"
            printf 'locale %s|%s\\n' "${LC_ALL:-}" "${LC_CTYPE:-}"
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "run", "plan", "status"})
    void aPathWithSpacesStaysOneWord(String command) throws Exception {
        List<String> words = call(Map.of(), "bin/proxypool", command, "two words", "*");

        assertThat(words)
                .containsSubsequence("-cp", "dev.proxypool.app.Main", command, "two words", "*")
                .contains("-Dproxypool.examples=" + home + "/src/main/resources/examples");
        assertThat(words.get(words.indexOf("-cp") + 1))
                .startsWith(home + "/target/proxypool.jar:" + home + "/target/lib/*");
    }

    @ParameterizedTest
    @CsvSource({
        "dev, proxypool",
        "run, proxypool",
        "status, commands",
        "plan, commands",
        "simulate, commands",
        "--help, commands",
        "staus, commands"
    })
    void everyCommandStartsFromTheArchiveThatWasMadeForIt(String command, String archive) throws Exception {
        assertThat(call(Map.of(), "bin/proxypool", command))
                .contains("-XX:AOTCache=%s/target/%s.aot".formatted(home, archive));
    }

    @ParameterizedTest
    @CsvSource({"dev, proxypool, run", "status, commands, tour"})
    void anArchiveThatIsMadeThereIsOfOneWordToo(String command, String archive, String trained) throws Exception {
        Path file = home.resolve("target/%s.aot".formatted(archive));
        Files.delete(file);

        assertThat(call(Map.of(), "bin/proxypool", command))
                .as("the fake makes none, and the start goes on without")
                .contains("dev.proxypool.app.Main", command)
                .noneMatch(word -> word.startsWith("-XX:AOTCache="));
        assertThat(file).isEmptyFile();
        assertThat(Files.readString(work.resolve("calls")))
                .contains("train")
                .containsPattern("-XX:AOTCacheOutput=%s\\.[0-9]+".formatted(Pattern.quote(file.toString())))
                .contains("dev.proxypool.app.Main\n%s\n".formatted(trained));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--help",
                "--version",
                "help",
                "version",
                "completion",
                "status --help",
                "plan -h",
                "plan -V",
                "dev --help",
                "run -h",
                "run --version",
                "simulate"
            })
    void whatOnlyShowsATextWaitsForNoArchive(String typed) throws Exception {
        Files.delete(home.resolve("target/proxypool.aot"));
        Files.delete(home.resolve("target/commands.aot"));
        List<String> command = new ArrayList<>(List.of("bin/proxypool"));
        if (!typed.isEmpty()) {
            command.addAll(List.of(typed.split(" ")));
        }

        assertThat(call(Map.of(), command.toArray(String[]::new))).contains("dev.proxypool.app.Main");
        assertThat(home.resolve("target/proxypool.aot")).doesNotExist();
        assertThat(home.resolve("target/commands.aot")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "target/proxypool.jar, because this clone is not built yet; this takes a minute or two",
        "src/main/java/A.java, because sources changed",
        "src/main/resources/examples/manifests/promo.yaml, "
    })
    void theReasonOfABuildIsTold(String file, String reason) throws Exception {
        for (String source : List.of("pom.xml", "crds/a.yaml", "src/main/java/A.java")) {
            write(home.resolve(source), "");
            Files.setLastModifiedTime(home.resolve(source), FileTime.from(Instant.EPOCH));
        }
        if (file.endsWith(".jar")) {
            Files.delete(home.resolve(file));
        } else {
            write(home.resolve(file), "");
            Files.setLastModifiedTime(
                    home.resolve(file), FileTime.from(Instant.now().plusSeconds(60)));
        }
        executable(work.resolve("tools/mvn"), "#!/bin/sh\n: >target/proxypool.jar\n");

        assertThat(call(Map.of("PATH", work.resolve("tools") + ":" + System.getenv("PATH")), "bin/proxypool", "--help"))
                .contains("dev.proxypool.app.Main")
                .filteredOn(line -> line.startsWith("proxypool: "))
                .isEqualTo(reason == null ? List.of() : List.of("proxypool: building, " + reason + " …"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dev", "run", "status", "plan"})
    void aReleaseHasAllThatItNeeds(String command) throws Exception {
        unpackARelease();

        List<String> words = call(Map.of(), "bin/proxypool", command, "two words");

        assertThat(words)
                .containsSubsequence("-cp", "dev.proxypool.app.Main", command, "two words")
                .contains("-Dproxypool.examples=" + home + "/examples", "-XX:AOTCache=" + home + "/commands.aot");
        assertThat(words.get(words.indexOf("-cp") + 1))
                .as("the jar names its libraries itself")
                .isEqualTo(home + "/proxypool.jar" + (command.equals("dev") ? ":" + home + "/lib-dev/*" : ""));
        assertThat(Files.readString(home.resolve("calls"))).doesNotContain("train");
    }

    /** krew writes the files in the order of the archive and gives them no dates; Java would refuse the archive of classes. */
    @Test
    void theJarsOfAReleaseGetTheirDateBackIfItWasLost() throws Exception {
        unpackARelease();
        for (String jar : List.of("proxypool.jar", "lib/a.jar")) {
            Files.setLastModifiedTime(home.resolve(jar), FileTime.from(Instant.now()));
        }
        Files.setLastModifiedTime(home.resolve("commands.aot"), FileTime.from(Instant.parse("2026-12-01T00:00:00Z")));

        assertThat(call(Map.of(), "bin/proxypool", "status")).contains("-XX:AOTCache=" + home + "/commands.aot");
        assertThat(home.resolve("proxypool.jar")).satisfies(LauncherTest::hasTheDateOfAllReleases);
        assertThat(home.resolve("lib/a.jar")).satisfies(LauncherTest::hasTheDateOfAllReleases);
    }

    private static void hasTheDateOfAllReleases(Path file) {
        assertThat(file.toFile().lastModified())
                .isEqualTo(Instant.parse("2026-11-01T00:00:00Z").toEpochMilli());
    }

    /** As src/build/cli-archive packs it, with a java that writes down how it is called. */
    private void unpackARelease() throws IOException {
        home = work.resolve("a  release");
        copy("bin/proxypool");
        Files.createDirectories(home.resolve("lib-dev"));
        for (String jar : List.of("proxypool.jar", "lib/a.jar")) {
            write(home.resolve(jar), "");
            Files.setLastModifiedTime(home.resolve(jar), FileTime.from(Instant.parse("2026-11-01T00:00:00Z")));
        }
        write(home.resolve("commands.aot"), "an archive");
        Files.createDirectories(home.resolve("java/bin"));
        Files.copy(work.resolve("a jdk/bin/java"), home.resolve("java/bin/java"), StandardCopyOption.COPY_ATTRIBUTES);
    }

    @Test
    void thePluginFindsItsProgramBesideItself() throws Exception {
        assertThat(call(Map.of(), "bin/kubectl-proxypool", "status"))
                .contains("-Dproxypool.plugin=true", "dev.proxypool.app.Main", "status");
    }

    @Test
    void noHomeIsNeededToFindJava() throws Exception {
        assertThat(call(Map.of("HOME", ""), "bin/proxypool", "status")).contains("status");
    }

    @Test
    void aFolderThatIsSearchedByCdIsNotTakenForTheCheckout() throws Exception {
        Files.createDirectories(work.resolve("elsewhere/bin"));

        assertThat(call(Map.of("CDPATH", work.resolve("elsewhere").toString()), "bin/proxypool", "status"))
                .contains("-Dproxypool.examples=" + home + "/src/main/resources/examples");
    }

    @Test
    void aPathThatJavaCannotLoadFromIsNamed() throws Exception {
        Path other = work.resolve("a:b");
        Files.move(home, other);
        home = other;

        assertThat(call(Map.of(), "bin/proxypool", "status"))
                .containsExactly(
                        "proxypool: Java cannot load classes from a path with a colon: move the folder " + other);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', emptyValue = "", textBlock = """
        '';          '';          |C.UTF-8
        C;           '';          |C.UTF-8
        de_DE;       '';          |C.UTF-8
        '';          de_DE.UTF-8; |de_DE.UTF-8
        de_DE.utf8;  '';          de_DE.utf8|
        """)
    void argumentsAreReadAsUtf8InEveryLocale(String all, String type, String passedOn) throws Exception {
        assertThat(call(Map.of("LC_ALL", all, "LC_CTYPE", type, "LANG", ""), "bin/proxypool", "status"))
                .contains("locale " + passedOn);
    }

    private List<String> call(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", work.resolve("a jdk").toString());
        builder.environment().putAll(environment);
        environment.forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            }
        });
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return new ArrayList<>(said.lines().toList());
    }

    private void copy(String file) throws IOException {
        executable(home.resolve(file), Files.readString(Path.of(file)));
    }

    private static void executable(Path file, String text) throws IOException {
        write(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
