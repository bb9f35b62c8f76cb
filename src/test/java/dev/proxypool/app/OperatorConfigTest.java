package dev.proxypool.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.AccountHosts;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.statuspage.Disclosure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorConfigTest {

    private static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    private static final String KEY = "SK00000000000000000000000000000001";
    private static final String SECRET = "s3cret-canary";

    /** All that is required. */
    private static final Map<String, String> ENOUGH =
            Map.of("TWILIO_ACCOUNT_SID", ACCOUNT.value(), "TWILIO_AUTH_TOKEN", SECRET);

    @Test
    void anAccountAndItsTokenAreEnough() {
        assertThat(OperatorConfig.read(ENOUGH))
                .isEqualTo(new OperatorConfig(
                        Credentials.token(ACCOUNT, SECRET),
                        Endpoint.TWILIO,
                        Limits.DEFAULT,
                        Timing.DEFAULT,
                        Set.of(),
                        16,
                        Sharing.UNLIMITED,
                        OperatorConfig.Hosting.DEFAULT));
    }

    @Test
    void everySettingIsRead() {
        OperatorConfig config = OperatorConfig.read(Map.of(
                "TWILIO_ACCOUNT_SID", ACCOUNT.value(),
                "TWILIO_API_KEY", KEY,
                "TWILIO_API_SECRET", SECRET,
                "TWILIO_REGION", "ie1",
                "TWILIO_EDGE", "dublin",
                "PROXYPOOL_OBSERVE_INTERVAL", "5m",
                "PROXYPOOL_WATCH_NAMESPACES", "messaging, support,",
                "PROXYPOOL_REQUESTS_PER_SECOND", "20",
                "PROXYPOOL_MAX_CONCURRENT_REQUESTS", "5",
                "PROXYPOOL_WORKERS", "4"));

        assertThat(config)
                .isEqualTo(new OperatorConfig(
                        Credentials.apiKey(ACCOUNT, KEY, SECRET),
                        Endpoint.of("ie1", "dublin"),
                        new Limits(20, 5),
                        Timing.of(Duration.ofMinutes(5)),
                        Set.of("messaging", "support"),
                        4,
                        Sharing.UNLIMITED,
                        OperatorConfig.Hosting.DEFAULT));
        assertThat(config.runtime())
                .isEqualTo(new OperatorRuntime.Settings(config.timing(), config.namespaces(), 4, AccountPolicy.SERVED));
    }

    @Test
    void howItIsRunIsReadToo() {
        OperatorConfig config = OperatorConfig.read(with(Map.of(
                "PROXYPOOL_MANAGEMENT_PORT", "8080",
                "PROXYPOOL_LEADER_ELECTION", "true",
                "PROXYPOOL_ACCOUNTS", "false",
                "PROXYPOOL_STATUS_PAGE", "full",
                "PROXYPOOL_LOG_FORMAT", "json")));

        assertThat(config.hosting())
                .isEqualTo(new OperatorConfig.Hosting(
                        8080, true, new AccountPolicy(false, true, AccountHosts.TWILIO), Disclosure.FULL));
        assertThat(config.runtime().accounts().served()).isFalse();
    }

    @Test
    void withoutProxyAccountsThereHasToBeAnAccount() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> OperatorConfig.read(Map.of("PROXYPOOL_ACCOUNTS", "false")))
                .withMessageContaining("PROXYPOOL_ACCOUNTS is false, so TWILIO_ACCOUNT_SID");
    }

    @ParameterizedTest
    @CsvSource({
        "PROXYPOOL_MANAGEMENT_PORT, 70000",
        "PROXYPOOL_MANAGEMENT_PORT, http",
        "PROXYPOOL_LEADER_ELECTION, yes",
        "PROXYPOOL_ACCOUNTS, 0",
        "PROXYPOOL_STATUS_PAGE, true",
        "PROXYPOOL_LOG_FORMAT, xml"
    })
    void whatIsNotOneOfTheWordsIsTold(String name, String value) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> OperatorConfig.read(with(Map.of(name, value))))
                .withMessageContaining(name)
                .withMessageContaining(value);
    }

    @Test
    void aBaseUrlWinsOverRegionAndEdge() {
        assertThat(OperatorConfig.read(
                                with(Map.of("PROXYPOOL_BASE_URL", "https://gate.example/", "TWILIO_EDGE", "dublin")))
                        .endpoint())
                .isEqualTo(Endpoint.parse("https://gate.example"));
    }

    @Test
    void anApiKeyWinsOverATokenBecauseItIsPreferred() {
        assertThat(OperatorConfig.read(with(Map.of("TWILIO_API_KEY", KEY, "TWILIO_API_SECRET", "other")))
                        .credentials())
                .isEqualTo(Credentials.apiKey(ACCOUNT, KEY, "other"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  "})
    void whatIsBlankIsAbsent(String blank) {
        assertThat(OperatorConfig.read(with(Map.of(
                        "TWILIO_API_KEY", blank,
                        "TWILIO_REGION", blank,
                        "PROXYPOOL_BASE_URL", blank,
                        "PROXYPOOL_OBSERVE_INTERVAL", blank,
                        "PROXYPOOL_WATCH_NAMESPACES", blank,
                        "PROXYPOOL_WORKERS", blank))))
                .isEqualTo(OperatorConfig.read(ENOUGH));
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "100ms, PT0.1S", "60s, PT1M", "5M, PT5M", "24h, PT24H", "PT90S, PT1M30S", "pt2s, PT2S"
    })
    void anIntervalIsWrittenAsPeopleOrAsIso8601Does(String text, Duration interval) {
        assertThat(OperatorConfig.read(with(Map.of("PROXYPOOL_OBSERVE_INTERVAL", text)))
                        .timing())
                .isEqualTo(Timing.of(interval));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "soon",
                "10",
                "-5s",
                "1.5s",
                "99ms",
                "0s",
                "PT0S",
                "PT-1S",
                "25h",
                "9223372036854775807s",
                "9223372036854775807h",
                "99999999999999999999s",
                "PT9999999999999H"
            })
    void anIntervalThatMakesNoSenseIsRefused(String text) {
        assertRefused(
                Map.of("PROXYPOOL_OBSERVE_INTERVAL", text),
                "PROXYPOOL_OBSERVE_INTERVAL must be a duration from 100ms to 24h such as 60s or 5m, got '%s'"
                        .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "257", "1000", "-1", "1.5", "many"})
    void anImpossibleNumberOfWorkersIsRefused(String text) {
        assertRefused(
                Map.of("PROXYPOOL_WORKERS", text),
                "PROXYPOOL_WORKERS must be a number from 1 to 256, got '%s'".formatted(text));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        TWILIO_ACCOUNT_SID | AC1    | TWILIO_ACCOUNT_SID must be AC followed by 32 hexadecimal digits, and is required
        TWILIO_AUTH_TOKEN  | ''     | TWILIO_AUTH_TOKEN, or TWILIO_API_KEY with TWILIO_API_SECRET, must be set
        TWILIO_API_KEY     | SK1    | TWILIO_API_KEY and TWILIO_API_SECRET must be set together: one of them is missing
        TWILIO_API_SECRET  | secret | TWILIO_API_KEY and TWILIO_API_SECRET must be set together: one of them is missing
        TWILIO_REGION      | a.b    | TWILIO_REGION or TWILIO_EDGE: a Twilio region must be one part of a host name, such as ie1, got 'a.b'
        PROXYPOOL_BASE_URL | https://gate.example/v1 | PROXYPOOL_BASE_URL: the base URL 'https://gate.example/v1' must not have Twilio's own path: /v1 and what follows is added to it
        PROXYPOOL_BASE_URL | https://gate.example/a/v1/Services/ | PROXYPOOL_BASE_URL: the base URL 'https://gate.example/a/v1/Services/' must not have Twilio's own path: /v1 and what follows is added to it
        PROXYPOOL_LOG_LEVEL | WARNING | PROXYPOOL_LOG_LEVEL must be ERROR or WARN or INFO or DEBUG or TRACE, got 'WARNING'
        PROXYPOOL_FRAMEWORK_LOG_LEVEL | verbose | PROXYPOOL_FRAMEWORK_LOG_LEVEL must be ERROR or WARN or INFO or DEBUG or TRACE, got 'verbose'
        PROXYPOOL_WATCH_NAMESPACE | messaging | there is no setting PROXYPOOL_WATCH_NAMESPACE: see run --help
        HTTPS_PROXY        | ftp://a | HTTPS_PROXY must be like http://proxy.example.com:3128 or socks5://proxy.example.com:1080; a proxy by ftp is not supported
        SSL_CERT_FILE      | /none  | SSL_CERT_FILE must name a file of certificates in PEM: /none cannot be read
        PROXYPOOL_BASE_URL | gate   | PROXYPOOL_BASE_URL: the base URL must be like https://proxy.twilio.com, got 'gate'
        """)
    void aProblemNamesItsSettingAndWhatIsExpected(String name, String value, String problem) {
        assertRefused(Map.of(name, value), problem);
    }

    /** A Service that is called proxypool puts these into each container of its namespace. */
    @ParameterizedTest
    @CsvSource({
        "PROXYPOOL_LOG_LEVEL, warn",
        "PROXYPOOL_JAVA_OPTS, -Xmx100m",
        "PROXYPOOL_SERVICE_HOST, 10.0.0.1",
        "PROXYPOOL_SERVICE_PORT, 8080",
        "PROXYPOOL_SERVICE_PORT_METRICS, 8080",
        "PROXYPOOL_PORT, tcp://10.0.0.1:8080",
        "PROXYPOOL_PORT_8080_TCP_ADDR, 10.0.0.1",
        "PROXYPOOL_METRICS_SERVICE_HOST, 10.0.0.1",
        "PROXYPOOL_METRICS_PORT_8080_TCP, tcp://10.0.0.1:8080"
    })
    void whatIsFineIsNotRefused(String name, String value) {
        assertThat(OperatorConfig.read(with(Map.of(name, value)))).isEqualTo(OperatorConfig.read(ENOUGH));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> OperatorConfig.read(Map.of(
                        "TWILIO_ACCOUNT_SID", "AC1",
                        "TWILIO_EDGE", "a.b",
                        "PROXYPOOL_OBSERVE_INTERVAL", "soon",
                        "PROXYPOOL_WATCH_NAMESPACES", ",",
                        "PROXYPOOL_MAX_CONCURRENT_REQUESTS", "0",
                        "PROXYPOOL_WORKERS", "many")))
                .withMessageStartingWith("7 problems of the configuration: TWILIO_ACCOUNT_SID must be ")
                .withMessageContainingAll(
                        "; TWILIO_AUTH_TOKEN, or ",
                        "; PROXYPOOL_WATCH_NAMESPACES must be a list ",
                        "; PROXYPOOL_MAX_CONCURRENT_REQUESTS must be ",
                        "; TWILIO_REGION or TWILIO_EDGE: ",
                        "; PROXYPOOL_OBSERVE_INTERVAL must be ",
                        "; PROXYPOOL_WORKERS must be ");
    }

    @Test
    void withoutAnyCredentialsTheOperatorHasNoAccountOfItsOwn() {
        assertThat(OperatorConfig.read(Map.of()).credentials()).isNull();
    }

    static Stream<Map<String, String>> mistakesWithASecret() {
        return Stream.of(
                Map.of("TWILIO_ACCOUNT_SID", SECRET),
                Map.of("TWILIO_ACCOUNT_SID", ""),
                Map.of("TWILIO_API_KEY", SECRET),
                Map.of("TWILIO_API_SECRET", SECRET),
                Map.of("TWILIO_API_KEY", SECRET, "TWILIO_API_SECRET", KEY),
                Map.of("PROXYPOOL_BASE_URL", "https://me:" + SECRET + "@gate.example"),
                Map.of("PROXYPOOL_BASE_URL", "https://me:with/slash-" + SECRET + "@gate.example"),
                Map.of("PROXYPOOL_BASE_URL", "https://me:with#hash-" + SECRET + "@gate.example"),
                Map.of("PROXYPOOL_BASE_URL", "me:" + SECRET + "@gate.example"),
                Map.of("PROXYPOOL_BASE_URL", "me:" + SECRET + "//@gate.example"),
                Map.of("PROXYPOOL_WORKERS", "many"));
    }

    @ParameterizedTest
    @MethodSource("mistakesWithASecret")
    void aSecretIsInNoMessage(Map<String, String> mistake) {
        var told = catchThrowableOfType(InvalidConfig.class, () -> OperatorConfig.read(with(mistake)));

        assertThat(told).isNotNull().hasNoCause();
        assertThat(told.getMessage()).doesNotContain(SECRET);
    }

    @Test
    void aConfigurationShowsWhoseCredentialsItHasAndNotWhich() {
        assertThat(OperatorConfig.read(ENOUGH).toString())
                .contains(ACCOUNT.value())
                .doesNotContain(SECRET);
    }

    private static void assertRefused(Map<String, String> settings, String problem) {
        assertThatExceptionOfType(InvalidConfig.class)
                .isThrownBy(() -> OperatorConfig.read(with(settings)))
                .withMessage(problem);
    }

    private static Map<String, String> with(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(ENOUGH);
        all.putAll(settings);
        return all;
    }
}
