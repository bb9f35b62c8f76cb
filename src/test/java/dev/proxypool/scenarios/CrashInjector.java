package dev.proxypool.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.ProxyApi;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The end of an operator, as by kill -9: at one moment, just before or just after one of its calls to Twilio or writes to Kubernetes. From
 * then on nothing that it sends arrives, and it learns of no answer. What it has in memory is lost when it is started again.
 */
final class CrashInjector {

    /** How long nothing happens at the end of a story. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final int at;
    private final boolean alsoReads;
    private final List<String> moments = new ArrayList<>();
    private Instant latest = Instant.now();
    private boolean near;

    private CrashInjector(int at, boolean alsoReads) {
        this.at = at;
        this.alsoReads = alsoReads;
    }

    /** @param moment which one, from 1; before and after reads too, which an operator makes as long as it lives */
    static CrashInjector atAnyCall(int moment) {
        return new CrashInjector(moment, true);
    }

    /**
     * Before and after reads, the world is as it was after the write before them.
     *
     * @param moment which one, from 1; 0 is never
     */
    private static CrashInjector atWrite(int moment) {
        return new CrashInjector(moment, false);
    }

    /**
     * Tells a story once to its end, and then once for each moment of it, with an operator that is killed at that moment and another
     * one after it: at most one write more reaches Twilio.
     *
     * @param story returns how many writes reached Twilio
     */
    static void atEveryMomentOf(ToIntFunction<CrashInjector> story) {
        CrashInjector never = atWrite(0);
        int writes = story.applyAsInt(never);
        assertThat(never.moments.size()).isGreaterThan(4);

        for (int moment = 1; moment <= never.moments.size(); moment++) {
            CrashInjector crash = atWrite(moment);
            try {
                assertThat(story.applyAsInt(crash)).as("writes to Twilio").isLessThanOrEqualTo(writes + 1);
            } catch (AssertionError | ConditionTimeoutException e) {
                throw new AssertionError("killed " + crash.when(), e);
            }
        }
    }

    /**
     * Starts an operator, lets something be done, and kills it at its moment. One that is never killed goes on.
     *
     * @param over whether nothing is declared any more: nobody looks any more then, and a moment may not come
     */
    void at(TestEnvironment environment, Runnable act, Callable<Boolean> over) {
        environment.startMortalOperator(this);
        reached();
        act.run();
        if (!isNever()) {
            await("end of the operator")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> hasCome() || isQuiet() || over.call());
            environment.stopOperator();
        }
    }

    /** Moments count from now on; without it, from when an operator has started. */
    synchronized void reached() {
        near = true;
        latest = Instant.now();
    }

    boolean isNever() {
        return at == 0;
    }

    private synchronized boolean hasCome() {
        return at > 0 && moments.size() >= at;
    }

    /** Now and then the operator needs a write less, and the last moment does not come. */
    private synchronized boolean isQuiet() {
        return !alsoReads && latest.plus(QUIET).isBefore(Instant.now());
    }

    private synchronized String when() {
        return hasCome() ? moments.get(at - 1) : "never";
    }

    private synchronized void live(String moment) throws IOException {
        if (near && !hasCome()) {
            moments.add(moment);
            latest = Instant.now();
        }
        if (hasCome()) {
            throw new IOException("killed");
        }
    }

    /** The same client, but mortal. */
    KubernetesClient of(KubernetesClient client) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        // The embedded API can be blocked for 30 s by an operator that is gone, and a request takes 10.
                        .withRequestRetryBackoffLimit(3)
                        .withRequestRetryBackoffInterval(20)
                        .build())
                .withHttpClientFactory(new OkHttpClientFactory() {
                    @Override
                    protected void additionalConfig(OkHttpClient.Builder builder) {
                        builder.addInterceptor(CrashInjector.this::intercept);
                    }
                })
                .build();
    }

    private Response intercept(Interceptor.Chain chain) throws IOException {
        if (chain.request().method().equals("GET")) {
            return chain.proceed(chain.request());
        }
        String write = chain.request().method() + " " + chain.request().url().encodedPath();
        live("before " + write);
        Response response = chain.proceed(chain.request());
        try {
            live("after " + write);
        } catch (IOException e) {
            response.close();
            throw e;
        }
        return response;
    }

    /** The same API, but mortal. */
    ProxyApi of(ProxyApi api) {
        return new ProxyApi() {
            @Override
            public Answer<List<Member>> list(PoolKey pool) {
                return read("list of " + pool, () -> api.list(pool));
            }

            @Override
            public Answer<Member> add(Membership membership, boolean reserved) {
                return call("add of " + membership, () -> api.add(membership, reserved));
            }

            @Override
            public Answer<Member> setReserved(Membership membership, boolean reserved) {
                return call("reservation of " + membership, () -> api.setReserved(membership, reserved));
            }

            @Override
            public Answer<Membership> remove(Membership membership) {
                return call("removal of " + membership, () -> api.remove(membership));
            }

            @Override
            public Answer<List<NamedService>> services() {
                return read("list of Services", api::services);
            }

            @Override
            public Answer<Sid.Service> fetchService(Sid.Service service) {
                return read("fetch of " + service, () -> api.fetchService(service));
            }
        };
    }

    private <T> T read(String what, Supplier<T> call) {
        if (alsoReads) {
            return call(what, call);
        }
        if (hasCome()) {
            throw new UncheckedIOException(new IOException("killed"));
        }
        return call.get();
    }

    private <T> T call(String what, Supplier<T> call) {
        try {
            live("before " + what);
            T answer = call.get();
            live("after " + what);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
