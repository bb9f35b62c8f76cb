package dev.proxypool.domain;

import dev.proxypool.domain.Trouble.Refusal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What can be in the pool of a Service, and all that is special about it. Each kind has a list of its own, with its own rate
 * limits.
 *
 * <p>Source: Twilio's OpenAPI document, release 2.3.3, and its error dictionary, https://www.twilio.com/docs/api/errors.
 */
public enum MemberKind {
    /** Added unreserved: there is no reserve on create. */
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

    /** For a message to a person: "short code". */
    public String noun() {
        return noun;
    }

    public String nouns() {
        return noun + "s";
    }

    /** The same where it is clear which kind is meant: "code". */
    public String shortNoun() {
        return shortNoun;
    }

    /** The key of a log line that names one, such as {@code shortCode}. */
    public String logKey() {
        return Character.toLowerCase(twilioName.charAt(0)) + twilioName.substring(1);
    }

    /** Empty if the text is absent or no SID of this kind. */
    public Optional<Sid.Member> parse(@Nullable String text) {
        return parser.apply(text).map(Function.identity());
    }

    /** The error code of a refusal that only this kind has, and the opposite of {@link #refusal}. */
    public int codeOf(Refusal refusal) {
        return refusals.entrySet().stream()
                .filter(entry -> entry.getValue() == refusal)
                .mapToInt(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** What one of Twilio's error codes means that only this kind has; empty for all others. */
    public Optional<Refusal> refusal(int code) {
        return Optional.ofNullable(refusals.get(code));
    }
}
