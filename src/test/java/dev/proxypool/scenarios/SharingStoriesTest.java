package dev.proxypool.scenarios;

import static dev.proxypool.scenarios.Scenarios.KS1;
import static dev.proxypool.scenarios.Scenarios.KS2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.domain.Audience;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import dev.proxypool.simulator.LoggedRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may use an account, and what becomes of those who may not any more. */
@ParameterizedClass
@EnumSource(names = {"SHORT_CODES", "NUMBERS"})
class SharingStoriesTest {

    @Parameter
    private Telling telling;

    private Tenants tenants;
    private String one;
    private String two;
    /** Of the other account. */
    private String other;

    @BeforeEach
    void begin() {
        tenants = new Tenants(TestEnvironment.embedded(), telling);
        one = telling.sid(1);
        two = telling.sid(2);
        other = telling.sid(6);
    }

    private Map<String, Object> member(String service, String sid) {
        Map<String, Object> spec = new HashMap<>(telling.named(sid));
        spec.put("serviceSid", service);
        return spec;
    }

    private Map<String, Object> ofTheOther(Map<String, Object> account) {
        Map<String, Object> spec = member(TestEnvironment.OTHER_SERVICE, other);
        spec.put("accountRef", account);
        return spec;
    }

    private Map<String, Object> others() {
        return ofTheOther(Map.of("namespace", "messaging", "name", "other"));
    }

    @AfterEach
    void end() {
        tenants.close();
    }

    // The default account

    @Test
    void theDefaultAccountServesTheNamespacesThatAreNamed() {
        tenants.startOperator(new Sharing(Audience.of(Set.of("billing"), Map.of()), Set.of()));
        tenants.apply("billing", "mine", member(KS1, one));
        tenants.apply("strangers", "theirs", member(KS1, two));

        tenants.await("billing", "mine", "InSync");
        assertThat(tenants.await("strangers", "theirs", "AccountNotReady").message())
                .contains("this namespace may not use the operator's default account")
                .contains("PROXYPOOL_ACCOUNT_NAMESPACES");
        assertThat(tenants.environment().pool(KS1)).containsOnlyKeys(one);
    }

    @Test
    void aLabelAllowsTheDefaultAccountAndTakingItAwayRemovesNothing() {
        tenants.label("billing", Map.of("team", "a"));
        tenants.label("strangers", Map.of("team", "b"));
        tenants.startOperator(new Sharing(Audience.of(Set.of(), Map.of("team", "a")), Set.of()));
        tenants.apply("billing", "mine", member(KS1, one));
        tenants.apply("strangers", "theirs", member(KS2, two));
        tenants.await("billing", "mine", "InSync");
        tenants.await("strangers", "theirs", "AccountNotReady");

        tenants.label("strangers", Map.of("team", "a"));
        tenants.await("strangers", "theirs", "InSync");
        tenants.environment().simulator().clearRequests();
        tenants.label("strangers", Map.of());

        tenants.awaitUnverified("strangers", "theirs");
        tenants.code("strangers", "theirs").delete();
        tenants.await("strangers", "theirs", "DeletionBlocked");
        assertThat(tenants.environment().writes()).isEmpty();
        assertThat(tenants.environment().pool(KS2)).containsOnlyKeys(two);
    }

    @Test
    void aServiceThatMayNotBeUsedIsRefusedBeforeTwilioIsAsked() {
        tenants.startOperator(new Sharing(Audience.ALL, Set.of(new Sid.Service(KS1))));
        tenants.apply("billing", "fine", member(KS1, one));
        tenants.apply("billing", "refused", member(KS2, two));

        tenants.await("billing", "fine", "InSync");
        assertThat(tenants.await("billing", "refused", "AccountNotReady").message())
                .contains("the operator's default account (PROXYPOOL_ACCOUNT_SERVICES) does not allow Service " + KS2);
        assertThat(tenants.environment().simulator().requests())
                .extracting(LoggedRequest::path)
                .noneMatch(path -> path.contains(KS2));
    }

