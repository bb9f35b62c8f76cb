package dev.proxypool.scenarios;

import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
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
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
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
import java.util.function.Consumer;
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
    private static final List<String> DIGITS = List.of("12345", "23456", "34567", "45678", "56789", "67890");

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

    private Telling telling = Telling.SHORT_CODES;
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

    /** What single resources of this stage are about from now on. */
    TestEnvironment of(Telling telling) {
        this.telling = telling;
        return this;
    }

    /** One of the codes of a large pool, numbered from 0. */
    static String many(int number) {
        return Telling.SHORT_CODES.many(number);
    }

    /** The digits of the short code with this SID. */
    static String codeOf(String sid) {
        int number = ordinal(sid);
        return number <= DIGITS.size() ? DIGITS.get(number - 1) : "" + (700_000 + number);
    }

    /** The phone number with this SID; also of SIDs that no account has. */
    static String numberOf(String sid) {
        return "+1415%07d".formatted(5_550_000 + ordinal(sid));
    }

    private static int ordinal(String sid) {
        return Integer.parseInt(sid.substring(sid.length() - 9));
    }

    private static SimulatorState twilio() {
        var services = List.of(
                new SimulatorState.Service(Scenarios.KS1, "messaging", List.of()),
                new SimulatorState.Service(Scenarios.KS2, "support", List.of()));
        List<String> codes = sids(Telling.SHORT_CODES);
        List<String> numbers = sids(Telling.NUMBERS);
        var others = List.of(new SimulatorState.Service(OTHER_SERVICE, "others", List.of()));
        return new SimulatorState(List.of(
                account(ACCOUNT.value(), TOKEN, codes, numbers, services),
                account(OTHER_ACCOUNT, OTHER_TOKEN, List.of(OTHER_CODE), List.of(Telling.NUMBERS.sid(6)), others)));
    }

    private static SimulatorState.Account account(
            String sid, String token, List<String> codes, List<String> numbers, List<SimulatorState.Service> services) {
        return new SimulatorState.Account(
                sid,
                token,
                List.of(),
                codes.stream()
                        .map(code -> new SimulatorState.ShortCode(code, codeOf(code)))
                        .toList(),
                numbers.stream()
                        .map(number -> new SimulatorState.PhoneNumber(number, numberOf(number)))
                        .toList(),
                services);
    }

    /** A few, and those of a large pool. */
    private static List<String> sids(Telling telling) {
        return Stream.concat(
                        IntStream.rangeClosed(1, 5).mapToObj(telling::sid),
                        IntStream.range(0, LARGE_POOL).mapToObj(telling::many))
                .toList();
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

    /** Whether the endpoint of the members that the story is about is gone. */
    void withdrawn(boolean withdrawn) {
        simulator.behave((telling.isOfCodes() ? "withdrawn: " : "phoneNumbersWithdrawn: ") + withdrawn);
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
        MemberResource<?> resource = telling.newSingle();
        resource.getMetadata().setName(name);
        resource.getMetadata().setNamespace(namespace);
        resource.setSpec(spec(spec));
        client.resource(resource).create();
    }

    /** As another writer that may write statuses. */
    void overwriteStatus(String name, Map<String, Object> status) {
        resource(name)
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        Serialization.asJson(List.of(Map.of("op", "add", "path", "/status", "value", status))));
    }

    MemberStatus statusOf(String name) {
        return resource(name).get().statusOrNone();
    }

    /** What no schema let through and no class of ours could write: {@code fields} are spec and status as they stand. */
    void applyRaw(String name, Map<String, Object> fields) {
        var metadata =
                new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
        var raw = new GenericKubernetesResource();
        raw.setApiVersion(ApiGroup.NAME + "/" + ApiGroup.VERSION);
        raw.setKind(ResourceKind.of(telling.single()).toString());
        raw.setMetadata(metadata);
        raw.setAdditionalProperties(fields);
        client.resource(raw).create();
    }

    void edit(String name, Map<String, Object> spec) {
        change(resource(name), there -> there.setSpec(spec(spec)));
    }

    void annotate(String name, String annotation, String value) {
        change(resource(name), there -> there.getMetadata().getAnnotations().put(annotation, value));
    }

    /** Once more if the operator wrote in between, as kubectl edit would ask for. */
    static <R extends HasMetadata> void change(Resource<R> resource, Consumer<R> change) {
        Awaitility.await()
                .ignoreExceptionsMatching(e -> e instanceof KubernetesClientException conflict
                        && conflict.getCode() == HttpURLConnection.HTTP_CONFLICT)
                .until(() -> {
                    resource.edit(there -> {
                        change.accept(there);
                        return there;
                    });
                    return true;
                });
    }

    void delete(String name) {
        resource(name).delete();
    }

    MemberResource<?> awaitReady(String name) {
        return await(
                name,
                resource -> ready(resource).isTrue()
                        && resource.getMetadata()
                                .getGeneration()
                                .equals(ready(resource).observedGeneration()));
    }

    MemberResource<?> awaitReason(String name, String reason) {
        return await(name, resource -> ready(resource).reason().equals(reason));
    }

    MemberResource<?> await(String name, Predicate<MemberResource<?>> condition) {
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
                        account.sid(),
                        "any-token-of-the-tenant",
                        List.of(),
                        account.shortCodes(),
                        account.phoneNumbers(),
                        account.services()))
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

    /** The account gives the number back to Twilio, and buys it again under another SID. */
    void buyAgain(String sid, String newSid) {
        simulator.release(ACCOUNT.value(), sid);
        simulator.buy(ACCOUNT.value(), new SimulatorState.PhoneNumber(newSid, numberOf(sid)));
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
                .forEach(s -> {
                    s.shortCodes().forEach(code -> members.put(code.sid(), code.reserved()));
                    s.phoneNumbers().forEach(number -> members.put(number.sid(), number.reserved()));
                });
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

    /** The messages of the events about a resource with that reason. */
    List<String> eventMessages(String name, String reason) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(name)
                        && event.getReason().equals(reason))
                .map(Event::getMessage)
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
        return client.resources(telling.single()).inNamespace(namespace).list().getItems().stream()
                .sorted(Comparator.comparing((HasMetadata r) -> r.getMetadata().getName()))
                .map(r -> r.getMetadata().getName() + "@" + r.getMetadata().getResourceVersion())
                .toList();
    }

    Resource<? extends MemberResource<?>> resource(String name) {
        return client.resources(telling.single()).inNamespace(namespace).withName(name);
    }

    private static WrittenSpec spec(Map<String, Object> fields) {
        return new WrittenSpec(Serialization.jsonMapper().valueToTree(fields));
    }

    private static Condition ready(MemberResource<?> resource) {
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
