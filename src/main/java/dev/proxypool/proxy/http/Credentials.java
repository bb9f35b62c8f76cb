package dev.proxypool.proxy.http;

import dev.proxypool.domain.Fingerprint;
import dev.proxypool.domain.Sid;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The credentials for Twilio: an account's auth token, or an API key. Not a record, because a record shows its fields:
 * the secret leaves this class only inside an Authorization header.
 *
 * <p>Proxy does not accept a parent account's credentials for a subaccount; use those of the account that owns the
 * Services.
 */
public final class Credentials {

    private static final Pattern KEY_SID = Pattern.compile("SK[0-9a-fA-F]{32}");
    private static final String CONCEALED = "[concealed]";

    /**
     * Twilio's secrets have 32 characters. A shorter one occurs in many texts by chance: replacing it would garble
     * answers.
     */
    private static final int SHORTEST_CONCEALED = 16;

    private final Sid.Account account;
    private final String user;
    private final String secret;
    private final String encoded;
    private final String fingerprint;

    private Credentials(Sid.Account account, String user, String secret) {
        this.account = account;
        this.user = user;
        this.secret = secret;
        this.encoded = Base64.getEncoder().encodeToString((user + ':' + secret).getBytes(StandardCharsets.UTF_8));
        this.fingerprint = Fingerprint.of(account.value() + '\n' + user + '\n' + secret);
    }

    /**
     * The account's own auth token. Surrounding white space is dropped: secrets often end with a newline.
     *
     * @throws IllegalArgumentException if the token is blank
     */
    public static Credentials token(Sid.Account account, String authToken) {
        return new Credentials(account, account.value(), required("auth token", authToken));
    }

    /**
     * An API key of the account. Main and Standard keys work; Restricted keys cannot be granted Proxy (Twilio answers
     * 70051).
     *
     * @throws IllegalArgumentException if the key's SID is invalid, or its secret is blank; the message does not repeat
     *     the input, because users swap the two
     */
    public static Credentials apiKey(Sid.Account account, String keySid, String keySecret) {
        String key = required("API key SID", keySid);
        if (!KEY_SID.matcher(key).matches()) {
            throw new IllegalArgumentException("an API key's SID must be SK followed by 32 hexadecimal digits");
        }
        return new Credentials(account, key, required("API key secret", keySecret));
    }

    public Sid.Account account() {
        return account;
    }

    /** A short hash of the content, equal for equal credentials: for log lines and for detecting a rotation. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The value of the Authorization header. */
    String authorization() {
        return "Basic " + encoded;
    }

    /** The text without the secret, in case a server repeats it: answers end up in conditions and logs. */
    String conceal(String text) {
        if (text.length() < SHORTEST_CONCEALED) {
            return text;
        }
        String without = text.replace(encoded, CONCEALED);
        return secret.length() < SHORTEST_CONCEALED ? without : without.replace(secret, CONCEALED);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Credentials that
                && account.equals(that.account)
                && user.equals(that.user)
                && secret.equals(that.secret);
    }

    @Override
    public int hashCode() {
        return fingerprint.hashCode();
    }

    @Override
    public String toString() {
        String kind = user.equals(account.value()) ? "auth token" : "API key " + user;
        return "%s by %s, fingerprint %s".formatted(account, kind, fingerprint);
    }

    private static String required(String what, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("the %s must not be empty".formatted(what));
        }
        return stripped;
    }
}
