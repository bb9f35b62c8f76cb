package dev.proxypool.proxy.http;

import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.ProxyFixtures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes pages of a pool as Twilio does. */
final class Pages {

    private Pages() {}

    /** As it comes over the wire. */
    static Body body(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8), ProxyFixtures.CREDENTIALS::conceal);
    }

    static String page(@Nullable String next, Sid.Member... members) {
        return page(
                next, List.of(members).stream().map(sid -> member(sid, false)).toList());
    }

    static String page(@Nullable String next, List<String> members) {
        String link = next == null ? "null" : '"' + next + '"';
        return "{\"meta\":{\"page\":0,\"page_size\":100,\"next_page_url\":%s,\"key\":\"short_codes\"},\"short_codes\":%s}"
                .formatted(link, members.stream().collect(Collectors.joining(",", "[", "]")));
    }

    static String member(Sid.Member sid, boolean reserved) {
        return "{\"sid\":\"%s\",\"service_sid\":\"%s\",\"is_reserved\":%s}"
                .formatted(sid, ProxyFixtures.SERVICE, reserved);
    }

    /** A link as Twilio writes it: on Twilio's own host. */
    static String link(int page) {
        return "https://proxy.twilio.com%s?PageSize=100&Page=%d&PageToken=PT%d"
                .formatted(ProxyFixtures.POOL, page, page);
    }
}
