package dev.proxypool.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that follow from others. They are judged, or, with {@code -Dhelm.write=true}, written. */
final class Written {

    private static final String REGENERATE = "mvn -q test -Dtest='dev/proxypool/helm/*Test' -Dhelm.write=true";

    private Written() {}

    static boolean on() {
        return Boolean.getBoolean("helm.write");
    }

    static void judge(Path file, String expected) throws IOException {
        // Tests that run beside this one read the file: what is right already stays untouched.
        if (on() && !text(file).equals(expected)) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, expected);
        }
        assertThat(text(file))
                .as("%s does not follow from the rest any more; if that is what you want: %s", file, REGENERATE)
                .isEqualTo(expected);
    }

    private static String text(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file) : "";
    }
}
