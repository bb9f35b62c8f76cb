package dev.proxypool.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A running simulator of Twilio Proxy's pools, with its admin API under {@code /_simulator/} on the same port.
 * It persists nothing. Its memory is bounded: the log keeps {@value RequestLog#CAPACITY} requests, a rate window as
 * many instants as it admits, and there are at most {@value Faults#MOST} faults.
 */
public final class Simulator implements AutoCloseable {
    private static final int BACKLOG = 1024;

    static {
        // The JDK's server sends head and body separately; with Nagle's algorithm a page then waits 40 ms for the
        // client's delayed acknowledgement. The property is read once per process, when the first server starts.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
    }

    private final World world;
    private final Console console;
    private final Faults faults = new Faults();
    private final RequestLog log = new RequestLog();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private Simulator(SimulatorState state, InetSocketAddress listen, InstantSource clock) throws IOException {
        world = new World(state, clock);
        console = new Console(world);
        server = HttpServer.create(listen, BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", new ApiHandler(world, faults, log, closing));
        server.createContext(Admin.ROOT + "/", new Admin(this));
        server.start();
    }

    /**
     * Starts to listen; port 0 chooses a free one.
     *
     * @throws InvalidState with all problems, if the state contradicts itself
     * @throws IOException if the address cannot be listened on
     */
    public static Simulator start(SimulatorState state, InetSocketAddress listen) throws IOException {
        return start(state, listen, InstantSource.system());
    }

    /** With the caller's own clock, for rate windows and dates; delay faults wait in real time. */
    public static Simulator start(SimulatorState state, InetSocketAddress listen, InstantSource clock)
            throws IOException {
        StateFile.requireValid(state);
        return new Simulator(state, listen, clock);
    }

    /** The base URL, such as {@code http://127.0.0.1:8080}, without a trailing slash. */
    public URI uri() {
        return URI.create("http://" + authority(server.getAddress()));
    }

    /** Stops at once: open connections are closed, including those of delayed requests. */
    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    /** The present state, secrets included. */
    public SimulatorState state() {
        return world.snapshot();
    }

    public List<LoggedRequest> requests() {
        return log.after(0);
    }

    /** The requests with a higher number. */
    public List<LoggedRequest> requestsAfter(long number) {
        return log.after(number);
    }

    /** How many requests there were of each kind, since the start or the last {@link #clearRequests}. */
    Map<RequestCounts.Kind, Long> counts() {
        return log.counts().all();
    }

    /** Empties the log, and restarts the counts; numbers continue. */
    public void clearRequests() {
        log.clear();
    }

    /**
     * Reports every request when it is done and before its answer is sent, in the order of their numbers, one at a
     * time. A listener must be quick and must not wait for the simulator.
     */
    public void onRequest(Consumer<LoggedRequest> listener) {
        log.listen(listener);
    }

    public void addFault(Fault fault) {
        faults.add(fault);
    }

    public List<Fault> faults() {
        return faults.all();
    }

    public void clearFaults() {
        faults.clear();
    }

    /**
     * An edit outside the API, as a person makes it in the console: moves a code of the account into this pool, from
     * any other, in this condition. Pool limits do not apply.
     *
     * @throws IllegalArgumentException if there is no such Service, or its account has no such code
     */
    public void put(String serviceSid, String shortCodeSid, boolean reserved, boolean inUse) {
        put(serviceSid, shortCodeSid, reserved, inUse ? 1 : 0);
    }

    /** The same for a code or phone number that so many open Sessions use. */
    public void put(String serviceSid, String sid, boolean reserved, int inUse) {
        console.put(EntryKind.ofSid(sid), serviceSid, sid, Optional.of(reserved), Optional.of(inUse));
    }

    /**
     * Removes a code or phone number from a pool outside the API, in use or not.
     *
     * @throws IllegalArgumentException if it is not in the pool
     */
    public void remove(String serviceSid, String sid) {
        console.remove(EntryKind.ofSid(sid), serviceSid, sid);
    }

    /**
     * The account gives a phone number back to Twilio; {@code releasedNumberStays} says what its pool then shows.
     *
     * @throws IllegalArgumentException if the account has no such number
     */
    public void release(String accountSid, String phoneNumberSid) {
        console.release(accountSid, phoneNumberSid);
    }

    /**
     * The account buys a phone number, such as one that it released before: then the number has a new SID.
     *
     * @throws IllegalArgumentException if there is no such account, or it has a number with this SID or these digits
     */
    public void buy(String accountSid, SimulatorState.PhoneNumber number) {
        console.buy(accountSid, number);
    }

    Console console() {
        return console;
    }

    /**
     * From now on Twilio behaves so: settings of the block {@code behaviour} in the words of the state file, such as
     * {@code "inUseFallsAfter: 60"}. Others stay as they are.
     *
     * @throws InvalidState with all problems of the text
     */
    public void behave(String settings) {
        world.behave(settings);
    }

    Behaviour behaviour() {
        return world.behaviour();
    }

    /** How many unreserved and reserved members a pool may have from now on; existing members stay. */
    public void poolLimits(int unreserved, int reserved) {
        world.behave("{maxUnreserved: %d, maxReserved: %d}".formatted(unreserved, reserved));
    }

    /** Whether the short-code endpoint is gone, as from Twilio's documents since July 2025. */
    public void withdrawn(boolean withdrawn) {
        world.behave("withdrawn: " + withdrawn);
    }

    /**
     * Gives an account another token; the old one is refused from now on.
     *
     * @throws IllegalArgumentException if there is no such account, or the token is empty
     */
    public void authToken(String accountSid, String token) {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("An auth token must have at least one character");
        }
        world.account(accountSid)
                .orElseThrow(() -> new IllegalArgumentException("There is no account " + accountSid))
                .rotate(token);
    }

    /** Host and port as in a URI; the wildcard address, which clients cannot connect to, becomes loopback. */
    static String authority(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        String text = host.isAnyLocalAddress() ? "127.0.0.1" : host.getHostAddress();
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + address.getPort();
    }
}
