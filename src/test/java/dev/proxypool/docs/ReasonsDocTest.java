package dev.proxypool.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.status.Reason;
import dev.proxypool.status.Reason.Remedy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/reasons.md} is the table of {@link Reason}. With {@code -Ddocs.write=true} it is written instead of judged. */
class ReasonsDocTest {

    private static final Path PAGE = Path.of("docs", "reasons.md");
    private static final String REGENERATE = "mvn -q test -Dtest=ReasonsDocTest -Ddocs.write=true";

    @Test
    void thePageTellsTheReasonsAsTheCodeHasThem() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page());
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("%s is not what the code says; write it anew with: %s", PAGE, REGENERATE)
                .isEqualTo(page());
    }

    private static String page() {
        return """
            <!-- Generated from src/main/java/dev/proxypool/status/Reason.java. Write it anew with:
                 %s -->
            # Reasons

            The `Ready` condition of a resource has one of these reasons; its message states the facts. `Reconciling` and `Stalled` repeat
            the reason of `Ready`. The reasons are part of the API: scripts and alerts may rely on them. Start with
            [troubleshooting](troubleshooting.md).

            ```sh
            bin/proxypool status -A                        # reason and message of everything that is not Ready
            kubectl get proxypool -A                       # the reason of everything
            ```

            ## Ready: nothing to do

            %s
            ## Reconciling: the operator retries

            %s
            ## Stalled: a person must act

            %s
            ## Beside Ready

            | Condition | Only present while | Reason |
            |---|---|---|
            | `InSync=False` | the operator reports a drift and does not correct it | `Drifted` |
            | `RemoteVerified=False` | the operator cannot verify a settled resource | one of the reasons above, such as `RemoteUnavailable` |
            | `Suspended=True` | `spec.suspend` is true | `Suspended` |
            """.formatted(REGENERATE, table(Remedy.NONE), table(Remedy.RETRY), table(Remedy.USER));
    }

    private static String table(Remedy remedy) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.remedy() == remedy)
                .map(reason -> "| `%s` | %s | %s |\n"
                        .formatted(reason.word(), cell(reason.meaning()), cell(reason.whatToDo())))
                .collect(Collectors.joining("", "| Reason | What it means | What to do |\n|---|---|---|\n", ""));
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
