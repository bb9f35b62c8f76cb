package dev.proxypool.proxy.governor;

import static dev.proxypool.proxy.ProxyFixtures.OTHER_SERVICE;
import static dev.proxypool.proxy.ProxyFixtures.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyFixtures;
import dev.proxypool.proxy.governor.Admission.Permit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A thousand adds to one Service, all wanted at once and carried out by sixteen workers, over a network that takes its
 * time: played through event by event, so that half a minute takes no time. Twilio counts a request at some moment between
 * its start and its answer.
 */
class GovernorBulkTest {

    private static final int ADDS = 1_000;
    private static final int WORKERS = 16;
    private static final long WINDOW = Duration.ofSeconds(5).toNanos();

    private final Random random = new Random(42);
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Deque<Add> ready = new ArrayDeque<>();
    private final PriorityQueue<Long> counted = new PriorityQueue<>();
    private long now;
    private int idle = WORKERS;
    private int refused;
    private final CredentialsBreaker breaker = new CredentialsBreaker();
    private final Governor governor = new Governor(Limits.DEFAULT, () -> now, GovernorListener.NONE);

    private record Event(long at, Runnable what) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            return Long.compare(at, other.at);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 50, 100, 200})
    void atLeast95PercentOfWhatTwilioAllowsAndNeverMore(long millis) {
        List<Add> adds =
                IntStream.range(0, ADDS).mapToObj(_ -> new Add(SERVICE, millis)).toList();
        adds.forEach(add -> add.isDue(0));

        play();

        long[] times = counted.stream().mapToLong(Long::longValue).sorted().toArray();
        assertThat(times).hasSize(ADDS);
        assertThat(IntStream.range(150, ADDS)).allMatch(i -> times[i] - times[i - 150] > WINDOW);
        double seconds = adds.stream().mapToLong(add -> add.started).max().orElseThrow() / 1e9;
        assertThat(ADDS / seconds).isGreaterThanOrEqualTo(0.95 * 30);
        assertThat(refused).as("asked in vain").isLessThan(2 * ADDS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 4.9, 5.1, 7, 10.1, 20.2})
    void aSingleAddToAnotherServiceDoesNotWaitBehindThem(double seconds) {
        IntStream.range(0, ADDS).forEach(_ -> new Add(SERVICE, 100).isDue(0));
        Add single = new Add(OTHER_SERVICE, 100);
        long applied = Math.round(seconds * 1e9);
        // By a worker of its own: how many there are is not the governor's affair.
        events.add(new Event(applied, () -> {
            idle--;
            single.ask();
        }));

        play();

        assertThat(single.started - applied).isLessThan(Duration.ofMillis(100).toNanos());
    }

    private void play() {
        while (!events.isEmpty()) {
            Event next = events.remove();
            now = next.at();
            next.what().run();
            while (idle > 0 && !ready.isEmpty()) {
                idle--;
                ready.remove().ask();
            }
        }
    }

    /** One add, and what {@link GovernedProxyApi} and the reconciler around it do for it. */
    private final class Add {
        private final Sid.Service service;
        private final long millis;
        private Duration waited = Duration.ZERO;
        private long started;

        Add(Sid.Service service, long millis) {
            this.service = service;
            this.millis = millis;
        }

        void isDue(long at) {
            events.add(new Event(at, () -> ready.add(this)));
        }

        void ask() {
            switch (governor.ask(new Governor.Caller(breaker, "", service, ProxyFixtures.CREATE), !waited.isZero())) {
                case Admission.Admitted(Permit permit) -> start(permit);
                case Admission.Deferred later -> wait(later.delay());
            }
        }

        private void wait(Duration delay) {
            waited = waited.plus(delay);
            if (waited.compareTo(GovernedProxyApi.PATIENCE) < 0) {
                events.add(new Event(now + delay.toNanos(), this::ask));
                return;
            }
            waited = Duration.ZERO;
            refused++;
            idle++;
            isDue(now + Math.max(delay.toNanos(), GovernedProxyApi.PATIENCE.toNanos()));
        }

        /** Takes from half to one and a half times the usual time, and is counted anywhere within it. */
        private void start(Permit permit) {
            started = now;
            long takes = (long) (Duration.ofMillis(millis).toNanos() * (0.5 + random.nextDouble()));
            counted.add(now + (long) (takes * random.nextDouble()));
            events.add(new Event(now + takes, () -> {
                governor.ended(permit, 1, Timetable.GOOD);
                idle++;
            }));
        }
    }
}
