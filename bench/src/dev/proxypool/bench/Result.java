package dev.proxypool.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one scenario as they are kept: {@code bench/results/SIZE/SCENARIO.json}.
 *
 * @param seconds that the whole scenario took
 */
record Result(
        String scenario,
        Machine machine,
        long seconds,
        List<Map<String, Object>> rows,
        List<Measured.Verdict> verdicts) {

    private static final Path RESULTS = Path.of("bench", "results");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Path write() {
        Path file = RESULTS.resolve(machine.size()).resolve(scenario + ".json");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, JSON.writeValueAsString(this) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Empty if the scenario was not measured on a machine of this size. */
    static Optional<Result> of(String size, Scenario scenario) {
        Path file = RESULTS.resolve(size).resolve(scenario.word() + ".json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file.toFile(), Result.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
