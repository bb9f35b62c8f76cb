package dev.proxypool.cli;

import dev.proxypool.api.Claimant;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.reconcile.dryrun.DryRun.Report;
import dev.proxypool.status.Reason;
import io.fabric8.kubernetes.client.CustomResource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The report of a dry run for each pool, for a person or a program.
 *
 * @param pools in the order of their Services; what is about no Service comes last
 * @param asDeclared how many members need nothing
 */
record Preview(List<PoolPreview> pools, int asDeclared) {

    enum Mark {
        ADD("+"),
        CHANGE("~"),
        REMOVE("-"),
        /** It is kept reserved until no Session uses it, or for a time, and then removed. */
        DRAIN("-"),
        /** A policy holds it back. */
        HELD("="),
        /** Removals are held back until a person approves them; said once for a pool. */
        APPROVAL("!"),
        /** It cannot be so: a person is needed. */
        REFUSED("!");

        private final String sign;

        Mark(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }
    }

    /**
     * The members of one kind of one Service.
     *
     * @param key null for what is about no pool
     * @param before how many members there are; null if that is unknown
     * @param trouble why it is unknown; null if it is known
     */
    record PoolPreview(
            @Nullable PoolKey key,
            @Nullable Integer before,
            @Nullable Integer after,
            @Nullable String trouble,
            List<Line> lines) {

        /** Null for what is about none. */
        Sid.@Nullable Service service() {
            return key == null ? null : key.service();
        }
    }

    /**
     * One member, or one resource as a whole.
     *
     * @param digits such as 12345, if the pool has them
     * @param before absent, unreserved or reserved; empty if nothing was to be written
     * @param message empty if there is nothing more to say
     */
    record Line(
            Mark mark,
            Sid.@Nullable Member code,
            @Nullable String digits,
            String before,
            String after,
            Claimant<?> resource,
            @Nullable Reason reason,
            String message) {

        /** Whether it adds a member, now or once nothing holds it back. */
        boolean adds() {
            return before.equals(MembershipState.ABSENT.toString());
        }

        /** As kubectl would take it, with the namespace before it. */
        String owner() {
            return resource.getMetadata().getNamespace() + " "
                    + ResourceKind.of((CustomResource<?, ?>) resource).shortName() + "/"
                    + resource.getMetadata().getName();
        }
    }

    long count(Mark mark) {
        return pools.stream()
                .flatMap(pool -> pool.lines().stream())
                .filter(line -> line.mark() == mark)
                .count();
    }

    long changes() {
        return count(Mark.ADD) + count(Mark.CHANGE) + count(Mark.REMOVE) + count(Mark.DRAIN);
    }

    /** How many Services were read. */
    long read() {
        return pools.stream()
                .filter(pool -> pool.before() != null)
                .map(PoolPreview::service)
                .distinct()
                .count();
    }

    /** What the adds change outside Proxy; each sentence once. */
    List<String> sideEffects() {
        return pools.stream()
                .filter(pool -> pool.lines().stream().anyMatch(Line::adds))
                .map(PoolPreview::key)
                .filter(Objects::nonNull)
                .flatMap(key -> key.kind().sideEffectOfAdding().stream())
                .distinct()
                .toList();
    }

    /** Services of which a pool could not be read, or that do not exist. */
    long troubles() {
        return pools.stream()
                .filter(pool -> pool.trouble() != null)
                .map(PoolPreview::service)
                .distinct()
                .count();
    }

    int exitCode() {
        if (troubles() + count(Mark.REFUSED) + count(Mark.APPROVAL) > 0) {
            return Exit.FAILED;
        }
        return changes() > 0 ? Exit.CHANGES : Exit.FINE;
    }

    static Preview of(Report report) {
        return new PreviewBuilder(report).preview();
    }
}