    // A ProxyAccount

    @Test
    void anAccountThatDoesNotAllowItsUseCannotBeToldFromOneThatIsNotThere() {
        tenants.share(Map.of());
        tenants.startOperator(Sharing.UNLIMITED);
        tenants.apply("strangers", "guess", others());
        String refused = tenants.await("strangers", "guess", "AccountNotReady").message();

        tenants.environment().account("other").delete();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenants.environment().account("other").get() == null);
        tenants.apply("strangers", "again", others());

        assertThat(tenants.await("strangers", "again", "AccountNotReady").message())
                .isEqualTo(refused)
                .contains("there is no ProxyAccount messaging/other that this namespace may use");
        assertThat(tenants.environment().simulator().requests())
                .extracting(LoggedRequest::path)
                .noneMatch(path -> path.contains(TestEnvironment.OTHER_SERVICE));
    }

    @Test
    void aSharedAccountIsUsedAndTakingThePermissionAwayRemovesNothing() {
        tenants.share(Map.of("allowedNamespaces", Map.of("names", List.of("marketing"))));
        tenants.startOperator(Sharing.UNLIMITED);
        tenants.apply("marketing", "promo", others());
        tenants.await("marketing", "promo", "InSync");
        assertThat(tenants.code("marketing", "promo")
                        .get()
                        .getStatus()
                        .account()
                        .through())
                .isEqualTo("messaging/other");
        tenants.environment().simulator().clearRequests();

        tenants.share(Map.of());
        tenants.awaitUnverified("marketing", "promo");
        tenants.code("marketing", "promo").delete();
        tenants.await("marketing", "promo", "DeletionBlocked");
        assertThat(tenants.environment().writes()).isEmpty();
        assertThat(tenants.environment().pool(TestEnvironment.OTHER_SERVICE)).containsOnlyKeys(other);

        tenants.share(Map.of("allowedNamespaces", Map.of("selector", Map.of("matchLabels", Map.of("team", "a")))));
        tenants.label("marketing", Map.of("team", "a"));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenants.code("marketing", "promo").get() == null);
        assertThat(tenants.environment().pool(TestEnvironment.OTHER_SERVICE)).isEmpty();
    }

    @Test
    void aSharedAccountStaysWhileANamespaceThatMayUseItHoldsACodeThroughIt() {
        tenants.share(Map.of("allowedNamespaces", Map.of("names", List.of("*"))));
        tenants.startOperator(Sharing.UNLIMITED);
        tenants.apply("marketing", "promo", others());
        tenants.await("marketing", "promo", "InSync");

        tenants.environment().account("other").delete();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenants.environment().account("other").get().statusOrNone().conditions().stream()
                        .anyMatch(condition -> condition.reason().equals("Deleting")));
        tenants.code("marketing", "promo").delete();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> tenants.environment().account("other").get() == null);
        assertThat(tenants.environment().pool(TestEnvironment.OTHER_SERVICE)).isEmpty();
    }

    @Test
    void anAccountReachesNoPortOfTheOperatorsOwnPod() {
        tenants.share(Map.of("baseUrl", "http://127.0.0.1:1"));
        tenants.startOperator(Sharing.UNLIMITED);
        tenants.apply("messaging", "probe", ofTheOther(Map.of("name", "other")));

        assertThat(tenants.await("messaging", "probe", "AccountNotReady").message())
                .contains("PROXYPOOL_ACCOUNT_HOSTS");
    }

    @Test
    void aSharedAccountThatIsNotReadyNamesNoSecretToOthers() {
        tenants.share(Map.of("allowedNamespaces", Map.of("names", List.of("*"))));
        tenants.environment().secret("twilio").delete();
        tenants.startOperator(Sharing.UNLIMITED);
        tenants.apply("marketing", "promo", others());

        assertThat(tenants.await("marketing", "promo", "AccountNotReady").message())
                .contains("ProxyAccount messaging/other is not ready")
                .doesNotContain("Secret");
    }
}
