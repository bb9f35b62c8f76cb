package dev.proxypool.scenarios;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.app.AccountPolicy;
import dev.proxypool.app.OperatorRuntime;
import dev.proxypool.app.TwilioClients;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sharing;
import dev.proxypool.domain.Sid;
import dev.proxypool.embedded.EmbeddedKubernetes;
import dev.proxypool.proxy.CallListener;
import dev.proxypool.proxy.ProxyApi;
import dev.proxypool.proxy.governor.GovernedProxyApi;
import dev.proxypool.proxy.governor.Governor;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.governor.Sleeper;
import dev.proxypool.proxy.http.AccountHosts;
import dev.proxypool.proxy.http.ClientSettings;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.proxy.http.OkHttpProxyApi;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.simulator.LoggedRequest;
import dev.proxypool.simulator.Simulator;
import dev.proxypool.simulator.SimulatorState;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** One namespace of a Kubernetes API, a simulated Twilio, and an operator that can be started and stopped. */
final class TestEnvironment implements AutoCloseable {

    static final Sid.Account ACCOUNT = new Sid.Account("AC00000000000000000000000000000001");
    private static final String TOKEN = "example-token-1";
    static final String OTHER_ACCOUNT = "AC00000000000000000000000000000002";
    static final String OTHER_TOKEN = "example-token-2";
    static final String OTHER_SERVICE = "KS00000000000000000000000000000003";
    static final String OTHER_CODE = "SC00000000000000000000000000000006";
    static final int LARGE_POOL = 500;
    private Duration interval = Duration.ofMillis(800);
    private static final List<String> DIGITS = List.of("12345", "23456", "34567", "45678", "56789");

    private final KubernetesClient client;
    private final KubernetesClient operators;
    private final Audit audit = new Audit();
    private final String namespace;
    private final AutoCloseable end;
    private ApiProxy proxy;
    private final Simulator simulator;
    private Capacity capacity = Capacity.TWILIO;
    /** Where the credentials of ProxyAccounts may go. */
    private final List<String> hosts = new ArrayList<>();

    private OperatorRuntime operator;
    private KubernetesClient killable;
    private Metrics metrics;

