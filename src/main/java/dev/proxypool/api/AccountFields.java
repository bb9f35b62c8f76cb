package dev.proxypool.api;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Sid;
import org.jspecify.annotations.Nullable;

/** The status fields for the account in which a pool was last seen: accountSid, accountRealm and accountThrough. */
final class AccountFields {

    /** In a status that an earlier version wrote. */
    static final String UNKNOWN = "";

    private AccountFields() {}

    static @Nullable AccountUse read(@Nullable String sid, @Nullable String realm, @Nullable String through) {
        return Sid.Account.parse(sid)
                .map(account ->
                        new AccountUse(account, realm == null ? "" : realm, through == null ? UNKNOWN : through))
                .orElse(null);
    }

    static @Nullable String sid(@Nullable AccountUse account) {
        return account == null ? null : account.sid().value();
    }

    /** Null for Twilio and the operator's own endpoint. */
    static @Nullable String realm(@Nullable AccountUse account) {
        return account == null || account.realm().isEmpty() ? null : account.realm();
    }

    static @Nullable String through(@Nullable AccountUse account) {
        return account == null || account.through().equals(UNKNOWN) ? null : account.through();
    }

    /**
     * The problem if a resource that holds something asks for another account; null if there is none.
     *
     * @param held the account in which it holds something; null if that was not recorded
     * @param asked the account that it asks for now
     */
    static @Nullable String change(@Nullable AccountUse held, AccountUse asked) {
        if (held == null) {
            return null;
        }
        if (!held.sid().equals(asked.sid())) {
            return "resolves to account %s, but the resource holds members in account %s: set it back, or delete the resource and annotate it with %s: \"true\" to leave them in the pool"
                    .formatted(asked.sid(), held.sid(), ApiGroup.ORPHAN_ANNOTATION);
        }
        boolean sameWay = held.through().equals(UNKNOWN) || held.through().equals(asked.through());
        return sameWay ? null : "cannot be changed while the resource holds a member: set it back";
    }
}
