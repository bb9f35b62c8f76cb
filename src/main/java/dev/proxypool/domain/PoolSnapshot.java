package dev.proxypool.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The complete pool of one Service at an instant. There is no partial snapshot: a list that could not be read to its
 * end is {@link Observation.Unreadable}, so a member that is missing here really is not in the pool.
 *
 * @param seenAt when the operator began to read the list
 */
public record PoolSnapshot(PoolKey key, Instant seenAt, Map<Sid.Member, Member> members) {

    public PoolSnapshot {
        // Not Map.copyOf, which checks each entry for duplicates: a bulk load makes a thousand of these.
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

    /** This pool with the member added, or with the member of the same SID replaced. */
    public PoolSnapshot with(Member member) {
        return changed(now -> now.put(member.sid(), member));
    }

    public PoolSnapshot without(Sid.Member sid) {
        return changed(now -> now.remove(sid));
    }

    /** This pool with any number of changes, applied to a copy of its members. */
    public PoolSnapshot changed(Consumer<Map<Sid.Member, Member>> changes) {
        Map<Sid.Member, Member> changed = new HashMap<>(members);
        changes.accept(changed);
        return new PoolSnapshot(key, seenAt, changed);
    }
}
