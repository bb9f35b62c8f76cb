package dev.proxypool.domain;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A member of a pool, as Twilio reports it. SID, number, reservation and use decide something; the rest is for people.
 *
 * @param sid the member's own SID
 * @param reserved true if Twilio excludes the member from automatic assignment
 * @param details what else Twilio reports
 * @param idlePolls in how many polls in a row, the last one included, it was reserved and unused; not counted beyond
 *     {@link #IDLE}
 */
public record Member(Sid.Member sid, boolean reserved, Details details, int idlePolls) {

    /** One poll is not enough: a Session that was created just before the reservation may count late. */
    private static final int IDLE = 2;

    /** A member that no two polls were compared for. */
    public Member(Sid.Member sid, boolean reserved, Details details) {
        this(sid, reserved, details, 0);
    }

    public static Member of(Sid.Member sid, boolean reserved) {
        return new Member(sid, reserved, Details.NONE);
    }

    /** The same member with another reservation. */
    public Member reserved(boolean reserved) {
        return new Member(sid, reserved, details, idlePolls);
    }

    /** As the answer to a write shows it, except for its use, of which a list knows more. */
    public Member withUseOf(Member listed) {
        return new Member(sid, reserved, details.inUse(listed.details.inUse()), listed.idlePolls);
    }

    /** The same member as a poll found it, after that one. */
    public Member polledAfter(@Nullable Member earlier) {
        boolean unused = reserved && reportsUse() && !isInUse();
        int before = earlier == null ? 0 : earlier.idlePolls;
        return new Member(sid, reserved, details, unused ? Math.min(before + 1, IDLE) : 0);
    }

    /** The same member, whatever earlier polls found. */
    public Member withoutIdlePolls() {
        return idlePolls == 0 ? this : new Member(sid, reserved, details, 0);
    }

    /** The same member, whether or not Sessions use it. */
    Member withoutUse() {
        return reportsUse() ? new Member(sid, reserved, details.inUse(null), 0) : this;
    }

    /** The number by which people name it; the SID if there is none. */
    public Sid.Member name() {
        return number().<Sid.Member>map(number -> number).orElse(sid);
    }

    /** Empty for members that are no phone numbers. */
    public Optional<Sid.E164> number() {
        return Optional.ofNullable(details.phoneNumber());
    }

    /** Whether Twilio says how many Sessions use it. If not, that does not mean that none does. */
    public boolean reportsUse() {
        return details.inUse() != null;
    }

    public boolean isInUse() {
        return details.inUse() != null && details.inUse() > 0;
    }

    /** Whether no Session used it in two polls in a row, while it was reserved. */
    public boolean isIdle() {
        return idlePolls >= IDLE;
    }

    /**
     * What else Twilio reports. Every field can be absent: the API marks most of them nullable.
     *
     * @param shortCode the digits, such as 12345; not E.164
     * @param phoneNumber of a phone number
     * @param phoneNumberSid of a phone number
     * @param friendlyName of a phone number
     * @param inUse how many open Sessions use it; null if Twilio does not report it
     * @param isoCountry ISO 3166-1 alpha-2
     * @param capabilities an open map, because Twilio's own documents contradict each other about the keys
     */
    public record Details(
            @Nullable String shortCode,
            Sid.@Nullable E164 phoneNumber,
            @Nullable String phoneNumberSid,
            @Nullable String friendlyName,
            @Nullable Integer inUse,
            @Nullable String isoCountry,
            Map<String, Boolean> capabilities,
            @Nullable Instant dateCreated,
            @Nullable Instant dateUpdated,
            @Nullable String url) {

        public static final Details NONE = new Details(null, null, Map.of(), null, null, null);

        /** Of a short code. */
        public Details(
                @Nullable String shortCode,
                @Nullable String isoCountry,
                Map<String, Boolean> capabilities,
                @Nullable Instant dateCreated,
                @Nullable Instant dateUpdated,
                @Nullable String url) {
            this(shortCode, null, null, null, null, isoCountry, capabilities, dateCreated, dateUpdated, url);
        }

        /** What is still true of a member that is in no pool: its digits, its name and its country. */
        public Details ofNoMember() {
            return new Details(
                    shortCode, phoneNumber, phoneNumberSid, friendlyName, null, isoCountry, Map.of(), null, null, null);
        }

        /** With what a claim says of the member. The SID of a short code is no detail. */
        public Details naming(Sid.Member name) {
            return switch (name) {
                case Sid.ShortCode _ -> this;
                case Sid.E164 number -> ofNumber(number, phoneNumberSid);
                case Sid.PhoneNumber sid -> ofNumber(phoneNumber, sid.value());
            };
        }

        private Details ofNumber(Sid.@Nullable E164 number, @Nullable String sid) {
            return new Details(
                    shortCode,
                    number,
                    sid,
                    friendlyName,
                    inUse,
                    isoCountry,
                    capabilities,
                    dateCreated,
                    dateUpdated,
                    url);
        }

        Details inUse(@Nullable Integer sessions) {
            return new Details(
                    shortCode,
                    phoneNumber,
                    phoneNumberSid,
                    friendlyName,
                    sessions,
                    isoCountry,
                    capabilities,
                    dateCreated,
                    dateUpdated,
                    url);
        }

        /** The digits by which people know it; null if Twilio did not report them. */
        public @Nullable String digits() {
            return phoneNumber == null ? shortCode : phoneNumber.value();
        }

        public Details {
            capabilities = Map.copyOf(capabilities);
        }
    }
}
