package dev.proxypool.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * 10,000 codes in one account. What a page costs is counted rather than timed, because counts are the same on every
 * machine; figures are printed by {@code src/test/compat/run}.
 */
class ScaleTest {
    private static final int SERVICES = 20;
    private static final int CODES_EACH = 500;

    @Test
    void tenThousandCodesAreAllListedInAsManyPagesAsTheyNeed() {
        try (Simulator simulator = Example.start(ManyCodes.of(SERVICES, CODES_EACH, CODES_EACH))) {
            Client client = Example.client(simulator);
            List<String> sids = new ArrayList<>();
            for (int service = 1; service <= SERVICES; service++) {
                String url = "/v1/Services/" + ManyCodes.sid("KS", service) + "/ShortCodes?PageSize=100";
                while (!url.isEmpty()) {
                    var page = client.get(url).body();
                    sids.addAll(page.path("short_codes").findValuesAsText("sid"));
                    url = page.path("meta").path("next_page_url").asText("");
                }
            }

            assertThat(sids).hasSize(SERVICES * CODES_EACH).doesNotHaveDuplicates();
            assertThat(simulator.requests()).hasSize(SERVICES * CODES_EACH / 100);
        }
    }

    @Test
    void aPageLooksAtAsManyRecordsAsItShowsHoweverLongTheList() {
        assertThat(lookups(1_000, 500)).isEqualTo(lookups(10_000, 9_000));
    }

    /** Comparisons of keys while the page after a position is served. */
    private static int lookups(int codes, int position) {
        AtomicInteger comparisons = new AtomicInteger();
        TreeMap<String, Integer> list = new TreeMap<>((left, right) -> {
            comparisons.incrementAndGet();
            return left.compareTo(right);
        });
        for (int i = 0; i < codes; i++) {
            list.put(ManyCodes.sid("SC", i), i);
        }
        String token = new PageToken(true, Example.MESSAGING, ManyCodes.sid("SC", position)).encode();
        Request request = new Request(
                "GET", "http://here", Example.POOL, "PageSize=100&PageToken=" + token, Params.NONE, "", false, null);
        AtomicInteger shown = new AtomicInteger();
        comparisons.set(0);

        Pages.of(request, "short_codes", Example.MESSAGING).serve(Example.MESSAGING, list, number -> {
            shown.incrementAndGet();
            return one(number);
        });

        assertThat(comparisons.get()).isLessThan(100 * 20);
        return shown.get();
    }

    private static ObjectNode one(int number) {
        return Json.object().put("number", number);
    }
}
