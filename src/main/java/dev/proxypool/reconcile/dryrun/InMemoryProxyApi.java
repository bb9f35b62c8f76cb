package dev.proxypool.reconcile.dryrun;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.Observation;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.ProxyApi;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Pools in memory that are polled once and then answer as Twilio would. A pass runs on them as on the real ones, and
 * nothing is sent: this class has no client.
 */
final class InMemoryProxyApi implements ProxyApi {

    private final Function<PoolKey, Observation> looks;
    private final SortedMap<PoolKey, Observation> seen = new TreeMap<>();
    private final SortedMap<PoolKey, Observation> now = new TreeMap<>();

    /** @param looks polls a pool; called once for each */
    InMemoryProxyApi(Function<PoolKey, Observation> looks) {
        this.looks = looks;
    }

    /** The pools as they were found. */
    synchronized SortedMap<PoolKey, Observation> seen() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(seen));
    }

    /** The pools after the passes so far. */
    synchronized SortedMap<PoolKey, Observation> now() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(now));
    }

    @Override
    public synchronized Answer<List<Member>> list(PoolKey key) {
        return of(key, pool -> new Answer.Ok<>(List.copyOf(pool.members().values())));
    }

    @Override
    public synchronized Answer<List<NamedService>> services() {
        return new Answer.Ok<>(now.keySet().stream()
                .map(key -> new NamedService(key.service(), null))
                .distinct()
                .toList());
    }

    @Override
    public synchronized Answer<Sid.Service> fetchService(Sid.Service service) {
        return now.entrySet().stream()
                .filter(entry -> entry.getKey().service().equals(service))
                .findFirst()
                .<Answer<Sid.Service>>map(entry -> answer(entry.getValue(), _ -> new Answer.Ok<>(service)))
                .orElseGet(InMemoryProxyApi::notFound);
    }

    @Override
    public synchronized Answer<Member> add(Membership membership, boolean reserved) {
        Sid.Member code = membership.member();
        return of(membership.pool(), pool -> {
            if (pool.find(code).isPresent()) {
                return refused(
                        code.kind().codeOf(Refusal.ALREADY_MEMBER),
                        "the %s is in this Service already"
                                .formatted(code.kind().shortNoun()),
                        Refusal.ALREADY_MEMBER);
            }
            Optional<Sid.Service> elsewhere = whereIs(code);
            if (elsewhere.isPresent()) {
                return refused(
                        80101,
                        "the %s is in %s".formatted(code.kind().shortNoun(), elsewhere.get()),
                        Refusal.IN_OTHER_SERVICE);
            }
            if (!Capacity.TWILIO.hasRoom(pool, reserved)) {
                return full(MembershipState.of(reserved) + " " + code.kind().shortNoun());
            }
            return put(pool, Member.of(code, reserved));
        });
    }

    @Override
    public synchronized Answer<Member> setReserved(Membership membership, boolean reserved) {
        return of(membership.pool(), pool -> {
            boolean changes = pool.find(membership.member())
                    .filter(member -> member.reserved() != reserved)
                    .isPresent();
            if (changes && !Capacity.TWILIO.hasRoom(pool, reserved)) {
                return full(MembershipState.of(reserved) + " "
                        + membership.member().kind().shortNoun());
            }
            return member(membership, before -> before.reserved(reserved));
        });
    }

    @Override
    public synchronized Answer<Membership> remove(Membership membership) {
        return of(membership.pool(), pool -> {
            now.put(pool.key(), new Observation.Fresh(pool.without(membership.member())));
            return new Answer.Ok<>(membership);
        });
    }

    private Answer<Member> member(Membership membership, UnaryOperator<Member> change) {
        return of(
                membership.pool(),
                pool -> pool.find(membership.member())
                        .map(member -> put(pool, change.apply(member)))
                        .orElseGet(InMemoryProxyApi::notFound));
    }

    private Answer<Member> put(PoolSnapshot pool, Member member) {
        now.put(pool.key(), new Observation.Fresh(pool.with(member)));
        return new Answer.Ok<>(member);
    }

    private <T> Answer<T> of(PoolKey key, Function<PoolSnapshot, Answer<T>> answer) {
        if (!seen.containsKey(key)) {
            Observation look = looks.apply(key);
            seen.put(key, look);
            now.put(key, look);
        }
        return answer(Objects.requireNonNull(now.get(key)), answer);
    }

    private static <T> Answer<T> answer(Observation seen, Function<PoolSnapshot, Answer<T>> answer) {
        return switch (seen) {
            case Observation.Fresh(var pool) -> answer.apply(pool);
            case Observation.ServiceGone _ -> notFound();
            case Observation.Unreadable(var trouble) -> new Answer.Failed<>(trouble);
        };
    }

    /** The Service that has the member, among those that were polled: Twilio knows all of them. */
    private Optional<Sid.Service> whereIs(Sid.Member code) {
        return now.values().stream()
                .filter(Observation.Fresh.class::isInstance)
                .map(pool -> ((Observation.Fresh) pool).pool())
                .filter(pool -> pool.find(code).isPresent())
                .map(PoolSnapshot::service)
                .findFirst();
    }

    private static <T> Answer<T> notFound() {
        return new Answer.Failed<>(new Trouble.NotFound(new Exchange("", 404, 20404, "not found", null)));
    }

    private static <T> Answer<T> full(String what) {
        return refused(80622, "the pool has no room for another " + what, Refusal.POOL_FULL);
    }

    /** Without an operation: Twilio was not called. */
    private static <T> Answer<T> refused(int code, String message, Refusal refusal) {
        String text = "%s; Twilio would refuse with code %d".formatted(message, code);
        return new Answer.Failed<>(new Trouble.Rejected(new Exchange("", 400, code, text, null), refusal));
    }
}
