package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Twilio's newest Java SDK, which has no short codes any more. Two versions of it cannot share a class path, and calls
 * by reflection would hide what it is like to use, so Java runs a source file against it in a process of its own.
 */
class NewestTwilioJavaSdkTest {
    /** Put there by the build; the other libraries that it needs are those of the tests. */
    private static final Path LIBRARIES = Path.of("target", "twilio-newest");

    private static final Path PROGRAM = Path.of("src", "test", "compat", "TwilioJavaSdk.java");

    @Test
    void numbersAndServicesAreWhatItExpects() throws Exception {
        try (Simulator simulator = Example.start(Example.state())) {
            String output = run(simulator.uri().toString(), Example.ACCOUNT, Example.TOKEN);

            assertThat(output.lines()).hasSize(7).allMatch(line -> line.startsWith("ok "));
            assertThat(simulator.requests())
                    .filteredOn(request -> request.path().contains("/PhoneNumbers"))
                    .extracting(LoggedRequest::method)
                    .contains("POST", "GET", "DELETE");
        }
    }

    private static String run(String... arguments) throws IOException, InterruptedException {
        Stream<String> java = Stream.of(ProcessHandle.current().info().command().orElseThrow(), "-cp", classPath());
        Process process = new ProcessBuilder(Stream.of(java, Stream.of(PROGRAM.toString()), Stream.of(arguments))
                        .flatMap(part -> part)
                        .toList())
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        return output;
    }

    private static String classPath() {
        List<String> ofTests =
                Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        String older = ofTests.stream()
                .filter(jar -> Path.of(jar).getFileName().toString().matches("twilio-[0-9.]+\\.jar"))
                .collect(Collectors.joining());
        assertThat(older).endsWith(".jar");
        return Stream.concat(
                        Stream.of(LIBRARIES + File.separator + "*"),
                        ofTests.stream().filter(jar -> !jar.equals(older)))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
