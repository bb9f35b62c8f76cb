package dev.proxypool.domain;

import dev.proxypool.domain.Trouble.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A kind of member that the pool of a Service can have, with everything that is specific to it. Each kind has its own
 * list, with its own rate limits.
 *
 * <p>Source: Twilio's OpenAPI document, release 2.3.3, and its error dictionary,
 * https://www.twilio.com/docs/api/errors.
 */
public enum MemberKind {
    SHORT_CODE(
            "ShortCode",
            "short_codes",
            "short code",
            "code",
            Adding.UNRESERVED,
            Sid.ShortCode::parse,
            Map.of(80105, Refusal.ALREADY_MEMBER, 80303, Refusal.UNKNOWN_SHORT_CODE, 80307, Refusal.VANISHED)),
    PHONE_NUMBER(
            "PhoneNumber",
            "phone_numbers",
            "phone number",
            "number",
            Adding.AS_DECLARED,
            Sid.PhoneNumber::parse,
            Map.of(
                    80104,
                    Refusal.ALREADY_MEMBER,
                    80301,
                    Refusal.UNKNOWN_PHONE_NUMBER,
                    80606,
                    Refusal.UNKNOWN_PHONE_NUMBER,
                    80307,
                    Refusal.VANISHED));

    /** What Twilio's create request can do. */
    private enum Adding {
        /** It takes no reservation, so a second request must follow. */
        UNRESERVED,
        /** It takes the reservation, and it overwrites the member's voice and SMS URLs outside Proxy. */
        AS_DECLARED
    }

    private final String twilioName;
    private final String listKey;
    private final String noun;
    private final String shortNoun;
    private final Adding adding;
    private final Function<@Nullable String, Optional<? extends Sid.Member>> parser;
    private final Map<Integer, Refusal> refusals;

    MemberKind(
            String twilioName,
            String listKey,
            String noun,
            String shortNoun,
            Adding adding,
            Function<@Nullable String, Optional<? extends Sid.Member>> parser,
            Map<Integer, Refusal> refusals) {
        this.twilioName = twilioName;
        this.listKey = listKey;
        this.noun = noun;
        this.shortNoun = shortNoun;
        this.adding = adding;
        this.parser = parser;
        this.refusals = refusals;
    }

    /** Twilio's name of the resource, as in {@code CreateShortCode}. */
    public String twilioName() {
        return twilioName;
    }

    /** The last segment of the list's path, such as {@code ShortCodes}. */
    public String path() {
        return twilioName + "s";
    }

    /** The key of the members in a page of the list. */
    public String listKey() {
        return listKey;
    }

    /** The noun in messages: "short code". */
    public String noun() {
        return noun;
    }

    public String nouns() {
        return noun + "s";
    }

    /** The shorter noun, where the kind is clear: "code". */
    public String shortNoun() {
        return shortNoun;
    }

    /** Whether one request adds and reserves; otherwise a member is always added unreserved. */
    public boolean addsReserved() {
        return adding == Adding.AS_DECLARED;
    }

    /** Whether a member has a number beside its SID, so that two resources can name it differently. */
    public boolean hasNumbers() {
        return this == PHONE_NUMBER;
    }

    /**
     * What an add changes outside Proxy, as a sentence; empty if nothing is known.
     *
     * <p>Source: https://www.twilio.com/docs/proxy/api/phone-number; observed by third parties in March 2026.
     */
    public Optional<String> sideEffectOfAdding() {
        return adding == Adding.AS_DECLARED
                ? Optional.of("Twilio overwrites the number's voice and SMS URLs, and a removal does not restore them")
                : Optional.empty();
    }

    /** The key of the member's SID in a log line, such as {@code shortCode}. */
    public String logKey() {
        return Character.toLowerCase(twilioName.charAt(0)) + twilioName.substring(1);
    }

    /** Empty if the text is absent or not a SID of this kind. */
    public Optional<Sid.Member> parse(@Nullable String text) {
        return parser.apply(text).map(Function.identity());
    }

    /** Twilio's error code for a refusal that only this kind has: the inverse of {@link #refusal}. */
    public int codeOf(Refusal refusal) {
        return refusals.entrySet().stream()
                .filter(entry -> entry.getValue() == refusal)
                .mapToInt(Map.Entry::getKey)
                .min()
                .orElseThrow();
    }

    /** What an error code that only this kind has means; empty for all other codes. */
    public Optional<Refusal> refusal(int code) {
        return Optional.ofNullable(refusals.get(code));
    }
}
