package dev.proxypool.domain;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A member of a pool, as Twilio reports it. Only the SID and the reservation decide anything; the rest is for people.
 *
 * @param sid the member's own SID
 * @param reserved true if Twilio excludes the member from automatic assignment
 * @param details what else Twilio reports
 */
public record Member(Sid.Member sid, boolean reserved, Details details) {

    public static Member of(Sid.Member sid, boolean reserved) {
        return new Member(sid, reserved, Details.NONE);
    }

    /**
     * What else Twilio reports. Every field can be absent: the API marks all of them nullable.
     *
     * @param shortCode the digits, such as 12345; not E.164
     * @param isoCountry ISO 3166-1 alpha-2
     * @param capabilities an open map, because Twilio's own documents contradict each other about the keys
     */
    public record Details(
            @Nullable String shortCode,
            @Nullable String isoCountry,
            Map<String, Boolean> capabilities,
            @Nullable Instant dateCreated,
            @Nullable Instant dateUpdated,
            @Nullable String url) {

        public static final Details NONE = new Details(null, null, Map.of(), null, null, null);

        /** What is still true of a code that is in no pool: its digits and its country. */
        public Details ofNoMember() {
            return new Details(shortCode, isoCountry, Map.of(), null, null, null);
        }

        public Details {
            capabilities = Map.copyOf(capabilities);
        }
    }
}
