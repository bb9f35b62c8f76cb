package dev.proxypool.proxy;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** Twilio by hand: remembers the operations, and answers with the trouble that it was told, else with success. */
public final class ScriptedApi implements ProxyApi {

    public final List<String> calls = new ArrayList<>();
    public final Deque<Trouble> troubles = new ArrayDeque<>();
    public List<Member> pool = List.of();

    /** What happens while a call is under way. */
    public Runnable meanwhile = () -> {};

    @Override
    public Answer<List<Member>> list(PoolKey service) {
        return answer(ProxyFixtures.LIST, () -> pool);
    }

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
        return answer(ProxyFixtures.CREATE, () -> Member.of(membership.member(), false));
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        return answer(ProxyFixtures.UPDATE, () -> Member.of(membership.member(), reserved));
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        return answer(ProxyFixtures.DELETE, () -> membership);
    }

    @Override
    public Answer<List<NamedService>> services() {
        return new Answer.Ok<>(List.of());
    }

    @Override
    public Answer<Sid.Service> fetchService(Sid.Service service) {
        return answer(Operation.FETCH_SERVICE, () -> service);
    }

    private <T> Answer<T> answer(Operation operation, Supplier<T> good) {
        calls.add(operation.twilioName());
        meanwhile.run();
        Trouble trouble = troubles.poll();
        return trouble == null ? new Answer.Ok<>(good.get()) : new Answer.Failed<>(trouble);
    }
}
