package dev.proxypool.reconcile.pass;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.ProxyApi;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One pool that behaves as Twilio does, until a test prepares something else; writes down what it is asked. */
public final class FakeTwilio implements ProxyApi {

    public enum Call {
        LIST,
        ADD,
        RESERVE,
        RELEASE,
        REMOVE,
        FETCH_SERVICE
    }

    private final Map<Sid.Member, Member> pool = new TreeMap<>();
    private final Set<Sid.Member> inUse = new HashSet<>();
    private final Map<Call, Deque<Answer<Member>>> prepared = new EnumMap<>(Call.class);
    private final Map<Call, Runnable> meanwhile = new EnumMap<>(Call.class);
    private final List<Call> calls = new ArrayList<>();
    private boolean gone;

    /** As somebody else's edit leaves it. */
    public void holds(Member member) {
        pool.put(member.sid(), member);
    }

    void loses(Sid.Member code) {
        pool.remove(code);
    }

    void hasSessionsOn(Sid.Member code) {
        inUse.add(code);
    }

    void losesTheService() {
        gone = true;
    }

    /** While the next call of this kind is under way, this happens. */
    public void during(Call call, Runnable what) {
        meanwhile.put(call, what);
    }

    /** The next call of this kind fails so, and changes nothing. */
    public void fails(Call call, Trouble trouble) {
        prepare(call, new Answer.Failed<>(trouble));
    }

    /** The next call of this kind is a success that shows this member, and changes nothing. */
    void claims(Call call, Member member) {
        prepare(call, new Answer.Ok<>(member));
    }

    private void prepare(Call call, Answer<Member> answer) {
        prepared.computeIfAbsent(call, _ -> new ArrayDeque<>()).add(answer);
    }

    /** All that was asked, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    public static Trouble refused(Refusal refusal) {
        return new Trouble.Rejected(new Exchange("AnyOperation", 400, 80_000, "refused: " + refusal, "RQ1"), refusal);
    }

    public static Trouble notFound() {
        return new Trouble.NotFound(new Exchange("AnyOperation", 404, 20404, "not found", "RQ1"));
    }

    @Override
    public Answer<List<Member>> list(PoolKey service) {
        return switch (called(Call.LIST)) {
            case Answer.Failed<Member>(var trouble) -> new Answer.Failed<>(trouble);
            case Answer.Ok<Member>(var member) -> new Answer.Ok<>(List.of(member));
            case null -> gone ? new Answer.Failed<>(notFound()) : new Answer.Ok<>(List.copyOf(pool.values()));
        };
    }

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
        return Optional.ofNullable(called(Call.ADD)).orElseGet(() -> added(membership.member()));
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        return Optional.ofNullable(called(reserved ? Call.RESERVE : Call.RELEASE))
                .orElseGet(() -> changed(membership.member(), reserved));
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        return switch (called(Call.REMOVE)) {
            case Answer.Failed<Member>(var trouble) -> new Answer.Failed<>(trouble);
            case Answer.Ok<Member> _ -> new Answer.Ok<>(membership);
            case null -> removed(membership);
        };
    }

    @Override
    public Answer<List<NamedService>> services() {
        return new Answer.Ok<>(List.of());
    }

    @Override
    public Answer<Sid.Service> fetchService(Sid.Service service) {
        calls.add(Call.FETCH_SERVICE);
        return gone ? new Answer.Failed<>(notFound()) : new Answer.Ok<>(service);
    }

    /** What was prepared for this call, null if nothing. */
    private @Nullable Answer<Member> called(Call call) {
        calls.add(call);
        Optional.ofNullable(meanwhile.remove(call)).ifPresent(Runnable::run);
        return prepared.getOrDefault(call, new ArrayDeque<>()).poll();
    }

    private Answer<Member> added(Sid.Member code) {
        if (gone) {
            return new Answer.Failed<>(notFound());
        }
        if (pool.containsKey(code)) {
            return new Answer.Failed<>(refused(Refusal.ALREADY_MEMBER));
        }
        holds(Member.of(code, false));
        return shown(code);
    }

    private Answer<Member> changed(Sid.Member code, boolean reserved) {
        pool.computeIfPresent(code, (_, _) -> Member.of(code, reserved));
        return shown(code);
    }

    private Answer<Member> shown(Sid.Member code) {
        Member member = gone ? null : pool.get(code);
        return member == null ? new Answer.Failed<>(notFound()) : new Answer.Ok<>(member);
    }

    private Answer<Membership> removed(Membership membership) {
        if (inUse.contains(membership.member())) {
            return new Answer.Failed<>(refused(Refusal.IN_USE));
        }
        boolean there = !gone && pool.remove(membership.member()) != null;
        return there ? new Answer.Ok<>(membership) : new Answer.Failed<>(notFound());
    }
}
