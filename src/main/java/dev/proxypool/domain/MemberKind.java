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
    /** Always added unreserved: Twilio's create request takes no reservation. */
    SHORT_CODE(
            "ShortCode",
            "short_codes",
            "short code",
            "code",
            Sid.ShortCode::parse,
            Map.of(80105, Refusal.ALREADY_MEMBER, 80303, Refusal.UNKNOWN_MEMBER, 80307, Refusal.VANISHED));

    private final String twilioName;
    private final String listKey;
    private final String noun;
    private final String shortNoun;
    private final Function<@Nullable String, Optional<? extends Sid.Member>> parser;
    private final Map<Integer, Refusal> refusals;

    MemberKind(
            String twilioName,
            String listKey,
            String noun,
            String shortNoun,
            Function<@Nullable String, Optional<? extends Sid.Member>> parser,
            Map<Integer, Refusal> refusals) {
        this.twilioName = twilioName;
        this.listKey = listKey;
        this.noun = noun;
        this.shortNoun = shortNoun;
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
                .findFirst()
                .orElseThrow();
    }

    /** What an error code that only this kind has means; empty for all other codes. */
    public Optional<Refusal> refusal(int code) {
        return Optional.ofNullable(refusals.get(code));
    }
}