    /** @param operators the client that operators use, who may do less than the teller of the story */
    TestEnvironment(KubernetesClient client, KubernetesClient operators, String namespace, AutoCloseable end) {
        this.client = client;
        this.operators = audit.of(operators);
        this.namespace = namespace;
        this.end = end;
        try {
            simulator = Simulator.start(twilio(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            hosts.add(simulator.uri().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On an embedded API of its own. */
    static TestEnvironment embedded() {
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
        return new TestEnvironment(kubernetes.client(), kubernetes.client(), "messaging", kubernetes);
    }

    /** The same, with trouble between operators and the API. */
    static TestEnvironment embeddedBehindProxy() {
        EmbeddedKubernetes kubernetes = EmbeddedKubernetes.start();
        return behindProxy(kubernetes.client(), kubernetes.client(), "messaging", kubernetes);
    }

    static TestEnvironment behindProxy(
            KubernetesClient client, KubernetesClient operators, String namespace, AutoCloseable end) {
        ApiProxy proxy = new ApiProxy(operators.getConfiguration());
        KubernetesClient throughProxy = proxy.client();
        TestEnvironment environment = new TestEnvironment(client, throughProxy, namespace, () -> {
            throughProxy.close();
            proxy.close();
            end.close();
        });
        environment.proxy = proxy;
        return environment;
    }

    /** Between operators and the API, if the stage has one. */
    ApiProxy proxy() {
        return proxy;
    }

    /** One of the codes of a large pool, numbered from 0. */
    static String many(int number) {
        return "SC%032d".formatted(1_000 + number);
    }

    private static SimulatorState twilio() {
        var few = IntStream.rangeClosed(1, DIGITS.size())
                .mapToObj(
                        i -> new SimulatorState.ShortCode("SC0000000000000000000000000000000" + i, DIGITS.get(i - 1)));
        var many =
                IntStream.range(0, LARGE_POOL).mapToObj(i -> new SimulatorState.ShortCode(many(i), "" + (700_000 + i)));
        var codes = Stream.concat(few, many).toList();
        var services = List.of(
                new SimulatorState.Service(Scenarios.KS1, "messaging", List.of()),
                new SimulatorState.Service(Scenarios.KS2, "support", List.of()));
        return new SimulatorState(List.of(
                new SimulatorState.Account(ACCOUNT.value(), TOKEN, List.of(), codes, services),
                new SimulatorState.Account(
                        OTHER_ACCOUNT,
                        OTHER_TOKEN,
                        List.of(),
                        List.of(new SimulatorState.ShortCode(OTHER_CODE, "67890")),
                        List.of(new SimulatorState.Service(OTHER_SERVICE, "others", List.of())))));
    }

    Duration interval() {
        return interval;
    }

    /** For stories that would otherwise not see how rarely something is tried again. */
    void observeEvery(Duration time) {
        interval = time;
    }

    Simulator simulator() {
        return simulator;
    }

    /** Pools are as small as that, and the operator knows it. */
    void poolLimits(int unreserved, int reserved) {
        simulator.poolLimits(unreserved, reserved);
        capacity = new Capacity(unreserved, reserved);
    }

    void startOperator() {
        startOperatorWithToken(TOKEN);
    }

    void startOperatorWithToken(String token) {
        startOperator(token, true);
    }

    void startOperatorWithoutAccounts() {
        startOperator(TOKEN, false);
    }

    /** One that will be killed. */
    void startMortalOperator(CrashInjector crash) {
        killable = crash.of(operators);
        startOperator(TOKEN, true, killable, crash::of);
    }

    /** One whose base URL has a path that the simulated Twilio does not know. */
    void startOperatorAt(String path) {
        start(simulator.uri() + path, TOKEN, true, operators, UnaryOperator.identity());
    }

    /** One whose requests to Twilio the listener hears of, on the thread that made them. */
    void startOperatorHeardBy(CallListener listener) {
        Governor governor = new Governor(Limits.DEFAULT, System::nanoTime, _ -> {});
        var api = new OkHttpProxyApi(
                Endpoint.parse(simulator.uri().toString()),
                Credentials.token(ACCOUNT, TOKEN),
                ClientSettings.DEFAULT,
                listener,
                InstantSource.system());
        startOperator(TOKEN, true, operators, _ -> new GovernedProxyApi(api, governor, Sleeper.SLEEP));
    }

    private void startOperator(String token, boolean accounts) {
        startOperator(token, accounts, operators, UnaryOperator.identity());
    }

    private void startOperator(
            String token, boolean accounts, KubernetesClient kubernetes, UnaryOperator<ProxyApi> twilio) {
        start(simulator.uri().toString(), token, accounts, kubernetes, twilio);
    }

    private void start(
            String baseUrl,
            String token,
            boolean accounts,
            KubernetesClient kubernetes,
            UnaryOperator<ProxyApi> twilio) {
        metrics = new Metrics(InstantSource.system(), "try-out");
        var clients = new TwilioClients(metrics);
        var api = clients.open(Endpoint.parse(baseUrl), Credentials.token(ACCOUNT, token), Limits.DEFAULT);
        operator = OperatorRuntime.start(
                kubernetes,
                new OperatorRuntime.OwnAccount(ACCOUNT, twilio.apply(api), capacity, Sharing.UNLIMITED),
                clients,
                new OperatorRuntime.Settings(
                        Timing.of(interval),
                        Set.of(namespace),
                        4,
                        accounts ? new AccountPolicy(true, true, AccountHosts.of(hosts)) : AccountPolicy.NOT_SERVED),
                metrics);
    }

    /** What the running operator tells Prometheus. */
    String scrape() {
        return metrics.scrape();
    }

    void stopOperator() {
        operator.close();
        operator = null;
        if (killable != null) {
            killable.close();
            killable = null;
        }
    }

    void apply(String name, Map<String, Object> spec) {
        ProxyShortCode resource = new ProxyShortCode();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace(namespace);
        resource.setSpec(spec(spec));
        client.resource(resource).create();
    }

    /** As another writer that may write statuses. */
    void overwriteStatus(String name, Map<String, Object> status) {
        client.resources(ProxyShortCode.class)
                .inNamespace(namespace)
                .withName(name)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        Serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status))));
    }

    MemberStatus statusOf(String name) {
        return client.resources(ProxyShortCode.class)
                .inNamespace(namespace)
                .withName(name)
                .get()
                .statusOrNone();
    }

    /** What no schema let through and no class of ours could write: {@code fields} are spec and status as they stand. */
    void applyRaw(String name, Map<String, Object> fields) {
        var metadata =
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
        var raw = new GenericKubernetesResource();
        raw.setApiVersion(ApiGroup.NAME + "/" + ApiGroup.VERSION);
        raw.setKind(ProxyShortCode.KIND);
        raw.setMetadata(metadata);
        raw.setAdditionalProperties(fields);
        client.resource(raw).create();
    }

    void edit(String name, Map<String, Object> spec) {
        resource(name).edit(there -> {
            there.setSpec(spec(spec));
            return there;
        });
    }

    void annotate(String name, String annotation, String value) {
        resource(name).edit(there -> {
            there.getMetadata().getAnnotations().put(annotation, value);
            return there;
        });
    }

    void delete(String name) {
        resource(name).delete();
    }

    ProxyShortCode awaitReady(String name) {
        return await(
                name,
                resource -> ready(resource).isTrue()
                        && resource.getMetadata()
                                .getGeneration()
                                .equals(ready(resource).observedGeneration()));
    }

    ProxyShortCode awaitReason(String name, String reason) {
        return await(name, resource -> ready(resource).reason().equals(reason));
    }

    ProxyShortCode await(String name, Predicate<ProxyShortCode> condition) {
        return Awaitility.await("condition of " + name)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> resource(name).get(), there -> there != null && condition.test(there));
    }

