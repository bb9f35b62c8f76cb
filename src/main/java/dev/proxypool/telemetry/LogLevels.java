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
 * The levels of the operator's own loggers, as a file says: lines such as {@code dev.proxypool.proxy=DEBUG}, and nothing else. Who
 * may write the file can make the log louder, but cannot say where it goes or what is in it. The file is read again and
 * again; a line that is taken away gives its logger back the level that it had.
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
    /** What they had before, by the names of those that the file has set. */
    private final Map<String, Optional<Level>> before = new HashMap<>();

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log-levels").factory());
    private String told = "";

    LogLevels(Path file, LoggerContext loggers) {
        this.file = file;
        this.loggers = loggers;
    }

    /** Follows a file from now on; it need not be there yet. */
    public static LogLevels follow(Path file) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext loggers)) {
            throw new IllegalStateException("the log is Logback's");
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
            throw new IOException("no regular file");
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

    /** Of loggers that there are: Logback forgets none, so a file must not make new ones. */
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

    /** Once, and not what the lines say: they may say anything. */
    private void tell(String problem) {
        if (!problem.equals(told) && !problem.isEmpty()) {
            log.atWarn().addKeyValue("file", file).log("of the file of log levels, {}", problem);
        }
        told = problem;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
