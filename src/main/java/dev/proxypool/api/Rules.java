package dev.proxypool.api;

import dev.proxypool.domain.Claim.Drain;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Adoption;
import dev.proxypool.domain.Policies.DriftPolicy;
import dev.proxypool.domain.Policies.Management;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The part of a spec that says how far the operator may go. All kinds that claim members have it. */
record Rules(Policies policies, DeletionPolicy deletion, Duration drainPeriod) {

    /** The definition has no default for it, and says why. */
    private static final Duration DEFAULT_DRAIN_PERIOD = Duration.ofHours(1);

    enum DeletionPolicy {
        REMOVE,
        DRAIN,
        ORPHAN
    }

    static Rules read(SpecReader reader) {
        Policies policies = new Policies(
                reader.choice("managementPolicy", Management.MANAGE),
                reader.choice("adoptionPolicy", Adoption.ALWAYS),
                reader.choice("driftPolicy", DriftPolicy.CORRECT),
                reader.flag("suspend"));
        DeletionPolicy deletion = reader.choice("deletionPolicy", DeletionPolicy.REMOVE);
        if (reader.has("drainPeriod") && deletion != DeletionPolicy.DRAIN) {
            reader.note("drainPeriod", "must not be set unless deletionPolicy is Drain");
        }
        Rules rules = new Rules(policies, deletion, reader.period("drainPeriod", DEFAULT_DRAIN_PERIOD));
        reader.reference("accountRef", "a ProxyAccount");
        reader.checkNamespace("accountRef");
        return rules;
    }

    Instant drainEnd(Instant since) {
        return since.plus(drainPeriod);
    }

    /**
     * The state of a member's drain.
     *
     * @param since when its drain began; null if it has not begun
     */
    Drain drain(@Nullable Instant since, Instant now) {
        if (deletion != DeletionPolicy.DRAIN) {
            return Drain.NONE;
        }
        return since == null || now.isBefore(drainEnd(since)) ? Drain.RUNNING : Drain.OVER;
    }
}
