package dev.proxypool.bench;

import static dev.proxypool.bench.Measured.row;

import dev.proxypool.bench.Measured.Verdict;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Secrets that are none of the operator's business, where it watches all namespaces and uses one Secret. */
final class ForeignSecrets {
    private static final List<Integer> SECRETS = List.of(0, 50_000);
    private static final int RESOURCES = 100;
    private static final String CONTENT = "x".repeat(1_024);
    private static final double FLAT = 0.1;

    private ForeignSecrets() {}

    static Measured measure(Rig rig) {
        Codes codes = new Codes(1, 1, RESOURCES, 1);
        List<Map<String, Object>> rows = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        try (Twilio twilio = rig.twilio(codes, _ -> true)) {
            rig.cluster().declareAccount("main", codes, twilio);
            rig.cluster()
                    .each(
                            codes.all(),
                            code -> rig.cluster().declare(codes, code, Map.of("accountRef", Map.of("name", "main"))));
            int there = 0;
            for (int secrets : SECRETS) {
                rig.cluster().each(IntStream.range(there, secrets), i -> createSecret(rig.cluster(), i));
                there = secrets;
                OperatorProgram.Settings settings = new OperatorProgram.Settings(
                        twilio.uri(), codes.accountSid(), "", Duration.ofMinutes(1), Map.of());
                try (OperatorProgram operator = rig.operator(settings)) {
                    operator.awaitReady(RESOURCES, Duration.ofMinutes(2));
                    Await.pass(Duration.ofSeconds(30));
                    Program program = operator.program();
                    memory.add(program.residentMiB());
                    rows.add(row(
                            "Foreign Secrets of 1 KiB",
                            secrets,
                            "Memory MiB",
                            program.residentMiB(),
                            "Memory at most, MiB",
                            program.peakMiB(),
                            "CPU s",
                            program.cpu().toMillis() / 1_000.0));
                }
            }
        }
        double growth = memory.getLast() / memory.getFirst() - 1;
        return new Measured(
                rows,
                List.of(new Verdict(
                        "50,000 foreign Secrets: memory stays flat (10 % either way)",
                        "%+.1f %%".formatted(100 * growth), Math.abs(growth) < FLAT)));
    }

    private static void createSecret(ApiServer cluster, int number) {
        cluster.client()
                .secrets()
                .inNamespace(cluster.namespace())
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("foreign-%05d".formatted(number))
                        .withNamespace(cluster.namespace())
                        .endMetadata()
                        .addToStringData("content", CONTENT)
                        .build())
                .create();
    }
}
