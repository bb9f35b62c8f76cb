package dev.proxypool.app;

import ch.qos.logback.classic.Level;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines where a person reads: the terminal belongs to what a command prints; what went wrong still shows. */
final class Logs {

    private static final List<String> LEVELS = List.of("ERROR", "WARN", "INFO", "DEBUG", "TRACE");

    private Logs() {}

    /** What is wrong with the levels, each a sentence: Logback takes a word that it does not know for DEBUG. */
    static List<String> problems(Map<String, String> environment) {
        return Stream.of("PROXYPOOL_LOG_LEVEL", "PROXYPOOL_FRAMEWORK_LOG_LEVEL")
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .filter(name -> !LEVELS.contains(
                        environment.getOrDefault(name, "").strip().toUpperCase(Locale.ROOT)))
                .map(name -> "%s must be %s, got '%s'"
                        .formatted(name, String.join(" or ", LEVELS), environment.getOrDefault(name, "")))
                .toList();
    }

    private static void quiet(String setting, String name) {
        if (System.getenv(setting) == null
                && LoggerFactory.getLogger(name) instanceof ch.qos.logback.classic.Logger logger) {
            logger.setLevel(Level.ERROR);
        }
    }

    /** A level that the user sets stays. */
    static void quiet() {
        quiet("PROXYPOOL_LOG_LEVEL", "dev.proxypool");
        quiet("PROXYPOOL_FRAMEWORK_LOG_LEVEL", Logger.ROOT_LOGGER_NAME);
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    }
}
