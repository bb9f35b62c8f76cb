package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.proxy.v1.Service;
import com.twilio.rest.proxy.v1.service.ShortCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.HttpClientBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Twilio's own Java SDK, unchanged: only its connections lead to the simulator instead of {@code proxy.twilio.com}. */
class TwilioJavaSdkTest {
    private Simulator simulator = Example.start(Example.state());
    private TwilioRestClient twilio = sdk(Example.TOKEN);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void aShortCodeIsCreatedFetchedReservedAndDeleted() {
        ShortCode created = ShortCode.creator(MESSAGING, FREE).create(twilio);
        ShortCode reserved =
                ShortCode.updater(MESSAGING, FREE).setIsReserved(true).update(twilio);
        ShortCode untouched = ShortCode.updater(MESSAGING, FREE).update(twilio);
        ShortCode fetched = ShortCode.fetcher(MESSAGING, FREE).fetch(twilio);

        assertThat(created.getIsReserved()).isFalse();
        assertThat(created.getShortCode()).isEqualTo("12345");
        assertThat(created.getDateCreated()).isNotNull();
        assertThat(reserved.getIsReserved()).isTrue();
        assertThat(untouched).isEqualTo(reserved);
        assertThat(fetched).isEqualTo(reserved);
        assertThat(ShortCode.deleter(MESSAGING, FREE).delete(twilio)).isTrue();
        assertThat(simulator.requests())
                .extracting(LoggedRequest::method)
                .containsExactly("POST", "POST", "POST", "GET", "DELETE");
    }

    @Test
    void everyRecordOfAListOfManyPagesArrives() {
        simulator.close();
        simulator = Example.start(ManyCodes.inOneService(257));
        twilio = sdk(Example.TOKEN);

        for (Integer pageSize : new Integer[] {null, 20, 100, 130, 1000}) {
            var reader = ShortCode.reader(MESSAGING);
            if (pageSize != null) {
                reader.pageSize(pageSize);
            }
            List<String> sids = new ArrayList<>();
            reader.read(twilio).forEach(code -> sids.add(code.getSid()));

            assertThat(sids).as("page size %s", pageSize).hasSize(257).doesNotHaveDuplicates();
        }
    }

    @Test
    void aLimitEndsTheList() {
        simulator.close();
        simulator = Example.start(ManyCodes.inOneService(257));
        twilio = sdk(Example.TOKEN);

        assertThat(ShortCode.reader(MESSAGING).limit(120).read(twilio)).hasSize(120);
    }

    @Test
    void servicesAreCreatedListedFetchedAndDeleted() {
        Service created = Service.creator("third").create(twilio);
        List<String> names = new ArrayList<>();
        Service.reader().read(twilio).forEach(service -> names.add(service.getUniqueName()));

        assertThat(names).containsExactlyInAnyOrder("messaging", "support", "third");
        assertThat(Service.fetcher(created.getSid()).fetch(twilio)).isEqualTo(created);
        assertThat(Service.deleter(created.getSid()).delete(twilio)).isTrue();
    }

    @Test
    void anErrorArrivesWithStatusCodeMessageAndLink() {
        ApiException refusal = catchThrowableOfType(
                ApiException.class, () -> ShortCode.creator(MESSAGING, POOLED).create(twilio));

        assertThat(refusal.getStatusCode()).isEqualTo(400);
        assertThat(refusal.getCode()).isEqualTo(80101);
        assertThat(refusal.getMessage()).contains("another Service");
        assertThat(refusal.getMoreInfo()).endsWith("/80101");
    }

    @Test
    void theUsualErrorsAreWhatTheSdkExpects() {
        assertThat(codeOf(() -> ShortCode.fetcher(MESSAGING, FREE).fetch(twilio)))
                .isEqualTo("404/20404");
        assertThat(codeOf(() -> ShortCode.fetcher(MESSAGING, FREE).fetch(sdk("wrong"))))
                .isEqualTo("401/20003");
        simulator.put(SUPPORT, POOLED, false, true);
        assertThat(codeOf(() -> ShortCode.deleter(SUPPORT, POOLED).delete(twilio)))
                .isEqualTo("400/80611");
        simulator.addFault(Match.ANY.times(1).then(new Effect.Status(429, 20429)));
        assertThat(codeOf(() -> ShortCode.fetcher(SUPPORT, POOLED).fetch(twilio)))
                .isEqualTo("429/20429");
    }

    @Test
    void aCreateThatFailedAfterItWasDoneComesBackAsAlreadyThere() {
        simulator.addFault(Match.of("POST", "**").times(1).then(new Effect.Status(500, 20500, null, true)));

        assertThat(codeOf(() -> ShortCode.creator(MESSAGING, FREE).create(twilio)))
                .isEqualTo("400/80105");
    }

    private static String codeOf(Runnable call) {
        ApiException refusal = catchThrowableOfType(ApiException.class, call::run);
        return refusal.getStatusCode() + "/" + refusal.getCode();
    }

    private TwilioRestClient sdk(String token) {
        HttpHost host = new HttpHost(simulator.uri().getHost(), simulator.uri().getPort(), "http");
        HttpClientBuilder connections =
                HttpClientBuilder.create().setRoutePlanner((target, request, context) -> new HttpRoute(host));
        return new TwilioRestClient.Builder(Example.ACCOUNT, token)
                .httpClient(new NetworkHttpClient(connections))
                .build();
    }
}
