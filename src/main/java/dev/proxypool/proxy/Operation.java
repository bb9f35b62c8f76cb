package dev.proxypool.proxy;

import dev.proxypool.domain.MemberKind;
import org.jspecify.annotations.Nullable;

/**
 * An operation of Twilio's OpenAPI document 2.3.3 that the operator uses.
 *
 * @param kind the kind of its members; null if it is about Services
 */
public record Operation(Verb verb, @Nullable MemberKind kind) {

    public static final Operation FETCH_SERVICE = new Operation(Verb.FETCH, null);
    public static final Operation LIST_SERVICES = new Operation(Verb.LIST, null);

    /** An operation's HTTP method, and the only status with which it succeeds. */
    public enum Verb {
        LIST("List", "GET", 200),
        FETCH("Fetch", "GET", 200),
        CREATE("Create", "POST", 201),
        /** Sets or removes a reservation. */
        UPDATE("Update", "POST", 200),
        DELETE("Delete", "DELETE", 204);

        private final String word;
        private final String method;
        private final int success;

        Verb(String word, String method, int success) {
            this.word = word;
            this.method = method;
            this.success = success;
        }
    }

    public static Operation list(MemberKind kind) {
        return new Operation(Verb.LIST, kind);
    }

    public static Operation create(MemberKind kind) {
        return new Operation(Verb.CREATE, kind);
    }

    public static Operation update(MemberKind kind) {
        return new Operation(Verb.UPDATE, kind);
    }

    public static Operation delete(MemberKind kind) {
        return new Operation(Verb.DELETE, kind);
    }

    /** Such as {@code CreateShortCode}. */
    public String twilioName() {
        return verb.word + (kind == null ? "Service" : kind.twilioName());
    }

    /** The HTTP method. */
    public String method() {
        return verb.method;
    }

    public boolean succeeds(int status) {
        return status == verb.success;
    }
}
