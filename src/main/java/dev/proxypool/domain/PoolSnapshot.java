package dev.proxypool.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The complete pool of one Service at an instant. There is no partial snapshot: a list that could not be read to its end
 * is {@link Observation.Unreadable}, so that a code missing here really is not a member.
 *
 * @param seenAt when the list was begun
 */
public record PoolSnapshot(PoolKey key, Instant seenAt, Map<Sid.Member, Member> members) {

    public PoolSnapshot {
        // Not Map.copyOf, which looks for twins of each entry: a bulk load makes a thousand of these.
        members = Collections.unmodifiableMap(new HashMap<>(members));
    }

    public static PoolSnapshot of(PoolKey key, Instant seenAt, Collection<Member> members) {
        Map<Sid.Member, Member> bySid = HashMap.newHashMap(members.size());
        members.forEach(member -> bySid.put(member.sid(), member));
        return new PoolSnapshot(key, seenAt, bySid);
    }

    public Optional<Member> find(Sid.Member sid) {
        return Optional.ofNullable(members.get(sid));
    }

    public Sid.Service service() {
        return key.service();
    }

    /** How many members are reserved. */
    public int reserved() {
        return (int) members.values().stream().filter(Member::reserved).count();
    }

    /** This pool with the member added, or put in the place of the one with its SID. */
    public PoolSnapshot with(Member member) {
        return changed(now -> now.put(member.sid(), member));
    }

    public PoolSnapshot without(Sid.Member sid) {
        return changed(now -> now.remove(sid));
    }

    /** This pool with any number of changes, which are made to a copy of its members. */
    public PoolSnapshot changed(Consumer<Map<Sid.Member, Member>> changes) {
        Map<Sid.Member, Member> changed = new HashMap<>(members);
        changes.accept(changed);
        return new PoolSnapshot(key, seenAt, changed);
    }
}
