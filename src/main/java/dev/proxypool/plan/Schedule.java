package dev.proxypool.plan;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.MembershipState;
import dev.proxypool.domain.PoolSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The order in which the decisions on one pool are carried out, so that the pool never needs more room than Twilio
 * gives a Service: removals, reservations of members, adds of members to be reserved, and then what takes an unreserved
 * place. A short code that is to be reserved is first added unreserved, so it briefly needs one free unreserved place; a
 * phone number does not.
 *
 * @param waves to be carried out one after the other
 */
public record Schedule(List<Wave> waves) {

    /** More concurrent calls would only wait for the rate limiter. */
    private static final int AT_A_TIME = 8;

    public Schedule {
        waves = List.copyOf(waves);
    }

    /**
     * Decisions that do not depend on each other.
     *
     * @param atATime how many of them may be in progress at once
     * @param takesOut true if the members are removed although they are declared, because a reserved and an unreserved
     *     member change places and the pool is full of both kinds; a later wave adds them again
     */
    public record Wave(List<Decision> decisions, int atATime, boolean takesOut) {
        public Wave {
            decisions = List.copyOf(decisions);
        }
    }

    /** How a decision changes the numbers of members. */
    private enum Need {
        REMOVAL,
        RESERVATION,
        RESERVED_ADD,
        RELEASE,
        ADD
    }

    /** Schedules all decisions; those without room come last, and fail with that reason when they are carried out. */
    public static Schedule of(List<Decision> decisions, PoolSnapshot pool, Capacity capacity) {
        return new Rooms(pool, capacity).schedule(decisions);
    }

    private static Need needOf(Decision decision) {
        boolean adds = decision.steps().stream().anyMatch(Step.Add.class::isInstance);
        boolean reserves = decision.steps().stream()
                .anyMatch(step -> step instanceof Step.SetReserved set && set.reserved()
                        || step instanceof Step.Add add && add.reserved());
        if (adds) {
            return reserves ? Need.RESERVED_ADD : Need.ADD;
        }
        if (reserves) {
            return Need.RESERVATION;
        }
        boolean releases = decision.steps().stream().anyMatch(Step.SetReserved.class::isInstance);
        return releases ? Need.RELEASE : Need.REMOVAL;
    }

    /** The places that are free at each point of the schedule, if every step succeeds. */
    private static final class Rooms {
        private final List<Wave> waves = new ArrayList<>();
        private final Deque<Decision> reservations = new ArrayDeque<>();
        private final Deque<Decision> reservedAdds = new ArrayDeque<>();
        private final Deque<Decision> releases = new ArrayDeque<>();
        private final Deque<Decision> adds = new ArrayDeque<>();
        /** Whether a member that is to be reserved needs an unreserved place while it is added. */
        private final boolean addedUnreserved;

        private int unreserved;
        private int reserved;

        Rooms(PoolSnapshot pool, Capacity capacity) {
            this.addedUnreserved = !pool.key().kind().addsReserved();
            int taken = pool.reserved();
            this.unreserved = capacity.unreserved() - (pool.members().size() - taken);
            this.reserved = capacity.reserved() - taken;
        }

        Schedule schedule(List<Decision> decisions) {
            List<Decision> removals = new ArrayList<>();
            for (Decision decision : decisions) {
                Collection<Decision> alike = switch (needOf(decision)) {
                    case REMOVAL -> removals;
                    case RESERVATION -> reservations;
                    case RESERVED_ADD -> reservedAdds;
                    case RELEASE -> releases;
                    case ADD -> adds;
                };
                alike.add(decision);
            }
            removals.forEach(this::free);
            wave(removals, AT_A_TIME, false);
            do {
                do {
                    reserve();
                    addReserved();
                } while (release());
                add();
            } while (takeOut());
            List<Decision> noRoom = new ArrayList<>(reservations);
            noRoom.addAll(reservedAdds);
            noRoom.addAll(releases);
            noRoom.addAll(adds);
            wave(noRoom, AT_A_TIME, false);
            return new Schedule(waves);
        }

        private void free(Decision removal) {
            boolean wasReserved = MembershipState.of(removal.seen()) == MembershipState.RESERVED;
            reserved += wasReserved ? 1 : 0;
            unreserved += wasReserved ? 0 : 1;
        }

        private void reserve() {
            List<Decision> now = take(reservations, reserved);
            reserved -= now.size();
            unreserved += now.size();
            wave(now, AT_A_TIME, false);
        }

        private void addReserved() {
            int atATime = addedUnreserved ? Math.min(AT_A_TIME, unreserved) : AT_A_TIME;
            List<Decision> now = take(reservedAdds, atATime > 0 ? reserved : 0);
            reserved -= now.size();
            wave(now, atATime, false);
        }

        /** Each frees a reserved place. */
        private boolean release() {
            List<Decision> now = take(releases, unreserved);
            unreserved -= now.size();
            reserved += now.size();
            wave(now, AT_A_TIME, false);
            return !now.isEmpty();
        }

        /** What remains may take all places: everything else that needs one was scheduled before. */
        private void add() {
            boolean keepsOne = addedUnreserved && !reservedAdds.isEmpty();
            wave(take(adds, keepsOne ? unreserved - 1 : unreserved), AT_A_TIME, false);
        }

        /**
         * All places of both kinds are taken, and a member of each kind must become one of the other. One that Sessions
         * use stays.
         */
        private boolean takeOut() {
            Optional<Decision> unused = releases.stream()
                    .filter(release -> Optional.ofNullable(release.seen())
                            .filter(Member::isInUse)
                            .isEmpty())
                    .findFirst();
            if (reservations.isEmpty() || unused.isEmpty()) {
                return false;
            }
            Decision out = unused.get();
            releases.remove(out);
            reserved++;
            adds.addLast(out);
            wave(List.of(out), 1, true);
            return true;
        }

        private static List<Decision> take(Deque<Decision> from, int atMost) {
            List<Decision> taken = new ArrayList<>();
            while (taken.size() < atMost && !from.isEmpty()) {
                taken.add(from.removeFirst());
            }
            return taken;
        }

        private void wave(List<Decision> decisions, int atATime, boolean takesOut) {
            if (!decisions.isEmpty()) {
                waves.add(new Wave(decisions, atATime, takesOut));
            }
        }
    }
}
