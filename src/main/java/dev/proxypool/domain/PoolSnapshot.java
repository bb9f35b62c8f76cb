package dev.proxypool.domain;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The complete pool of one Service at an instant. There is no partial snapshot: a list that could not be read to its
 * end is {@link Observation.Unreadable}, so a member that is missing here really is not in the pool.
 */
public final class PoolSnapshot {

    private final PoolKey key;
    private final Instant seenAt;
    private final Map<Sid.Member, Member> members;
    /** Made when it is first needed: most snapshots of a bulk load are never asked for a number. */
    private volatile @Nullable Map<Sid.Member, Member> byNumber;

    /** Takes the map over, which the caller must not change any more. */
    private PoolSnapshot(PoolKey key, Instant seenAt, Map<Sid.Member, Member> members) {
        this.key = key;
        this.seenAt = seenAt;
        this.members = Collections.unmodifiableMap(members);
    }

    /** @param seenAt when the operator began to read the list */
    public static PoolSnapshot of(PoolKey key, Instant seenAt, Collection<Member> members) {
        Map<Sid.Member, Member> bySid = HashMap.newHashMap(members.size());
        members.forEach(member -> bySid.put(member.sid(), member));
        return new PoolSnapshot(key, seenAt, bySid);
    }

    public PoolKey key() {
        return key;
    }

    /** When the operator began to read the list. */
    public Instant seenAt() {
        return seenAt;
    }

    /** By their SIDs. */
    public Map<Sid.Member, Member> members() {
        return members;
    }

    /** The member with this SID or number. */
    public Optional<Member> find(Sid.Member name) {
        Member named = members.get(name);
        return Optional.ofNullable(
                named == null && name instanceof Sid.E164 ? numbers().get(name) : named);
    }

    private Map<Sid.Member, Member> numbers() {
        Map<Sid.Member, Member> numbers = byNumber;
        if (numbers == null) {
            Map<Sid.Member, Member> read = HashMap.newHashMap(members.size());
            members.values().forEach(member -> member.number().ifPresent(number -> read.put(number, member)));
            byNumber = read;
            numbers = read;
        }
        return numbers;
    }

    /** Whether the other pool has the same members with the same reservations and names, whatever their use. */
    public boolean hasSameMembersAs(PoolSnapshot other) {
        return members.size() == other.members.size()
                && members.values().stream().allMatch(member -> {
                    Member there = other.members.get(member.sid());
                    return there != null && member.withoutUse().equals(there.withoutUse());
                });
    }

    /** Every name of the members that the other pool does not have in the same state. */
    public Set<Sid.Member> namesOfChanges(PoolSnapshot other) {
        Set<Sid.Member> names = new HashSet<>();
        Stream.concat(members.values().stream(), other.members.values().stream())
                .filter(member -> !Objects.equals(members.get(member.sid()), other.members.get(member.sid())))
                .forEach(member -> {
                    names.add(member.sid());
                    member.number().ifPresent(names::add);
                });
        return names;
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

    public PoolSnapshot without(Sid.Member name) {
        return changed(now -> find(name).map(Member::sid).ifPresent(now::remove));
    }

    /** This pool with any number of changes, applied to a copy of its members by SID. */
    public PoolSnapshot changed(Consumer<Map<Sid.Member, Member>> changes) {
        Map<Sid.Member, Member> changed = new HashMap<>(members);
        changes.accept(changed);
        return new PoolSnapshot(key, seenAt, changed);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PoolSnapshot that
                && key.equals(that.key)
                && seenAt.equals(that.seenAt)
                && members.equals(that.members);
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, seenAt, members);
    }

    @Override
    public String toString() {
        return "%s at %s: %s".formatted(key, seenAt, members.values());
    }
}
