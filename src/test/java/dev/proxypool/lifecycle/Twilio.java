package dev.proxypool.lifecycle;

import static dev.proxypool.plan.PlanFixtures.HERE;
import static dev.proxypool.plan.PlanFixtures.THERE;

import dev.proxypool.domain.Member;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.plan.PlanFixtures;
import dev.proxypool.proxy.Answer;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.ProxyApi;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two Services and one member, which can be in one of them only; writes down what it is asked to change. */
final class Twilio implements ProxyApi {

    private final MemberKind kind;
    private final Remote remote;
    private final Membership here;
    private final Membership there;
    private final List<String> writes = new ArrayList<>();
    private @Nullable Membership place;
    private boolean reserved;

    Twilio(Cell cell) {
        this.kind = cell.kind();
        this.remote = cell.remote();
        this.here = new Membership(HERE.service(), PlanFixtures.member(kind, 1));
        this.there = new Membership(THERE.service(), here.member());
        this.reserved = remote.isReserved();
        if (remote == Remote.ELSEWHERE) {
            place = there;
        }
        if (Remote.MEMBER.contains(remote)) {
            place = here;
        }
    }

    /** In order, also what was refused. */
    List<String> writes() {
        return List.copyOf(writes);
    }

    /** As after a while. */
    void forgetWrites() {
        writes.clear();
    }

    /** A write as the table tells it: {@code add here}. */
    static String write(String what, Sid.Service service) {
        return what + (service.equals(HERE.service()) ? " here" : " there");
    }

    @Override
    public Answer<List<Member>> list(PoolKey pool) {
        return switch (remote) {
            case OUTAGE -> new Answer.Failed<>(new Trouble.Unavailable(exchange(503)));
            case REFUSED -> new Answer.Failed<>(new Trouble.Unauthorized(exchange(401)));
            case WITHDRAWN -> new Answer.Failed<>(notFound());
            case NO_ACCOUNT -> throw new AssertionError("there is nobody to ask");
            case NO_SERVICE, NO_MEMBER, FREE, KEPT, IDLE, BUSY, BUSY_KEPT, ELSEWHERE ->
                isGone(pool.service()) ? new Answer.Failed<>(notFound()) : new Answer.Ok<>(members(pool.service()));
        };
    }

    private List<Member> members(Sid.Service service) {
        return place != null && place.service().equals(service) ? List.of(member()) : List.of();
    }

    @Override
    public Answer<List<NamedService>> services() {
        return new Answer.Ok<>(List.of());
    }

    @Override
    public Answer<Sid.Service> fetchService(Sid.Service service) {
        return isGone(service) ? new Answer.Failed<>(notFound()) : new Answer.Ok<>(service);
    }

    private boolean isGone(Sid.Service service) {
        return remote == Remote.NO_SERVICE && service.equals(HERE.service());
    }

    @Override
    public Answer<Member> add(Membership membership, boolean reserved) {
        boolean reserves = kind == MemberKind.PHONE_NUMBER && reserved;
        writes.add(write(reserves ? "add reserved" : "add", membership.service()));
        if (isGone(membership.service())) {
            return new Answer.Failed<>(notFound());
        }
        if (place != null) {
            return refused(bySid(membership).equals(place) ? Refusal.ALREADY_MEMBER : Refusal.IN_OTHER_SERVICE);
        }
        place = bySid(membership);
        this.reserved = reserves;
        return new Answer.Ok<>(member());
    }

    @Override
    public Answer<Member> setReserved(Membership membership, boolean reserved) {
        writes.add(write(reserved ? "reserve" : "release", membership.service()));
        if (!membership.equals(place)) {
            return new Answer.Failed<>(notFound());
        }
        this.reserved = reserved;
        return new Answer.Ok<>(member());
    }

    @Override
    public Answer<Membership> remove(Membership membership) {
        writes.add(write("remove", membership.service()));
        if (!membership.equals(place)) {
            return new Answer.Failed<>(notFound());
        }
        if (remote.isInUse()) {
            return refused(Refusal.IN_USE);
        }
        place = null;
        return new Answer.Ok<>(membership);
    }

    private Member member() {
        return switch (kind) {
            case SHORT_CODE -> Member.of(here.member(), reserved);
            case PHONE_NUMBER -> PlanFixtures.phone(1, reserved, remote.isInUse() ? 3 : 0, 0);
        };
    }

    /** A number is added by its digits. */
    private Membership bySid(Membership membership) {
        return new Membership(membership.service(), here.member());
    }

    private static <T> Answer<T> refused(Refusal refusal) {
        return new Answer.Failed<>(new Trouble.Rejected(exchange(400), refusal));
    }

    private static Trouble notFound() {
        return new Trouble.NotFound(exchange(404));
    }

    private static Exchange exchange(int status) {
        return new Exchange("AnyOperation", status, 0, "as the table has it", null);
    }
}