    void awaitGone(String name) {
        Awaitility.await(name + " is gone")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> isGone(name));
    }

    boolean isGone(String name) {
        return resource(name).get() == null;
    }

    /** A ProxyAccount that leads to the simulator. */
    void account(String name, String secret) {
        ProxyAccount account = new ProxyAccount();
        account.getMetadata().setName(name);
        account.getMetadata().setNamespace(namespace);
        account.setSpec(accountSpec(secret));
        client.resource(account).create();
    }

    /** The same of whatever account and base URL somebody wrote. */
    void account(String name, String secret, String accountSid, String baseUrl) {
        ProxyAccount account = new ProxyAccount();
        account.getMetadata().setName(name);
        account.getMetadata().setNamespace(namespace);
        account.setSpec(spec(Map.of(
                "accountSid",
                accountSid,
                "credentialsSecretRef",
                Map.of("name", secret),
                "baseUrl",
                baseUrl,
                "observeInterval",
                "1s")));
        client.resource(account).create();
    }

    /** A server that says it is Twilio, with the SIDs of the real account; operators that start later may ask it. */
    Simulator serverOfATenant() {
        var accounts = twilio().accounts().stream()
                .map(account -> new SimulatorState.Account(
                        account.sid(), "any-token-of-the-tenant", List.of(), account.shortCodes(), account.services()))
                .toList();
        try {
            Simulator own = Simulator.start(
                    new SimulatorState(accounts), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            hosts.add(own.uri().toString());
            return own;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Another Secret for the same account. */
    void useSecret(String account, String secret) {
        account(account).edit(there -> {
            there.setSpec(accountSpec(secret));
            return there;
        });
    }

    private WrittenSpec accountSpec(String secret) {
        return spec(Map.of(
                "accountSid",
                OTHER_ACCOUNT,
                "credentialsSecretRef",
                Map.of("name", secret),
                "baseUrl",
                simulator.uri().toString(),
                "observeInterval",
                "1s"));
    }

    Resource<ProxyAccount> account(String name) {
        return client.resources(ProxyAccount.class).inNamespace(namespace).withName(name);
    }

    /** Creates the Secret, or changes it. */
    void secret(String name, Map<String, String> entries) {
        var secret = new SecretBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .addToData(encoded(entries))
                .build();
        if (secret(name).get() == null) {
            secret(name).create(secret);
        } else {
            secret(name).edit(there -> {
                there.setData(encoded(entries));
                return there;
            });
        }
    }

    Resource<Secret> secret(String name) {
        return client.secrets().inNamespace(namespace).withName(name);
    }

    private static Map<String, String> encoded(Map<String, String> entries) {
        return entries.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> Base64.getEncoder()
                                .encodeToString(entry.getValue().getBytes(StandardCharsets.UTF_8))));
    }

    /** The Service goes, and its pool with it, as by a person in the console. */
    void deleteService(String service) {
        String credentials =
                Base64.getEncoder().encodeToString((ACCOUNT + ":" + TOKEN).getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(simulator.uri().resolve("/v1/Services/" + service))
                .header("Authorization", "Basic " + credentials)
                .DELETE()
                .build();
        try (var http = HttpClient.newHttpClient()) {
            http.send(request, HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    KubernetesClient client() {
        return client;
    }

    /** What operators use. */
    KubernetesClient operators() {
        return operators;
    }

    String namespace() {
        return namespace;
    }

    /** The members of a pool, each with its reservation. */
    SortedMap<String, Boolean> pool(String service) {
        SortedMap<String, Boolean> members = new TreeMap<>();
        simulator.state().accounts().stream()
                .flatMap(account -> account.services().stream())
                .filter(s -> s.sid().equals(service))
                .flatMap(s -> s.shortCodes().stream())
                .forEach(member -> members.put(member.sid(), member.reserved()));
        return members;
    }

    List<LoggedRequest> writes() {
        return simulator.requests().stream().filter(LoggedRequest::isWrite).toList();
    }

    /** The reasons of the events about a resource, without repetitions. */
    List<String> events(String name) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .map(Event::getReason)
                .distinct()
                .toList();
    }

    int eventsAbout(String name) {
        return (int) client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name))
                .count();
    }

    /** What operators wrote to the resource of that name, such as "PATCH promo/status". */
    List<String> writesToKubernetes(String name) {
        return audit.writesTo(name);
    }

    List<String> resourceVersions() {
        return client.resources(ProxyShortCode.class).inNamespace(namespace).list().getItems().stream()
                .sorted(Comparator.comparing((HasMetadata r) -> r.getMetadata().getName()))
                .map(r -> r.getMetadata().getName() + "@" + r.getMetadata().getResourceVersion())
                .toList();
    }

    Resource<ProxyShortCode> resource(String name) {
        return client.resources(ProxyShortCode.class).inNamespace(namespace).withName(name);
    }

    private static WrittenSpec spec(Map<String, Object> fields) {
        return new WrittenSpec(Serialization.jsonMapper().valueToTree(fields));
    }

    private static Condition ready(ProxyShortCode resource) {
        return resource.statusOrNone().condition("Ready").orElse(new Condition("Ready", "Unknown", null, null, "", ""));
    }

    @Override
    public void close() {
        if (operator != null) {
            stopOperator();
        }
        simulator.close();
        operators.close();
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
