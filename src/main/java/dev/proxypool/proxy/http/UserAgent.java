package dev.proxypool.proxy.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The name and version of this client, by which Twilio's support finds it in its logs. */
public final class UserAgent {

    public static final String VERSION = version();

    /** Such as {@code proxypool/1.2.0 (+java/25)}. */
    public static final String VALUE =
            "proxypool/%s (+java/%d)".formatted(VERSION, Runtime.version().feature());

    private UserAgent() {}

    private static String version() {
        Properties built = new Properties();
        try (InputStream in = UserAgent.class.getResourceAsStream("/dev/proxypool/version.properties")) {
            if (in != null) {
                built.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        // An IDE that does not filter resources leaves ${project.version} unreplaced.
        String version = built.getProperty("version", "unknown");
        return version.startsWith("$") ? "unknown" : version;
    }
}
