package dev.proxypool.proxy.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import okhttp3.Credentials;
import org.jspecify.annotations.Nullable;

/**
 * A web proxy of the network, which leads to hosts outside.
 *
 * @param authorization the value of its Proxy-Authorization header; null if it needs none
 */
record WebProxy(Proxy address, @Nullable String authorization) {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*");
    private static final String WANTED =
            "must be like http://proxy.example.com:3128 or socks5://proxy.example.com:1080";

    /**
     * Parses as curl does: the scheme may be absent.
     *
     * @throws IllegalArgumentException with a message for the user that begins with "must" and does not contain a
     *     password
     */
    static WebProxy parse(String url) {
        URI uri = uri(SCHEME.matcher(url).matches() ? url : "http://" + url);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        return switch (scheme) {
            case "http" -> of(Proxy.Type.HTTP, host, uri.getPort() < 0 ? 80 : uri.getPort(), uri);
            case "socks5", "socks5h", "socks" ->
                of(Proxy.Type.SOCKS, host, uri.getPort() < 0 ? 1080 : uri.getPort(), uri);
            default ->
                throw new IllegalArgumentException("%s; a proxy by %s is not supported".formatted(WANTED, scheme));
        };
    }

    private static URI uri(String text) {
        try {
            URI uri = new URI(text);
            if (uri.getHost() != null && uri.getPort() <= 65_535) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Reported below, without the text: it may contain a password.
        }
        throw new IllegalArgumentException(WANTED);
    }

    private static WebProxy of(Proxy.Type type, String host, int port, URI uri) {
        String login = Optional.ofNullable(uri.getUserInfo()).orElse("");
        int colon = login.indexOf(':');
        String authorization = login.isEmpty()
                ? null
                : Credentials.basic(
                        colon < 0 ? login : login.substring(0, colon),
                        colon < 0 ? "" : login.substring(colon + 1),
                        StandardCharsets.UTF_8);
        return new WebProxy(new Proxy(type, InetSocketAddress.createUnresolved(host, port)), authorization);
    }

    /** Without the login. */
    @Override
    public String toString() {
        return address.toString();
    }
}
