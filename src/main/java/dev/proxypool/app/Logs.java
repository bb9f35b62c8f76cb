package dev.proxypool.app;

import ch.qos.logback.classic.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Log lines where a person reads: the terminal belongs to what a command prints; what went wrong still shows. */
final class Logs {

    private Logs() {}

    /** Whoever sets a level has it. */
    static void quiet() {
        if (System.getenv("PROXYPOOL_LOG_LEVEL") == null
                && LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME) instanceof ch.qos.logback.classic.Logger root) {
            root.setLevel(Level.ERROR);
        }
        java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.WARNING);
    }
}
