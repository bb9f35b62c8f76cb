package dev.proxypool.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Executes the commands for people one after the other on a {@link TrainingGround}: its JVM has then seen what each needs. */
@Command(
        name = "tour",
        description =
                "For builds, called by train: executes every command once, so that a JVM can archive the classes.",
        hidden = true)
final class TourCommand implements Callable<Integer> {

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("tour");
        Path manifests = folder.resolve("manifests");
        try {
            for (List<String> stop : stops(manifests)) {
                Main.commandLine(stop.getFirst()).execute(stop.toArray(String[]::new));
            }
        } finally {
            delete(manifests);
            Files.delete(folder);
        }
        return 0;
    }

    /** @param manifests a folder that is not there yet */
    static List<List<String>> stops(Path manifests) {
        String code = "psc/" + TrainingGround.NAME;
        String pool = "pscp/" + TrainingGround.NAME;
        return List.of(
                List.of("--help"),
                List.of("status", "--help"),
                List.of("status", "-A"),
                List.of("status", code, "-o", "json"),
                List.of("status", "-o", "yaml"),
                List.of("check"),
                List.of("version"),
                List.of("completion", "bash"),
                List.of("import", "-o", manifests.toString()),
                List.of("plan", "-f", manifests.toString()),
                List.of("plan", "-f", manifests.toString(), "-o", "json"),
                List.of("suspend", code, pool),
                List.of("resume", code, pool),
                List.of("orphan", code, "--yes"),
                List.of("approve", pool, "--yes"),
                // Nothing answers here: the wait is what is learnt.
                List.of("reconcile", code, "--wait", "--timeout", "1s"));
    }

    private static void delete(Path manifests) throws IOException {
        if (!Files.exists(manifests)) {
            return;
        }
        try (var files = Files.list(manifests)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(manifests);
    }
}
