package dev.proxypool.scenarios;

import static org.awaitility.Awaitility.await;

import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberResource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

/** Who appears in the stories, and the stage that each of them has to itself. */
abstract class Scenarios {

    static final String KS1 = "KS00000000000000000000000000000001";
    static final String KS2 = "KS00000000000000000000000000000002";
    static final String SC1 = "SC00000000000000000000000000000001";
    static final String SC2 = "SC00000000000000000000000000000002";
    static final String SC3 = "SC00000000000000000000000000000003";
    static final String SC4 = "SC00000000000000000000000000000004";

    /** The Kubernetes API of the stories; closed at the end of each. */
    abstract TestEnvironment environment();

    TestEnvironment environment;

    /** What a suite that is told about every kind of members is told about now. */
    @Parameter
    Telling telling = Telling.SHORT_CODES;

    /** Members of the account, and one of the other account. */
    String one;

    String two;
    String three;
    String four;
    String other;

    @BeforeEach
    void setTheStage() {
        environment = environment();
        tellOf(telling);
    }

    /** From now on; for a story about every kind of members, in a suite where few are. */
    final void tellOf(Telling kind) {
        telling = kind;
        environment.of(kind);
        one = telling.sid(1);
        two = telling.sid(2);
        three = telling.sid(3);
        four = telling.sid(4);
        other = telling.sid(6);
    }

    @AfterEach
    void clearTheStage() {
        environment.close();
    }

    /** The condition, or one that says nothing. */
    static Condition condition(MemberResource<?> resource, String type) {
        return resource.statusOrNone().condition(type).orElse(new Condition(type, "Unknown", null, null, "", ""));
    }

    /** The spec of a resource for one member, with more fields and their values. */
    final Map<String, Object> single(String service, String member, Object... more) {
        Map<String, Object> spec = new HashMap<>(telling.named(member));
        spec.put("serviceSid", service);
        for (int i = 0; i < more.length; i += 2) {
            spec.put((String) more[i], more[i + 1]);
        }
        return spec;
    }

    /** Where each moment is tried: a number leaves after two polls. A drain of a code takes its time, with more polls. */
    final void pollOften() {
        if (!telling.isOfCodes()) {
            environment.observeEvery(Duration.ofMillis(250));
        }
    }

    /** At least: the period, or two polls of a number that no Session uses, of which one may come at once. */
    final Duration shortestDrain(Duration period) {
        return telling.isOfCodes() ? period : environment.interval().dividedBy(2);
    }

    /** A line that Prometheus sees. */
    final void awaitSample(String sample) {
        await(sample)
                .atMost(Duration.ofSeconds(20))
                .until(() -> environment.scrape().contains("\n" + sample + "\n"));
    }

    /** The spec of a resource for the member of the other account. */
    final Map<String, Object> ofTheOther() {
        return single(TestEnvironment.OTHER_SERVICE, other, "accountRef", Map.of("name", "other"));
    }
}
