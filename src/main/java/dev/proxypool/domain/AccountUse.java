package dev.proxypool.domain;

/**
 * Which Twilio account a resource uses, and how it reaches it. The SID alone proves nothing: a server that a tenant
 * chose can report any SID, so what the operator saw through such a server counts for that server only.
 *
 * @param sid the account's own SID
 * @param realm who vouches for the account: empty for Twilio in the United States and for the operator's own endpoint,
 *     otherwise Twilio's region or the base URL
 * @param through {@link #DEFAULT} for the operator's own account, otherwise the name of the ProxyAccount, prefixed with
 *     its namespace if that differs from the resource's: {@code main} or {@code shared/main}
 */
public record AccountUse(Sid.Account sid, String realm, String through) {

    /** No ProxyAccount can have this name. */
    public static final String DEFAULT = "(default)";

    /** The operator's own account. */
    public static AccountUse own(Sid.Account sid) {
        return new AccountUse(sid, "", DEFAULT);
    }

    /** Names it for a person: {@code account AC… (ProxyAccount main)}. */
    public String inWords() {
        String how = through.equals(DEFAULT) ? "the operator's default account" : "ProxyAccount " + through;
        return "account %s (%s)".formatted(sid, how);
    }

    /** The same account, reached in another way. */
    public AccountUse by(String way) {
        return new AccountUse(sid, realm, way);
    }

    /** Whether both are the same account of the same realm, so that their claims are on the same pools. */
    public boolean isSameAccountAs(AccountUse other) {
        return sid.equals(other.sid) && realm.equals(other.realm);
    }
}
