package dev.proxypool.app;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/** The names of all settings, as {@code run --help} says them: a misspelt one would mean its default, all namespaces for instance. */
final class SettingNames {

    private static final Pattern NAME = Pattern.compile("\\b(PROXYPOOL|TWILIO)_[A-Z_]+\\b");

    /** Of bin/proxypool. */
    private static final Set<String> OF_THE_LAUNCHER = Set.of("PROXYPOOL_JAVA_OPTS");

    /** The variables that Kubernetes sets in each container for a Service that is called proxypool. */
    private static final Pattern OF_A_SERVICE = Pattern.compile(
            "PROXYPOOL_(\\w+_)?(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT|PORT_[0-9]+_(TCP|UDP|SCTP)(_\\w+)?)");

    private SettingNames() {}

    /** Those that begin as ours and are not among them, each a sentence. */
    static List<String> unknown(Set<String> environment) {
        Set<String> known = known();
        return environment.stream()
                .filter(name -> name.startsWith("PROXYPOOL_"))
                .filter(name -> !known.contains(name) && !OF_THE_LAUNCHER.contains(name))
                .filter(name -> !OF_A_SERVICE.matcher(name).matches())
                .sorted()
                .map("there is no setting %s: see run --help"::formatted)
                .toList();
    }

    private static Set<String> known() {
        Stream<String> lines =
                Arrays.stream(RunCommand.class.getAnnotation(Command.class).footer());
        return lines.flatMap(line -> NAME.matcher(line).results())
                .map(name -> name.group())
                .collect(Collectors.toSet());
    }
}
