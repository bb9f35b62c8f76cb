package dev.proxypool.proxy.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How requests to Twilio leave this network, from the variables that other programs know too: HTTPS_PROXY, HTTP_PROXY
 * and NO_PROXY, in upper or lower case, and SSL_CERT_FILE. Java itself reads none of them.
 *
 * @param authorities null if only those of the Java runtime are trusted
 * @param problems of the variables, each a sentence for the user; an invalid variable is ignored
 */
public record NetworkEnvironment(
        WebProxies proxies, @Nullable TrustedAuthorities authorities, List<String> problems) {

    private static final String CERTIFICATES = "SSL_CERT_FILE";

    /**
     * Of this process. Read once, when it is first needed: a bundle of a hundred certificates takes a quarter of a
     * second.
     */
    private static final class Own {
        static final NetworkEnvironment NETWORK = read(System.getenv());
    }

    static NetworkEnvironment ofThisProcess() {
        return Own.NETWORK;
    }

    static NetworkEnvironment read(Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        var proxies = new WebProxies(
                proxy(environment, "HTTPS_PROXY", problems),
                proxy(environment, "HTTP_PROXY", problems),
                ProxyExceptions.parse(value(environment, "NO_PROXY")));
        return new NetworkEnvironment(proxies, authorities(environment, problems), List.copyOf(problems));
    }

    /** The problems of these variables, one sentence each; empty if there are none. */
    public static List<String> problems(Map<String, String> environment) {
        boolean own = environment.equals(System.getenv());
        return (own ? ofThisProcess() : read(environment)).problems();
    }

    private static @Nullable WebProxy proxy(Map<String, String> environment, String name, List<String> problems) {
        String url = value(environment, name);
        try {
            return url.isEmpty() ? null : WebProxy.parse(url);
        } catch (IllegalArgumentException e) {
            problems.add(name + " " + e.getMessage());
            return null;
        }
    }

    private static @Nullable TrustedAuthorities authorities(Map<String, String> environment, List<String> problems) {
        String file = environment.getOrDefault(CERTIFICATES, "").strip();
        try {
            return file.isEmpty() ? null : TrustedAuthorities.with(file);
        } catch (IllegalArgumentException e) {
            problems.add("%s %s".formatted(CERTIFICATES, e.getMessage()));
            return null;
        }
    }

    private static String value(Map<String, String> environment, String name) {
        String upper = environment.getOrDefault(name, "").strip();
        return upper.isEmpty()
                ? environment.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip()
                : upper;
    }
}
