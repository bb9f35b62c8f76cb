package dev.proxypool.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/**
 * Sets the levels of the operator's own loggers from a file with lines such as {@code dev.proxypool.proxy=DEBUG}, and
 * nothing else. A user who may write the file can make the log louder, but cannot change its target or content. The
 * file is read repeatedly; if a line is removed, its logger returns to its former level.
 */
public final class LogLevels implements AutoCloseable {

    private static final org.slf4j.Logger log = LoggerFactory.getLogger(LogLevels.class);

    private static final Pattern LINE =
            Pattern.compile("(dev\\.proxypool(?:\\.[A-Za-z0-9_]+)*)\\s*=\\s*(ERROR|WARN|INFO|DEBUG|TRACE)");
    private static final Pattern NOTHING = Pattern.compile("(?:#.*)?");
    private static final int LARGEST_FILE = 16 * 1024;
    private static final int PERIOD_SECONDS = 10;

    private final Path file;
    private final LoggerContext loggers;
    /** The former levels, by the names of the loggers that the file has set. */
    private final Map<String, Optional<Level>> before = new HashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-levels").factory());
    private String told = "";

    LogLevels(Path file, LoggerContext loggers) {
        this.file = file;
        this.loggers = loggers;
    }

    /** Follows a file from now on; it need not exist yet. */
    public static LogLevels follow(Path file) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)) {
            throw new IllegalStateException("the logging backend must be Logback");
        }
        LogLevels levels = new LogLevels(file, loggers);
        var _ = levels.thread.scheduleWithFixedDelay(levels::look, 0, PERIOD_SECONDS, TimeUnit.SECONDS);
        return levels;
    }

    void look() {
        try {
            apply(read());
        } catch (IOException e) {
            tell("it cannot be read (%s)".formatted(e.getClass().getSimpleName()));
        }
    }

    private String read() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        if (!Files.isRegularFile(file)) {
            throw new IOException("not a regular file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST_FILE + 1);
            if (bytes.length > LARGEST_FILE) {
                throw new IOException("too large");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private void apply(String text) {
        Map<String, Level> wanted = new HashMap<>();
        StringJoiner wrong = new StringJoiner(", ");
        int number = 0;
        for (String line : text.lines().map(String::strip).toList()) {
            number++;
            Matcher level = LINE.matcher(line);
            if (level.matches()) {
                wanted.put(level.group(1), Level.valueOf(level.group(2)));
            } else if (!NOTHING.matcher(line).matches()) {
                wrong.add("" + number);
            }
        }
        apply(wanted);
        tell(wrong.length() == 0 ? "" : "these lines are not like dev.proxypool.proxy=DEBUG: " + wrong);
    }

    /** Only existing loggers: Logback keeps every logger for ever, so a file must not create new ones. */
    private void apply(Map<String, Level> wanted) {
        before.entrySet().removeIf(entry -> {
            boolean isOver = !wanted.containsKey(entry.getKey());
            if (isOver) {
                loggers.getLogger(entry.getKey()).setLevel(entry.getValue().orElse(null));
            }
            return isOver;
        });
        wanted.forEach((name, level) -> {
            Logger logger = loggers.exists(name);
            if (logger != null) {
                before.putIfAbsent(name, Optional.ofNullable(logger.getLevel()));
                logger.setLevel(level);
            }
        });
    }

    /** Logs a problem once, without quoting the lines: they may contain anything. */
    private void tell(String problem) {
        if (!problem.equals(told) && !problem.isEmpty()) {
            log.atWarn()
                    .addKeyValue("file", file)
                    .log("the operator cannot use all of the file of log levels: {}", problem);
        }
        told = problem;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
