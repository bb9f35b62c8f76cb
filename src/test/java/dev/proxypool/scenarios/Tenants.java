package dev.proxypool.scenarios;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.WrittenSpec;
import dev.proxypool.app.AccountPolicy;
import dev.proxypool.app.OperatorRuntime;
import dev.proxypool.app.TwilioClients;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sharing;
import dev.proxypool.proxy.governor.Limits;
import dev.proxypool.proxy.http.Credentials;
import dev.proxypool.proxy.http.Endpoint;
import dev.proxypool.reconcile.account.Timing;
import dev.proxypool.telemetry.Metrics;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/** Several namespaces on one stage: a platform team that owns accounts, and teams that use them. */
final class Tenants implements AutoCloseable {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Condition NONE = new Condition("Ready", "Unknown", null, null, "", "");
    private static final String TOKEN = "example-token-1";

    private final TestEnvironment environment;
    private final Telling telling;
    private OperatorRuntime operator;

    /** @param telling which kind of members the tenants declare */
    Tenants(TestEnvironment environment, Telling telling) {
        this.environment = environment;
        this.telling = telling;
    }

    TestEnvironment environment() {
        return environment;
    }

    /** The operator, with a default account that is shared so. */
    void startOperator(Sharing sharing) {
        var clients = new TwilioClients(new Metrics(InstantSource.system(), "try-out"));
        var api = clients.open(
                Endpoint.parse(environment.simulator().uri().toString()),
                Credentials.token(TestEnvironment.ACCOUNT, TOKEN),
                Limits.DEFAULT);
        operator = OperatorRuntime.start(
                environment.operators(),
                new OperatorRuntime.OwnAccount(TestEnvironment.ACCOUNT, api, Capacity.TWILIO, sharing),
                clients,
                new OperatorRuntime.Settings(
                        Timing.of(environment.interval()),
                        Set.of(),
                        4,
                        AccountPolicy.allowing(environment.simulator().uri().toString())));
    }

    void label(String namespace, Map<String, String> labels) {
        var there = environment.client().namespaces().withName(namespace);
        var wanted = new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .withLabels(labels)
                .endMetadata()
                .build();
        if (there.get() == null) {
            environment.client().namespaces().resource(wanted).create();
        } else {
            there.edit(old -> {
                old.getMetadata().setLabels(labels);
                return old;
            });
        }
    }

    /** The account "other" in the stage's own namespace, with more fields in its spec. */
    void share(Map<String, Object> more) {
        Map<String, Object> spec = new HashMap<>(Map.of(
                "accountSid",
                TestEnvironment.OTHER_ACCOUNT,
                "credentialsSecretRef",
                Map.of("name", "twilio"),
                "baseUrl",
                environment.simulator().uri().toString(),
                "observeInterval",
                "1s"));
        spec.putAll(more);
        if (environment.account("other").get() == null) {
            environment.secret("twilio", Map.of("TWILIO_AUTH_TOKEN", TestEnvironment.OTHER_TOKEN));
            ProxyAccount account = new ProxyAccount();
            account.getMetadata().setName("other");
            account.getMetadata().setNamespace(environment.namespace());
            account.setSpec(written(spec));
            environment.client().resource(account).create();
        } else {
            environment.account("other").edit(there -> {
                there.setSpec(written(spec));
                return there;
            });
        }
    }

    void apply(String namespace, String name, Map<String, Object> spec) {
        applyAs(environment.client(), namespace, name, spec);
    }

    void applyAs(KubernetesClient person, String namespace, String name, Map<String, Object> spec) {
        MemberResource<?> member = telling.newSingle();
        member.getMetadata().setName(name);
        member.getMetadata().setNamespace(namespace);
        member.setSpec(written(spec));
        person.resource(member).create();
    }

    Resource<? extends MemberResource<?>> code(String namespace, String name) {
        return environment
                .client()
                .resources(telling.single())
                .inNamespace(namespace)
                .withName(name);
    }

    /** The Ready condition, once it has that reason. */
    Condition await(String namespace, String name, String reason) {
        return Awaitility.await("%s/%s is %s".formatted(namespace, name, reason))
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> ready(namespace, name), ready -> ready.reason().equals(reason));
    }

    /** A code that was in its pool is no longer verified; Ready keeps what was seen last, until that is too old. */
    Condition awaitUnverified(String namespace, String name) {
        return Awaitility.await("%s/%s is not verified".formatted(namespace, name))
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> code(namespace, name)
                                .get()
                                .statusOrNone()
                                .condition("RemoteVerified")
                                .orElse(NONE),
                        verified -> verified.reason().equals("AccountNotReady"));
    }

    Condition ready(String namespace, String name) {
        MemberResource<?> there = code(namespace, name).get();
        return there == null ? NONE : there.statusOrNone().condition("Ready").orElse(NONE);
    }

    private static WrittenSpec written(Map<String, Object> fields) {
        return new WrittenSpec(Serialization.jsonMapper().valueToTree(fields));
    }

    @Override
    public void close() {
        if (operator != null) {
            operator.close();
        }
        environment.close();
    }
}
