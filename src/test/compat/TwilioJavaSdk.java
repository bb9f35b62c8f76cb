import com.twilio.base.TwilioResponse;
import com.twilio.exception.ApiException;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.proxy.v1.Service;
import com.twilio.rest.proxy.v1.service.PhoneNumber;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;

/**
 * Twilio's newest Java SDK, unchanged, with phone numbers and Services. It shows the statuses and headers of answers.
 * {@code NewestTwilioJavaSdkTest} runs this file: as a program of its own, because the tests have an older version of the
 * SDK. Arguments: URL of the simulator, account, token. One line for each check, the end at the first that fails.
 */
public final class TwilioJavaSdk {
    private static final String MESSAGING = "KS00000000000000000000000000000001";
    private static final String SUPPORT = "KS00000000000000000000000000000002";
    private static final String FREE = "PN00000000000000000000000000000001";
    private static final String FREE_TOO = "PN00000000000000000000000000000002";
    private static final String POOLED = "PN00000000000000000000000000000003";

    private final TwilioRestClient twilio;

    private TwilioJavaSdk(URI simulator, String account, String token) {
        HttpRoute route = new HttpRoute(new HttpHost("http", simulator.getHost(), simulator.getPort()));
        HttpClientBuilder connections = HttpClientBuilder.create().setRoutePlanner((target, context) -> route);
        twilio = new TwilioRestClient.Builder(account, token)
                .httpClient(new NetworkHttpClient(connections))
                .build();
    }

    public static void main(String[] args) {
        var sdk = new TwilioJavaSdk(URI.create(args[0]), args[1], args[2]);
        check("a number is added by its SID and reserved in one request", sdk::add);
        check("a number is added by its digits", sdk::addByDigits);
        check("a number is fetched and updated", sdk::fetchAndUpdate);
        check("numbers are listed in two pages", sdk::list);
        check("refusals arrive with status and code", sdk::refusals);
        check("numbers are removed", sdk::remove);
        check("Services are created, fetched, updated, listed and deleted", sdk::services);
    }

    private void add() {
        TwilioResponse<PhoneNumber> answer =
                PhoneNumber.creator(MESSAGING).setSid(FREE).setIsReserved(true).createWithResponse(twilio);
        PhoneNumber number = answer.getContent();

        equal(201, answer.getStatusCode());
        equal(true, answer.getHeaders().keySet().stream().anyMatch("Twilio-Request-Id"::equalsIgnoreCase));
        equal(FREE, number.getSid());
        equal(true, number.getIsReserved());
        equal(0, number.getInUse());
        equal("+14155550101", number.getPhoneNumber().toString());
        equal("(415) 555-0101", number.getFriendlyName());
        equal(true, number.getDateCreated() != null);
    }

    private void addByDigits() {
        PhoneNumber number =
                PhoneNumber.creator(MESSAGING).setPhoneNumber("+14155550102").create(twilio);

        equal(FREE_TOO, number.getSid());
        equal(false, number.getIsReserved());
    }

    private void fetchAndUpdate() {
        TwilioResponse<PhoneNumber> fetched =
                PhoneNumber.fetcher(MESSAGING, FREE).fetchWithResponse(twilio);
        TwilioResponse<PhoneNumber> updated =
                PhoneNumber.updater(MESSAGING, FREE).setIsReserved(false).updateWithResponse(twilio);

        equal(List.of(200, 200), List.of(fetched.getStatusCode(), updated.getStatusCode()));
        equal(true, fetched.getContent().getIsReserved());
        equal(false, updated.getContent().getIsReserved());
        equal(updated.getContent(), PhoneNumber.updater(MESSAGING, FREE).update(twilio));
    }

    private void list() {
        List<String> sids = new ArrayList<>();
        PhoneNumber.reader(MESSAGING).pageSize(1).read(twilio).forEach(number -> sids.add(number.getSid()));

        equal(List.of(FREE, FREE_TOO), sids);
        equal(200, PhoneNumber.reader(MESSAGING).firstPageWithResponse(twilio).getStatusCode());
    }

    private void refusals() {
        equal(
                "400/80104",
                refusal(() -> PhoneNumber.creator(MESSAGING).setSid(FREE).create(twilio)));
        equal(
                "400/80101",
                refusal(() -> PhoneNumber.creator(MESSAGING).setSid(POOLED).create(twilio)));
        equal(
                "400/80301",
                refusal(() -> PhoneNumber.creator(MESSAGING)
                        .setSid(FREE.replace('1', '9'))
                        .create(twilio)));
        equal(
                "400/80606",
                refusal(() -> PhoneNumber.creator(MESSAGING)
                        .setPhoneNumber("+14155550199")
                        .create(twilio)));
        equal("404/20404", refusal(() -> PhoneNumber.fetcher(MESSAGING, POOLED).fetch(twilio)));
    }

    private void remove() {
        equal(
                204,
                PhoneNumber.deleter(MESSAGING, FREE).deleteWithResponse(twilio).getStatusCode());
        equal(true, PhoneNumber.deleter(MESSAGING, FREE_TOO).delete(twilio));
        equal("404/20404", refusal(() -> PhoneNumber.deleter(MESSAGING, FREE).delete(twilio)));
    }

    private void services() {
        TwilioResponse<Service> created =
                Service.creator("third").setCallbackUrl("https://example.com").createWithResponse(twilio);
        String sid = created.getContent().getSid();
        TwilioResponse<Service> updated = Service.updater(sid).setDefaultTtl(60).updateWithResponse(twilio);
        Set<String> names = new TreeSet<>();
        Service.reader().pageSize(1).read(twilio).forEach(service -> names.add(service.getUniqueName()));
        Map<String, String> links = Service.fetcher(sid).fetch(twilio).getLinks();

        equal(List.of(201, 200), List.of(created.getStatusCode(), updated.getStatusCode()));
        equal(60, updated.getContent().getDefaultTtl());
        equal(Set.of("messaging", "support", "third"), names);
        equal(Set.of("sessions", "phone_numbers", "short_codes"), links.keySet());
        equal("400/80602", refusal(() -> Service.creator("third").create(twilio)));
        equal(204, Service.deleter(sid).deleteWithResponse(twilio).getStatusCode());
        equal(204, Service.deleter(SUPPORT).deleteWithResponse(twilio).getStatusCode());
    }

    private static String refusal(Runnable call) {
        try {
            call.run();
            return "no refusal";
        } catch (ApiException refused) {
            return refused.getStatusCode() + "/" + refused.getCode();
        }
    }

    private static void equal(Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError("expected %s, got %s".formatted(expected, actual));
        }
    }

    private static void check(String name, Runnable body) {
        try {
            body.run();
            System.out.println("ok " + name);
        } catch (RuntimeException | AssertionError failure) {
            System.out.println("FAILED " + name);
            failure.printStackTrace(System.out);
            System.exit(1);
        }
    }
}
