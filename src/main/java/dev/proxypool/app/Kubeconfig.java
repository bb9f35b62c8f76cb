package dev.proxypool.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.proxypool.cli.ClusterError;
import dev.proxypool.cli.TextFile;
import dev.proxypool.cli.UserError;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is meant. The client looks further if a kubeconfig does not lead to one, to the cluster that it runs in for
 * instance: so what was asked for is checked first, and a mistake in it does not lead to another cluster.
 *
 * @param files those of KUBECONFIG, or the usual one
 * @param named whether KUBECONFIG names them
 */
record Kubeconfig(List<Path> files, boolean named) {

    private static final String VARIABLE = "KUBECONFIG";
    private static final Path TOKEN = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    /** @throws InvalidConfig with the file, if it leads to no cluster */
    static void check(@Nullable String context) {
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home", ""));
        check(System.getenv(), Path.of(home), context);
    }

    /** @param context null for the current one */
    static void check(Map<String, String> environment, Path home, @Nullable String context) {
        boolean addressed = System.getProperty("kubernetes.master") != null || isSet(environment, "KUBERNETES_MASTER");
        Kubeconfig config = of(environment, home);
        List<Path> there = config.files().stream().filter(Files::exists).toList();
        if (there.isEmpty() && config.named()) {
            throw invalid("KUBECONFIG names %s, which is not there: correct it, or unset it".formatted(config.names()));
        }
        boolean inside = isSet(environment, "KUBERNETES_SERVICE_HOST") || Files.exists(TOKEN);
        if (there.isEmpty() && context == null && (addressed || inside)) {
            return;
        }
        if (there.isEmpty()) {
            throw invalid("no cluster is configured: set KUBECONFIG to a kubeconfig; %s is not there"
                    .formatted(config.names()));
        }
        // What is no regular file can be read once, and the client has to read it.
        if (there.stream().allMatch(file -> Files.isRegularFile(file) || Files.isDirectory(file))) {
            config.check(there, context, !config.named() && (addressed || inside));
        }
    }

    private static Kubeconfig of(Map<String, String> environment, Path home) {
        return isSet(environment, VARIABLE)
                ? new Kubeconfig(
                        Arrays.stream(environment.getOrDefault(VARIABLE, "").split(File.pathSeparator, -1))
                                .filter(name -> !name.isBlank())
                                .map(Path::of)
                                .toList(),
                        true)
                : new Kubeconfig(List.of(home.resolve(".kube").resolve("config")), false);
    }

    /** As kubectl merges them: of what is in several files, the first counts. */
    private void check(List<Path> there, @Nullable String context, boolean mayNameNone) {
        List<JsonNode> all = there.stream().map(Kubeconfig::read).toList();
        String current = all.stream()
                .map(one -> one.path("current-context").asText(""))
                .filter(name -> !name.isEmpty())
                .findFirst()
                .orElse("");
        String wanted = context == null ? current : context;
        List<String> contexts = names(all, "contexts");
        if (wanted.isEmpty() && mayNameNone) {
            return;
        }
        if (wanted.isEmpty()) {
            throw invalid("%s has no current-context: kubectl config use-context sets it%s"
                    .formatted(names(), thereAre(contexts)));
        }
        JsonNode chosen = entry(all, "contexts", wanted)
                .orElseThrow(
                        () -> invalid("there is no context %s in %s%s".formatted(wanted, names(), thereAre(contexts))));
        for (String part : List.of("cluster", "user")) {
            String name = chosen.path("context").path(part).asText("");
            boolean required = part.equals("cluster") || !name.isEmpty();
            if (required && entry(all, part + "s", name).isEmpty()) {
                throw invalid("context %s in %s names %s '%s', which is not there%s"
                        .formatted(wanted, names(), part, name, thereAre(names(all, part + "s"))));
            }
        }
    }

    private static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(TextFile.read(file));
        } catch (UserError e) {
            throw invalid("KUBECONFIG: " + e.getMessage());
        } catch (JsonProcessingException e) {
            throw invalid("%s is no kubeconfig: %s".formatted(file, ClusterError.line(e.getOriginalMessage())));
        } catch (IOException e) {
            throw invalid("%s cannot be read (%s)".formatted(file, e.getClass().getSimpleName()));
        }
    }

    private static Optional<JsonNode> entry(List<JsonNode> all, String list, String name) {
        return all.stream()
                .flatMap(one -> StreamSupport.stream(one.path(list).spliterator(), false))
                .filter(entry -> entry.path("name").asText().equals(name))
                .findFirst();
    }

    private static List<String> names(List<JsonNode> all, String list) {
        List<String> names = new ArrayList<>();
        all.forEach(one ->
                one.path(list).forEach(entry -> names.add(entry.path("name").asText())));
        return names.stream().distinct().toList();
    }

    private static String thereAre(List<String> names) {
        return names.isEmpty() ? "" : "; there are: " + String.join(", ", names);
    }

    private String names() {
        return String.join(
                File.pathSeparator, files.stream().map(Path::toString).toList());
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        return !environment.getOrDefault(name, "").isBlank();
    }

    private static InvalidConfig invalid(String problem) {
        return new InvalidConfig(List.of(problem));
    }
}
