package dev.proxypool.scenarios;

import static org.awaitility.Awaitility.await;

import dev.proxypool.scenarios.ApiFault.Moment;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import javax.net.SocketFactory;

/**
 * Stands between an operator and the API server and makes trouble when a story asks for it: requests and answers that take
 * their time, connections that are cut, watch events that come late, lists that are old. It speaks plain HTTP to the operator,
 * and to the API server whatever that speaks; credentials pass through.
 */
final class ApiProxy implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final byte[] FORBIDDEN = """
        HTTP/1.1 403 Forbidden\r
        Content-Type: application/json\r
        Connection: close\r
        \r
        {"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Forbidden","code":403,"message":"forbidden"}\
        """.getBytes(StandardCharsets.UTF_8);

    private final Config config;
    private final URI server;
    private final SocketFactory sockets;
    private final ServerSocket entrance;
    private final List<ApiFault> faults = new CopyOnWriteArrayList<>();
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();
    /** What watches were told, in their words. */
    private final StringBuffer told = new StringBuffer();

    private final Set<ApiRequest> watches = ConcurrentHashMap.newKeySet();

    private final Map<String, byte[]> lists = new ConcurrentHashMap<>();
    private volatile Map<String, byte[]> replayed = Map.of();
    private volatile Predicate<ApiRequest> getsAnOldList = _ -> false;
    private volatile Predicate<ApiRequest> isRefused = _ -> false;
    private volatile byte[] refusal = {};
    private volatile int replays;
    private volatile Predicate<ApiRequest> isForbidden = _ -> false;
    private boolean held;

    /** @param config how to reach the API server, and as whom */
    ApiProxy(Config config) {
        this.config = config;
        this.server = URI.create(config.getMasterUrl());
        try {
            this.sockets = server.getScheme().equals("https")
                    ? SSLUtils.sslContext(config).getSocketFactory()
                    : SocketFactory.getDefault();
            this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Thread.startVirtualThread(this::accept);
    }

    /** A client whose requests come by here. */
    KubernetesClient client() {
        String here = "http://127.0.0.1:" + entrance.getLocalPort();
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withMasterUrl(here)
                        .withDisableHostnameVerification(true)
                        .build())
                .build();
    }

    // What can go wrong

    /** Something happens while a request is on its way; it waits as long as that takes. */
    ApiFault delayRequest(Predicate<ApiRequest> which, Runnable meanwhile) {
        return add(new ApiFault(which, Moment.BEFORE_THE_EFFECT, meanwhile));
    }

    /** Something happens while the answer is on its way. */
    ApiFault delayAnswer(Predicate<ApiRequest> which, Runnable meanwhile) {
        return add(new ApiFault(which, Moment.AFTER_THE_EFFECT, meanwhile));
    }

    /** The request has its effect, and the operator does not learn of it. */
    ApiFault cutAfterTheEffect(Predicate<ApiRequest> which) {
        return add(new ApiFault(which, Moment.INSTEAD_OF_THE_ANSWER, () -> {}));
    }

    /** Such requests have no effect from now on, and are answered as an API server refuses what is invalid. */
    void refuse(Predicate<ApiRequest> which, int code, String why) {
        String status =
                "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":%d,\"message\":\"%s\"}"
                        .formatted(code, why);
        refusal =
                "HTTP/1.1 %d Refused\r\nContent-Type: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                        .formatted(code, status.length(), status)
                        .getBytes(StandardCharsets.US_ASCII);
        isRefused = which;
    }

    private ApiFault add(ApiFault fault) {
        faults.add(fault);
        return fault;
    }

    /** From now on watches hear nothing, and later all of it in its order. */
    synchronized void holdEvents() {
        held = true;
    }

    synchronized void releaseEvents() {
        held = false;
        notifyAll();
    }

    /** From now on the API server answers these as it answers what the operator has no right to. */
    void forbid(Predicate<ApiRequest> which) {
        isForbidden = which;
    }

    /** From now on these requests for lists are answered as the last ones of the same path were. */
    void replayOldLists(Predicate<ApiRequest> which) {
        replayed = Map.copyOf(lists);
        replays = 0;
        getsAnOldList = which;
    }

    /** What an API server may answer from a cache that lags behind. */
    static boolean maySeeAnOldState(ApiRequest request) {
        return request.asks("resourceVersion=0");
    }

    // What happened

    int replays() {
        return replays;
    }

    List<ApiRequest> requests() {
        return List.copyOf(requests);
    }

    /** The watches that are open. */
    List<ApiRequest> watches() {
        return List.copyOf(watches);
    }

    void forgetRequests() {
        requests.clear();
    }

    /** Each watch has heard of that version of an object, or at least one has. */
    void awaitEventOf(String resourceVersion) {
        await("event of version " + resourceVersion)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> told.indexOf("\"resourceVersion\":\"" + resourceVersion + "\"") >= 0);
    }

    List<ApiFault> faultsThatDidNotHappen() {
        return faults.stream().filter(fault -> !fault.happened()).toList();
    }

    // How it works

    private void accept() {
        try {
            while (true) {
                Socket near = entrance.accept();
                Thread.startVirtualThread(() -> serve(near));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket near) {
        try (near) {
            Optional<ApiRequest> request = ApiRequest.read(near.getInputStream());
            if (request.isPresent()) {
                serve(request.get(), near);
            }
        } catch (IOException _) {
            // One of the two has hung up, so the other shall.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(ApiRequest request, Socket near) throws IOException, InterruptedException {
        requests.add(request);
        if (isForbidden.test(request)) {
            near.getOutputStream().write(FORBIDDEN);
            return;
        }
        byte[] old = request.method().equals("GET") ? replayed.get(request.path()) : null;
        if (old != null && !request.isWatch() && getsAnOldList.test(request)) {
            replays++;
            near.getOutputStream().write(old);
            return;
        }
        if (isRefused.test(request)) {
            near.getOutputStream().write(refusal);
            return;
        }
        List<ApiFault> mine =
                faults.stream().filter(fault -> fault.takes(request)).toList();
        try {
            answer(request, mine, near);
        } finally {
            near.close();
            watches.remove(request);
            mine.forEach(ApiFault::end);
        }
    }

    private void answer(ApiRequest request, List<ApiFault> mine, Socket near) throws IOException, InterruptedException {
        run(mine, Moment.BEFORE_THE_EFFECT);
        try (Socket far = connect()) {
            far.getOutputStream().write(request.forwarded(server.getAuthority()));
            far.getOutputStream().flush();
            if (request.isWatch()) {
                watches.add(request);
                tunnel(near, far);
                return;
            }
            byte[] answer = far.getInputStream().readAllBytes();
            if (request.method().equals("GET")) {
                lists.put(request.path(), answer);
            }
            run(mine, Moment.AFTER_THE_EFFECT);
            if (run(mine, Moment.INSTEAD_OF_THE_ANSWER)) {
                return;
            }
            near.getOutputStream().write(answer);
        }
    }

    private static boolean run(List<ApiFault> faults, Moment moment) {
        List<ApiFault> due =
                faults.stream().filter(fault -> fault.moment() == moment).toList();
        due.forEach(ApiFault::run);
        return !due.isEmpty();
    }

    private Socket connect() throws IOException {
        int port = server.getPort() >= 0 ? server.getPort() : server.getScheme().equals("https") ? 443 : 80;
        return sockets.createSocket(server.getHost(), port);
    }

    /** A watch: what the server says passes when it may, as long as the two like. */
    private void tunnel(Socket near, Socket far) throws IOException, InterruptedException {
        Thread.startVirtualThread(() -> {
            try (near;
                    far) {
                near.getInputStream().transferTo(new Flushing(far.getOutputStream()));
            } catch (IOException _) {
                // Closed.
            }
        });
        InputStream in = far.getInputStream();
        OutputStream out = near.getOutputStream();
        // That there is a watch may be known at once.
        out.write(ApiRequest.head(in).getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
        byte[] some = new byte[16 * 1024];
        for (int read = in.read(some); read >= 0; read = in.read(some)) {
            awaitRelease();
            out.write(some, 0, read);
            out.flush();
            told.append(new String(some, 0, read, StandardCharsets.ISO_8859_1));
        }
    }

    private synchronized void awaitRelease() throws InterruptedException {
        while (held) {
            wait();
        }
    }

    private static final class Flushing extends OutputStream {
        private final OutputStream out;

        Flushing(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            out.flush();
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        releaseEvents();
        entrance.close();
    }
}
