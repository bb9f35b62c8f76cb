package dev.proxypool.api;

import dev.proxypool.domain.Claim;
import dev.proxypool.domain.Claim.Drain;
import dev.proxypool.domain.Claim.Standing;
import dev.proxypool.domain.Claim.Wish;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Membership;
import dev.proxypool.domain.Owner;
import dev.proxypool.domain.Policies;
import dev.proxypool.domain.Policies.Management;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.PoolSnapshot;
import dev.proxypool.domain.RemovalLimit;
import dev.proxypool.domain.Sid;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What one resource asks of one pool: a claim for each member that it lists, and, if it says so, the removal of all
 * others.
 *
 * @param key null only if there are problems, or nothing is named
 * @param listed in the order of their SIDs; all of the same owner and policies
 * @param problems what is wrong and what is expected, one sentence each; if there are any, nothing else counts
 * @param leaving true once the resource is being deleted
 * @param removesUnlisted whether the operator removes members that no resource lists
 * @param limit how many unlisted members it may remove at once
 * @param ledger what the status remembers of each member
 * @param drain the state of the drain of a member to be removed
 */
public record Claims(
        Owner owner,
        @Nullable PoolKey key,
        List<Claim> listed,
        List<String> problems,
        boolean leaving,
        Policies policies,
        boolean removesUnlisted,
        RemovalLimit limit,
        Ledger ledger,
        Function<Sid.Member, Drain> drain) {

    public Claims {
        listed = List.copyOf(listed);
        problems = List.copyOf(problems);
    }

    /** The claim of a single code; null if the spec names no membership or is invalid. */
    static Claims ofOne(Owner owner, @Nullable Claim claim, List<String> problems, boolean leaving, Policies policies) {
        return new Claims(
                owner,
                claim == null ? null : claim.membership().pool(),
                claim == null ? List.of() : List.of(claim),
                problems,
                leaving,
                policies,
                false,
                RemovalLimit.ONE,
                Ledger.NONE,
                _ -> Drain.NONE);
    }

    /** Claims for the removal of every member that is not listed here. */
    public List<Claim> unlisted(PoolSnapshot pool) {
        if (!removesUnlisted || leaving || policies.management() == Management.OBSERVE) {
            return List.of();
        }
        return notListed(pool)
                .map(code -> new Claim(
                        owner,
                        new Membership(pool.service(), code),
                        new Wish.Absent(drain.apply(code)),
                        policies,
                        Standing.HOLDING))
                .toList();
    }

    /** How many members are not listed here, even if other resources claim them. */
    public int countUnlisted(PoolSnapshot pool) {
        return (int) notListed(pool).count();
    }

    private Stream<Sid.Member> notListed(PoolSnapshot pool) {
        Set<Sid.Member> here = listed.stream()
                .flatMap(claim -> pool.find(claim.membership().member()).stream())
                .map(Member::sid)
                .collect(Collectors.toUnmodifiableSet());
        return pool.members().values().stream()
                .filter(member -> !here.contains(member.sid()))
                .map(Member::name)
                .sorted();
    }

    /** Null if the key is. */
    public Sid.@Nullable Service service() {
        return key == null ? null : key.service();
    }

    /** The same, but the operator leaves every membership as it is. */
    public Claims letGo() {
        List<Claim> claims = listed.stream().map(Claim::letGo).toList();
        return new Claims(owner, key, claims, List.of(), leaving, policies, removesUnlisted, limit, ledger, drain);
    }
}
