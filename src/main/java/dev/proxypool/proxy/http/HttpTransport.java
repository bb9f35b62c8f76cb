package dev.proxypool.proxy.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import okhttp3.ConnectionPool;
import okhttp3.FormBody;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends one request, once, and reads its answer to the end. It knows HTTP, but not the meaning of the answers. */
final class HttpTransport {

    /** A full page of 100 members is about 60 KB. */
    static final long MAX_BODY_BYTES = 1L << 20;

    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    /**
     * Shared by all accounts, so that they share connections. Each of its lines keeps one method to one request: OkHttp
     * would otherwise retry after a broken connection, and after a 503 with "Retry-After: 0". Connections are dropped
     * well before a load balancer would close them, because a request over a closed one fails, and is not retried here.
     * Twilio's own SDKs use HTTP/1.1.
     */
    private static final OkHttpClient COMMON = common(NetworkEnvironment.ofThisProcess());

    private final OkHttpClient client;
    private final Credentials credentials;
    private final InstantSource clock;

    HttpTransport(Credentials credentials, ClientSettings settings, InstantSource clock) {
        this(COMMON, credentials, settings, clock);
    }

    HttpTransport(OkHttpClient common, Credentials credentials, ClientSettings settings, InstantSource clock) {
        this.client = common.newBuilder()
                .connectTimeout(settings.connectTimeout())
                .callTimeout(settings.callTimeout())
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .build();
        this.credentials = credentials;
        this.clock = clock;
    }

    static OkHttpClient common(NetworkEnvironment network) {
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                .addNetworkInterceptor(chain -> hideFromOkHttp(chain.proceed(chain.request())))
                .connectionPool(new ConnectionPool(5, 20, TimeUnit.SECONDS))
                .protocols(List.of(Protocol.HTTP_1_1));
        network.proxies().of(client);
        if (network.authorities() != null) {
            network.authorities().of(client);
        }
        return client.build();
    }

    RawResponse send(TwilioRequest asked) {
        Request request = new Request.Builder()
                .url(asked.url())
                .method(asked.operation().method(), form(asked))
                .header("Authorization", credentials.authorization())
                .header("User-Agent", UserAgent.VALUE)
                .header("Accept", "application/json")
                .build();
        try (Response response = client.newCall(request).execute()) {
            Parsed<Body> body = body(response.body());
            return new RawResponse.Received(
                    response.code(),
                    body,
                    requestId(response),
                    RetryAfter.in(response.headers(), clock.instant()),
                    concurrent(response));
        } catch (IOException e) {
            return new RawResponse.Broken(
                    IoErrorText.explain(e, asked.url().uri().getAuthority(), through(asked.url())));
        }
    }

    /** The web proxy on the way, without its login; empty if there is none. */
    private String through(HttpUrl url) {
        Proxy proxy = client.proxySelector().select(url.uri()).getFirst();
        return proxy.address() instanceof InetSocketAddress address
                ? " through the proxy %s:%d".formatted(address.getHostString(), address.getPort())
                : "";
    }

    private static @Nullable RequestBody form(TwilioRequest asked) {
        if (asked.form().isEmpty()) {
            return null;
        }
        FormBody.Builder form = new FormBody.Builder();
        asked.form().forEach(form::add);
        return form.build();
    }

    /** Reads only one byte more than is allowed, to detect a body that is too large. */
    private Parsed<Body> body(ResponseBody body) throws IOException {
        BufferedSource source = body.source();
        return source.request(MAX_BODY_BYTES + 1)
                ? new Parsed.Malformed<>("the answer is larger than %d MiB".formatted(MAX_BODY_BYTES >> 20))
                : new Parsed.Success<>(new Body(source.readByteArray(), credentials::conceal));
    }

    /**
     * An auth token consists of the same characters as a request id: one that contains a secret is not reported at all.
     */
    private @Nullable String requestId(Response response) {
        String id = response.header("Twilio-Request-Id");
        boolean tellable = id != null
                && REQUEST_ID.matcher(id).matches()
                && credentials.conceal(id).equals(id);
        return tellable ? id : null;
    }

    private static int concurrent(Response response) {
        String count = response.header("Twilio-Concurrent-Requests", "");
        return COUNT.matcher(count).matches() ? Integer.parseInt(count) : 0;
    }

    private static Response hideFromOkHttp(Response response) {
        return response.code() == 503
                ? response.newBuilder().removeHeader("Retry-After").build()
                : response;
    }
}
