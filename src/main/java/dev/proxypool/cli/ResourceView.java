package dev.proxypool.cli;

import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.api.ApiGroup;
import dev.proxypool.api.Claimant;
import dev.proxypool.api.Condition;
import dev.proxypool.api.MemberResource;
import dev.proxypool.api.MemberStatus;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.PoolStatus;
import dev.proxypool.api.PoolStatus.Problem;
import dev.proxypool.api.ProxyAccount;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.Sid;
import io.fabric8.kubernetes.client.CustomResource;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One resource as a person is shown it, whatever its kind: what its status says of its present generation.
 *
 * @param codes what is in the pool, in a few words
 * @param sid the Service; of an account, its own SID. Null if the manifest has none that makes sense
 * @param leavesAt when a drain is over
 * @param planCount how many writes are held back; the plan has the first of them
 * @param problemCount of a pool: how many codes need attention
 * @param problems the first of them
 */
public record ResourceView(
        CustomResource<?, ?> resource,
        List<Condition> conditions,
        String codes,
        @Nullable Sid sid,
        @Nullable Instant leavesAt,
        int planCount,
        List<PlannedStep> plan,
        int problemCount,
        List<Problem> problems) {

    /** What is to be said of it in one word. */
    public enum State {
        READY,
        RECONCILING,
        STALLED,
        /** No pass of the operator has seen its present generation. */
        UNSEEN
    }

    public static ResourceView of(CustomResource<?, ?> resource) {
        return switch (resource) {
            case MemberResource<?> one -> ofMember(one, one.statusOrNone());
            case PoolResource<?> pool -> ofPool(pool, pool.statusOrNone());
            case ProxyAccount account -> ofAccount(account);
            default -> throw new IllegalArgumentException("none of our kinds: " + resource.getKind());
        };
    }

    private static ResourceView ofMember(MemberResource<?> one, MemberStatus status) {
        String name = Optional.ofNullable(status.details().digits())
                .or(() -> one.member().map(Sid::value))
                .orElse("-");
        String reservation =
                status.reserved() == null ? "" : Boolean.TRUE.equals(status.reserved()) ? ", reserved" : ", unreserved";
        return new ResourceView(
                one,
                status.conditions(),
                name + reservation,
                first(one.services()),
                Optional.ofNullable(status.drainingSince()).map(one::drainEnd).orElse(null),
                status.plan().size(),
                status.plan(),
                0,
                List.of());
    }

    private static ResourceView ofPool(PoolResource<?> pool, PoolStatus status) {
        PoolStatus.Counts counts = status.counts();
        String codes = counts == null
                ? pool.members().size() + " listed"
                : (counts.pending() == 0
                                ? "%d as declared".formatted(counts.desired())
                                : "%d pending of %d".formatted(counts.pending(), counts.desired()))
                        + (counts.unlisted() == 0 ? "" : ", %d unlisted".formatted(counts.unlisted()));
        return new ResourceView(
                pool,
                status.conditions(),
                codes,
                first(pool.services()),
                null,
                status.planCount(),
                status.plan(),
                status.problemCount(),
                status.problems());
    }

    private static ResourceView ofAccount(ProxyAccount account) {
        var services = account.statusOrNone().services();
        String codes =
                services.isEmpty() ? "-" : "%d %s".formatted(services.size(), services.size() == 1 ? "pool" : "pools");
        return new ResourceView(
                account,
                account.statusOrNone().conditions(),
                codes,
                account.settings().account(),
                null,
                0,
                List.of(),
                0,
                List.of());
    }

    /** Of an account: the pools in use. */
    List<Usage> services() {
        return resource instanceof ProxyAccount account ? account.statusOrNone().services() : List.of();
    }

    private static @Nullable Sid first(Set<Sid.Service> services) {
        return services.stream().findFirst().orElse(null);
    }

    public ResourceKind kind() {
        return ResourceKind.of(resource);
    }

    public String namespace() {
        return resource.getMetadata().getNamespace();
    }

    /** As kubectl takes it. */
    public String name() {
        return kind().shortName() + "/" + resource.getMetadata().getName();
    }

    /** As kubectl prints a name. */
    String fullName() {
        return "%s.%s/%s"
                .formatted(
                        kind().toString().toLowerCase(Locale.ROOT),
                        ApiGroup.NAME,
                        resource.getMetadata().getName());
    }

    /** The ProxyAccount that it names, as its namespace sees it; empty if it names none. */
    Optional<String> account() {
        return resource instanceof Claimant<?> claimant
                ? claimant.accountRef().map(account -> account.asSeenFrom(namespace()))
                : Optional.empty();
    }

    public State state() {
        Condition ready = ready().orElse(null);
        if (ready == null) {
            return State.UNSEEN;
        }
        if (ready.isTrue()) {
            return State.READY;
        }
        return condition(Condition.STALLED).isPresent() ? State.STALLED : State.RECONCILING;
    }

    /** What is said of the present generation. */
    public Optional<Condition> ready() {
        return condition(Condition.READY)
                .filter(ready -> Objects.equals(
                        ready.observedGeneration(), resource.getMetadata().getGeneration()));
    }

    Optional<Condition> condition(String type) {
        return conditions.stream().filter(one -> one.type().equals(type)).findFirst();
    }

    /** What the operator says of it, or that it says nothing. */
    public String message() {
        String deleting = resource.isMarkedForDeletion() ? "being deleted; " : "";
        return deleting
                + ready().map(Condition::message)
                        .orElseGet(() -> condition(Condition.READY)
                                .map(old -> "not reconciled since the last edit; before: " + old.reason())
                                .orElse("not reconciled yet"));
    }

    /** What goes beside Ready, and a person should know. */
    List<Condition> remarks() {
        return conditions.stream()
                .filter(one -> Set.of(Condition.IN_SYNC, Condition.REMOTE_VERIFIED, Condition.SUSPENDED)
                        .contains(one.type()))
                .toList();
    }
}
