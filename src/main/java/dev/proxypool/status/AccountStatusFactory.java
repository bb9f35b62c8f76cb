package dev.proxypool.status;

import dev.proxypool.api.AccountStatus;
import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Projects what is known of an account onto the status of its ProxyAccount. Pure. */
public final class AccountStatusFactory {

    private AccountStatusFactory() {}

    /** Twilio accepts the credentials. */
    public static Finding accepted(Sid.Account account) {
        return new Finding(Reason.ACCEPTED, "Twilio accepts the credentials of " + account);
    }

    /** Twilio cannot be asked, or does not accept the credentials. */
    public static Finding of(Trouble trouble) {
        return new Finding(Finding.reasonOf(trouble), trouble.exchange().describe());
    }

    /** The spec makes no sense. */
    public static Finding invalid(List<String> problems) {
        return new Finding(Reason.INVALID_SPEC, String.join("; ", problems));
    }

    /** The account is being deleted while codes are held through it. */
    public static Finding needed() {
        return new Finding(Reason.DELETING, "resources of this namespace still hold short codes through this account");
    }

    /**
     * The status after a look at the account; the old status itself if nothing changed.
     *
     * @param secretName the Secret that is protected for it; null if the spec names none
     * @param pools of the Services in use, as far as they could be read
     */
    public static AccountStatus project(
            long generation,
            AccountStatus old,
            Finding finding,
            @Nullable String secretName,
            Collection<PoolSnapshot> pools,
            Instant now) {
        Conditions conditions = new Conditions(old.conditions(), generation, now);
        conditions.ready(finding.reason(), finding.message());
        List<Usage> usages = pools.stream()
                .map(AccountStatusFactory::usage)
                .sorted(Comparator.comparing(Usage::serviceSid))
                .toList();
        AccountStatus status = new AccountStatus(
                generation, conditions.list(), secretName == null ? old.secretName() : secretName, usages);
        return status.equals(old) ? old : status;
    }

    private static Usage usage(PoolSnapshot pool) {
        int members = pool.members().size();
        int reserved = pool.reserved();
        return new Usage(pool.service().value(), members, reserved, members - reserved);
    }
}
