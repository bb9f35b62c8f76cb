package dev.proxypool.reconcile.account;

import dev.proxypool.domain.AccountUse;
import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.plan.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether an account can be used. */
public sealed interface Access {
    /** Null while the account is not known. */
    default @Nullable AccountUse use() {
        return this instanceof Open open ? open.use() : null;
    }

    /** Every name of a member of the account, as far as its pools show it. */
    default Set<Sid.Member> namesOf(Sid.Member name) {
        return this instanceof Open open ? open.account().pools().namesOf(name) : Set.of(name);
    }

    default Account.Acceptance acceptance() {
        return this instanceof Open open ? open.account().acceptance() : Account.Acceptance.UNKNOWN;
    }

    /** How long until a refused step is tried again, see {@link Refusals#waitFor}. */
    default Optional<Duration> waitFor(Step step) {
        return this instanceof Open open ? open.account().refusals().waitFor(step) : Optional.empty();
    }

    default Capacity capacity() {
        return this instanceof Open open ? open.account().capacity() : Capacity.TWILIO;
    }

    /** How long until the poll that a resource requests may start, see {@link RequestedPolls#waitFor}. */
    default Optional<Duration> waitForLook(String uid) {
        return this instanceof Open open ? open.account().requests().waitFor(uid) : Optional.empty();
    }

    default Timing timing() {
        return this instanceof Open open ? open.account().timing() : Timing.DEFAULT;
    }

    record Open(Account account, AccountUse use) implements Access {
        Open(Account account) {
            this(account, account.use());
        }
    }

    /** It cannot be used, and why; such trouble ends by itself, or the user fixes it. */
    record Closed(Trouble.NoAccount why) implements Access {}
}
