package dev.proxypool.simulator;

import static dev.proxypool.simulator.Example.FREE;
import static dev.proxypool.simulator.Example.FREE_NUMBER;
import static dev.proxypool.simulator.Example.FREE_NUMBER_TOO;
import static dev.proxypool.simulator.Example.MESSAGING;
import static dev.proxypool.simulator.Example.POOLED;
import static dev.proxypool.simulator.Example.POOLED_NUMBER;
import static dev.proxypool.simulator.Example.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.proxy.v1.Service;
import com.twilio.rest.proxy.v1.service.PhoneNumber;
import com.twilio.rest.proxy.v1.service.ShortCode;
import java.util.ArrayList;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.impl.client.HttpClientBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void aPhoneNumberIsAddedReservedFetchedListedInTwoPagesAndRemoved() {
        simulator.put(MESSAGING, FREE_NUMBER_TOO, false, 2);

        PhoneNumber created = PhoneNumber.creator(MESSAGING)
                .setPhoneNumber("+14155550101")
                .setIsReserved(true)
                .create(twilio);
        PhoneNumber fetched = PhoneNumber.fetcher(MESSAGING, FREE_NUMBER).fetch(twilio);
        PhoneNumber updated =
                PhoneNumber.updater(MESSAGING, FREE_NUMBER).setIsReserved(false).update(twilio);
        List<String> listed = new ArrayList<>();
        PhoneNumber.reader(MESSAGING)
                .pageSize(1)
                .read(twilio)
                .forEach(number -> listed.add(number.getSid() + " " + number.getInUse()));

        assertThat(created.getSid()).isEqualTo(FREE_NUMBER);
        assertThat(created.getIsReserved()).isTrue();
        assertThat(created.getInUse()).isZero();
        assertThat(created.getPhoneNumber()).hasToString("+14155550101");
        assertThat(created.getFriendlyName()).isEqualTo("(415) 555-0101");
        assertThat(created.getDateCreated()).isNotNull();
        assertThat(fetched).isEqualTo(created);
        assertThat(updated.getIsReserved()).isFalse();
        assertThat(listed).containsExactly(FREE_NUMBER + " 0", FREE_NUMBER_TOO + " 2");
        assertThat(PhoneNumber.deleter(MESSAGING, FREE_NUMBER).delete(twilio)).isTrue();
        assertThat(simulator.requests())
                .extracting(request -> request.method() + " " + request.status())
                .containsExactly("POST 201", "GET 200", "POST 200", "GET 200", "GET 200", "DELETE 204");
    }

    /** Its class has four capabilities of fixed names: it finds none of the usual ones, and must not fail. */
    @ParameterizedTest
    @CsvSource({"directional,false", "plain,true", "none,"})
    void capabilitiesOfEachVocabularyAreRead(String setting, @Nullable Boolean voice) {
        simulator.behave("capabilities: " + setting);

        PhoneNumber number = PhoneNumber.fetcher(SUPPORT, POOLED_NUMBER).fetch(twilio);

        assertThat(
                        number.getCapabilities() == null
                                ? null
                                : number.getCapabilities().getVoice())
                .isEqualTo(voice);
    }

    @Test
    void anAnswerWithoutInUseIsRead() {
        simulator.behave("showsInUse: false");

        assertThat(PhoneNumber.fetcher(SUPPORT, POOLED_NUMBER).fetch(twilio).getInUse())
                .isNull();
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
    void servicesAreCreatedListedFetchedUpdatedAndDeleted() {
        Service first =
                Service.creator("third").setCallbackUrl("https://example.com").create(twilio);
        Service created = Service.updater(first.getSid()).setDefaultTtl(60).update(twilio);
        List<String> names = new ArrayList<>();
        Service.reader().read(twilio).forEach(service -> names.add(service.getUniqueName()));

        assertThat(names).containsExactlyInAnyOrder("messaging", "support", "third");
        assertThat(created.getDefaultTtl()).isEqualTo(60);
        assertThat(created.getCallbackUrl()).hasToString("https://example.com");
        assertThat(created.getLinks()).containsKeys("sessions", "phone_numbers", "short_codes");
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
        assertThat(codeOf(() ->
                        PhoneNumber.creator(MESSAGING).setSid(POOLED_NUMBER).create(twilio)))
                .isEqualTo("400/80101");
        assertThat(codeOf(
                        () -> PhoneNumber.creator(SUPPORT).setSid(POOLED_NUMBER).create(twilio)))
                .isEqualTo("400/80104");
        simulator.put(SUPPORT, POOLED_NUMBER, false, 1);
        assertThat(codeOf(() -> PhoneNumber.deleter(SUPPORT, POOLED_NUMBER).delete(twilio)))
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
