package dev.proxypool.proxy.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import okhttp3.Authenticator;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** Chooses the web proxy for each host. */
final class WebProxies extends ProxySelector implements Authenticator {

    private static final String HEADER = "Proxy-Authorization";

    private final @Nullable WebProxy https;
    private final @Nullable WebProxy http;
    private final ProxyExceptions exceptions;

    WebProxies(@Nullable WebProxy https, @Nullable WebProxy http, ProxyExceptions exceptions) {
        this.https = https;
        this.http = http;
        this.exceptions = exceptions;
    }

    void of(OkHttpClient.Builder client) {
        client.proxySelector(this).proxyAuthenticator(this);
    }

    @Override
    public List<Proxy> select(URI url) {
        WebProxy proxy = url.getScheme().equals("https") ? https : http;
        return List.of(proxy == null || exceptions.include(url) ? Proxy.NO_PROXY : proxy.address());
    }

    /** Nothing to do: the caller's answer already reports the failed connection. */
    @Override
    public void connectFailed(URI url, SocketAddress address, IOException e) {}

    /** OkHttp calls this before it sends anything, and again after a refusal. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        Request request = response.request();
        String login = route == null ? null : login(route.proxy());
        return login == null || request.header(HEADER) != null
                ? null
                : request.newBuilder().header(HEADER, login).build();
    }

    private @Nullable String login(Proxy proxy) {
        return Stream.of(https, http)
                .filter(Objects::nonNull)
                .filter(known -> known.address().equals(proxy) && known.authorization() != null)
                .map(WebProxy::authorization)
                .findFirst()
                .orElse(null);
    }
}
