package dev.proxypool.proxy.http;

import static dev.proxypool.domain.PoolKeys.codesOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyFixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a known pool costs: a member is a small record, and what is alike of many is kept once. */
class PoolMemoryTest {

    private static final int MEMBERS = 10_000;
    private static final int MIB = 1024 * 1024;

    @Test
    void tenThousandMembersAreSingleMegabytes() {
        PoolSnapshot unused = pool();
        long before = used();

        PoolSnapshot pool = pool();

        long bytes = used() - before;
        assertThat(pool.members()).hasSize(MEMBERS);
        assertThat(unused.members()).hasSize(MEMBERS);
        System.out.printf("a member of a pool takes %d bytes%n", bytes / MEMBERS);
        assertThat(bytes).isBetween(1L * MIB, 6L * MIB);
    }

    /** As read from lists of a hundred, with everything that Twilio tells of a code. */
    private static PoolSnapshot pool() {
        var reader = new MemberReader(codesOf(ProxyFixtures.SERVICE), "https://proxy.twilio.com" + ProxyFixtures.POOL);
        List<Member> members = new ArrayList<>();
        for (int page = 0; page < MEMBERS / 100; page++) {
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                texts.add(text(page * 100 + i));
            }
            var parsed = Bodies.page(Pages.body(Pages.page(null, texts)), MemberKind.SHORT_CODE, reader);
            members.addAll(
                    ((Parsed.Success<Bodies.Page<Member>>) parsed).value().entries());
        }
        return PoolSnapshot.of(codesOf(ProxyFixtures.SERVICE), Instant.parse("2026-11-01T12:00:00Z"), members);
    }

    private static String text(int code) {
        Sid.Member sid = new Sid.ShortCode("SC%032x".formatted(code * 2_654_435_761L));
        return """
            {"sid": "%s", "service_sid": "%s", "account_sid": "AC00000000000000000000000000000001", "is_reserved": %b,
             "short_code": "%d", "iso_country": "US", "date_created": "2026-07-30T20:00:00Z",
             "date_updated": "2026-07-31T20:00:00Z", "capabilities": {"sms_inbound": true, "sms_outbound": true,
             "mms_inbound": false, "mms_outbound": false, "voice_inbound": false, "voice_outbound": false},
             "url": "https://proxy.twilio.com/v1/Services/%s/ShortCodes/%s"}
            """.formatted(sid, ProxyFixtures.SERVICE, code % 2 == 0, 10_000 + code, ProxyFixtures.SERVICE, sid);
    }

    /** Of the heap, once garbage is gone. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
