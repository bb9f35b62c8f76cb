package dev.proxypool.bench;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.proxy.v1.service.ShortCode;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.HttpClientBuilder;

/**
 * What one would write without an operator: a loop over the declared codes with Twilio's own Java SDK, which fetches each,
 * creates what is missing and updates what differs.
 */
final class Peer {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TOO_MANY = 429;
    private static final int NOT_FOUND = 404;

    private final Codes codes;
    private final TwilioRestClient twilio;

    Peer(Codes codes, URI uri) {
        this.codes = codes;
        HttpHost host = new HttpHost(uri.getHost(), uri.getPort(), uri.getScheme());
        HttpClientBuilder connections = HttpClientBuilder.create().setRoutePlanner((_, _, _) -> new HttpRoute(host));
        this.twilio = new TwilioRestClient.Builder(codes.accountSid(), Codes.TOKEN)
                .httpClient(new NetworkHttpClient(connections))
                .build();
    }

    /** One run of the loop over all codes. */
    void loop(boolean reserved) {
        codes.all().forEach(code -> ensure(codes.serviceSid(code), Codes.codeSid(code), reserved));
    }

    private void ensure(String service, String code, boolean reserved) {
        ShortCode member;
        try {
            member = patiently(() -> ShortCode.fetcher(service, code).fetch(twilio));
        } catch (ApiException e) {
            if (e.getStatusCode() != NOT_FOUND) {
                throw e;
            }
            member = patiently(() -> ShortCode.creator(service, code).create(twilio));
        }
        if (member.getIsReserved() != reserved) {
            var unused = patiently(() ->
                    ShortCode.updater(service, code).setIsReserved(reserved).update(twilio));
        }
    }

    private static <T> T patiently(Supplier<T> call) {
        while (true) {
            try {
                return call.get();
            } catch (ApiException e) {
                if (e.getStatusCode() != TOO_MANY) {
                    throw e;
                }
                Await.pass(PAUSE);
            }
        }
    }
}
