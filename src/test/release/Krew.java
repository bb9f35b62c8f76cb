import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What krew, and the reviewers of its index, ask of a manifest, and that its checksums are those of the archives. Prints what is wrong with
 * it, or {@code fine}.
 *
 * <pre>java Krew.java MANIFEST ARCHIVES ADDRESS</pre>
 */
final class Krew {

    private static final String SEMVER =
            "v(0|[1-9]\\d*)\\.(0|[1-9]\\d*)\\.(0|[1-9]\\d*)(-[0-9A-Za-z.-]+)?(\\+[0-9A-Za-z.-]+)?";
    private static final int SHORT = 50;
    private static final Set<String> FIELDS =
            Set.of("version", "homepage", "shortDescription", "description", "platforms", "caveats");
    private static final Map<String, String> SYSTEMS = Map.of("linux", "linux", "darwin", "macos");

    private final List<String> problems = new ArrayList<>();
    private final Path archives;
    private final String address;

    private Krew(Path archives, String address) {
        this.archives = archives;
        this.address = address;
    }

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path file = Path.of(args[0]);
        Krew krew = new Krew(Path.of(args[1]), args[2]);
        krew.judge(file.getFileName().toString(), new YAMLMapper().readTree(file.toFile()));
        System.out.println(krew.problems.isEmpty() ? "fine" : String.join("\n", krew.problems));
    }

    private void judge(String file, JsonNode manifest) throws IOException, GeneralSecurityException {
        JsonNode spec = manifest.path("spec");
        require(
                manifest.path("apiVersion").asText().equals("krew.googlecontainertools.github.com/v1alpha2"),
                "apiVersion");
        require(manifest.path("kind").asText().equals("Plugin"), "kind");
        String name = manifest.at("/metadata/name").asText();
        require(name.matches("[a-z][a-z0-9-]*") && file.equals(name + ".yaml"), "the name is not that of the file");
        require(spec.path("version").asText().matches(SEMVER), "version is no semantic version with a v");
        String about = spec.path("shortDescription").asText();
        require(
                about.matches("[A-Z][^\\r\\n]*[^.]") && about.length() <= SHORT,
                "shortDescription is long or no phrase");
        require(!about.toLowerCase(java.util.Locale.ROOT).contains("plugin"), "shortDescription says plugin");
        require(!spec.path("description").asText().isBlank(), "description");
        require(spec.path("homepage").asText().startsWith("https://"), "homepage");
        spec.fieldNames().forEachRemaining(field -> require(FIELDS.contains(field), "unknown field " + field));
        Set<String> selected = new TreeSet<>();
        for (JsonNode platform : spec.path("platforms")) {
            selected.add(platform(platform, spec.path("version").asText().substring(1)));
        }
        require(
                selected.equals(Set.of("linux_amd64", "linux_arm64", "macos_amd64", "macos_arm64")),
                "platforms: " + selected);
    }

    private String platform(JsonNode platform, String version) throws IOException, GeneralSecurityException {
        JsonNode labels = platform.at("/selector/matchLabels");
        String name = SYSTEMS.get(labels.path("os").asText()) + "_"
                + labels.path("arch").asText();
        String archive = "proxypool-cli_%s_%s.tar.gz".formatted(version, name);
        require(labels.size() == 2, "a selector has os and arch");
        require(platform.path("uri").asText().equals(address + "/" + archive), "uri of " + name);
        require(platform.path("sha256").asText().equals(sha256(archives.resolve(archive))), "sha256 of " + name);
        require(platform.path("bin").asText().equals("proxypool/bin/kubectl-proxypool"), "bin of " + name);
        return name;
    }

    private static String sha256(Path file) throws IOException, GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
        return "%064x".formatted(new BigInteger(1, digest));
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            problems.add(what);
        }
    }
}
