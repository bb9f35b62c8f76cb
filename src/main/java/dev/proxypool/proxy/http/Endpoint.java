package dev.proxypool.proxy.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Where Twilio Proxy is: the only address that receives requests, and with them the credentials.
 *
 * @param base such as {@code https://proxy.twilio.com}, without a trailing slash
 */
public record Endpoint(URI base) {

    private static final Pattern LABEL = Pattern.compile("[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1");

    private static final Pattern TWILIO_HOST =
            Pattern.compile("https://proxy(\\.[a-z0-9-]+)??(\\.(?<region>[a-z0-9-]+))?\\.twilio\\.com");

    private static final Pattern TWILIO_PATH = Pattern.compile("(?i).*/v1(/services(/.*)?)?/?");

    /**
     * Up to the last @, because a password may contain any character, and text that does not parse follows no rules.
     */
    private static final Pattern USER_INFO = Pattern.compile("(?is)^(https?://)?.*@");

    /**
     * Twilio's own, in the United States: the only region known to have Proxy. Declared below the patterns that check
     * it.
     */
    public static final Endpoint TWILIO = of(null, null);

    public Endpoint {
        base = canonical(base.toString());
    }

    /**
     * The host as Twilio's SDKs build it from TWILIO_REGION and TWILIO_EDGE. An edge alone implies the region us1;
     * blank means absent.
     *
     * @throws IllegalArgumentException if either cannot be part of a host name; the message is for the user
     */
    public static Endpoint of(@Nullable String region, @Nullable String edge) {
        Optional<String> atEdge = label("edge", edge);
        Optional<String> inRegion = label("region", region).or(() -> atEdge.map(any -> "us1"));
        List<String> host = Stream.of(Optional.of("proxy"), atEdge, inRegion, Optional.of("twilio.com"))
                .flatMap(Optional::stream)
                .toList();
        return parse("https://" + String.join(".", host));
    }

    /**
     * A base URL of the user's own, such as a gateway or the simulator. Its path is kept and prefixed to Twilio's.
     *
     * @throws IllegalArgumentException with all its problems at once; the message is for the user
     */
    public static Endpoint parse(String baseUrl) {
        return new Endpoint(canonical(baseUrl));
    }

    /**
     * Who vouches for the answers: empty for Twilio in the United States, Twilio's region for another one, otherwise
     * the base URL. Edges of one region lead to the same accounts.
     */
    public String realm() {
        Matcher twilio = TWILIO_HOST.matcher(base.toString());
        if (!twilio.matches()) {
            return base.toString();
        }
        String region = Optional.ofNullable(twilio.group("region")).orElse("us1");
        return region.equals("us1") ? "" : region;
    }

    /** Whether it is a host of Twilio itself, of any region and edge. */
    boolean isTwilio() {
        return TWILIO_HOST.matcher(base.toString()).matches();
    }

    @Override
    public String toString() {
        return base.toString();
    }

    private static URI canonical(String text) {
        HttpUrl url = HttpUrl.parse(text.strip());
        if (url == null) {
            throw new IllegalArgumentException(
                    "the base URL must be like https://proxy.twilio.com, got '%s'".formatted(withoutUserInfo(text)));
        }
        List<String> problems = problems(url);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the base URL '%s' %s".formatted(withoutUserInfo(text), String.join("; it ", problems)));
        }
        return URI.create(url.toString().replaceAll("/+$", ""));
    }

    private static List<String> problems(HttpUrl url) {
        List<String> problems = new ArrayList<>();
        if (!url.isHttps() && !LOOPBACK.matcher(url.host()).matches()) {
            problems.add("must begin with https, because requests carry the credentials (http is for localhost only)");
        }
        if (!url.username().isEmpty() || !url.password().isEmpty()) {
            problems.add("must not carry a user name or password: the credentials have their own settings");
        }
        if (url.query() != null) {
            problems.add("must not have a query");
        }
        if (TWILIO_PATH.matcher(url.encodedPath()).matches()) {
            problems.add("must not have Twilio's own path: /v1 and what follows is added to it");
        }
        if (url.fragment() != null) {
            problems.add("must not have a fragment");
        }
        return problems;
    }

    private static String withoutUserInfo(String text) {
        return USER_INFO.matcher(text).replaceAll("$1…@");
    }

    private static Optional<String> label(String what, @Nullable String text) {
        Optional<String> label = Optional.ofNullable(text).map(String::strip).filter(t -> !t.isEmpty());
        if (label.filter(t -> !LABEL.matcher(t).matches()).isPresent()) {
            throw new IllegalArgumentException("a Twilio %s must be one part of a host name, such as %s, got '%s'"
                    .formatted(what, what.equals("edge") ? "dublin" : "ie1", label.get()));
        }
        return label;
    }
}
