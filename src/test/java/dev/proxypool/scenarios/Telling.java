package dev.proxypool.scenarios;

import dev.proxypool.api.MemberResource;
import dev.proxypool.api.PoolResource;
import dev.proxypool.api.ProxyPhoneNumber;
import dev.proxypool.api.ProxyPhoneNumberPool;
import dev.proxypool.api.ProxyShortCode;
import dev.proxypool.api.ProxyShortCodePool;
import dev.proxypool.api.ResourceKind;
import dev.proxypool.domain.MemberKind;
import dev.proxypool.status.Reason;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Which kind of members a story is told about, and how manifests name them. A story names members by their SIDs, as the
 * simulator does; where its words say code, it is told about phone numbers too.
 */
enum Telling {
    SHORT_CODES(MemberKind.SHORT_CODE, ProxyShortCode::new, ProxyShortCodePool::new) {
        @Override
        Map<String, Object> named(String sid) {
            return Map.of("shortCodeSid", sid);
        }

        @Override
        String digits(String sid) {
            return TestEnvironment.codeOf(sid);
        }
    },
    NUMBERS(MemberKind.PHONE_NUMBER, ProxyPhoneNumber::new, ProxyPhoneNumberPool::new) {
        @Override
        Map<String, Object> named(String sid) {
            return Map.of("phoneNumber", digits(sid));
        }

        @Override
        String digits(String sid) {
            return TestEnvironment.numberOf(sid);
        }
    },
    /** The same; single resources name the SID, and pools the number. */
    NUMBERS_BY_SID(MemberKind.PHONE_NUMBER, ProxyPhoneNumber::new, ProxyPhoneNumberPool::new) {
        @Override
        Map<String, Object> named(String sid) {
            return Map.of("phoneNumberSid", sid);
        }

        @Override
        String digits(String sid) {
            return TestEnvironment.numberOf(sid);
        }
    };

    private final MemberKind kind;
    private final Supplier<MemberResource<?>> single;
    private final Supplier<PoolResource<?>> pool;

    Telling(MemberKind kind, Supplier<MemberResource<?>> single, Supplier<PoolResource<?>> pool) {
        this.kind = kind;
        this.single = single;
        this.pool = pool;
    }

    /** The fields by which a single resource names the member. */
    abstract Map<String, Object> named(String sid);

    /** As people dial them. */
    abstract String digits(String sid);

    MemberKind kind() {
        return kind;
    }

    boolean isOfCodes() {
        return kind == MemberKind.SHORT_CODE;
    }

    /** The SID of one of the account's members, from 1 to 5; 6 belongs to the other account. */
    String sid(int number) {
        return (isOfCodes() ? "SC" : "PN") + "%032d".formatted(number);
    }

    /** One of the members of a large pool, numbered from 0. */
    String many(int number) {
        return sid(1_000 + number);
    }

    /** The member as an entry of a pool's list. */
    Map<String, Object> entry(String sid, boolean reserved) {
        String key = isOfCodes() ? "sid" : "number";
        return reserved ? Map.of(key, identity(sid), "reserved", true) : Map.of(key, identity(sid));
    }

    /** As the status of a pool names the member. */
    String identity(String sid) {
        return isOfCodes() ? sid : digits(sid);
    }

    /** The field of a pool that lists its members. */
    String list() {
        return isOfCodes() ? "shortCodes" : "phoneNumbers";
    }

    /** The reason that the account has no such member. */
    String notFound() {
        return (isOfCodes() ? Reason.SHORT_CODE_NOT_FOUND : Reason.PHONE_NUMBER_NOT_FOUND).word();
    }

    /** How many requests add a member. */
    int requestsToAdd(boolean reserved) {
        return reserved && !kind.addsReserved() ? 2 : 1;
    }

    MemberResource<?> newSingle() {
        return single.get();
    }

    PoolResource<?> newPool() {
        return pool.get();
    }

    Class<? extends MemberResource<?>> single() {
        return type(newSingle());
    }

    Class<? extends PoolResource<?>> pool() {
        return type(newPool());
    }

    /** As commands take the kind, such as {@code psc}. */
    String shortName() {
        return ResourceKind.of(newSingle()).shortName();
    }

    String shortNameOfPool() {
        return ResourceKind.of(newPool()).shortName();
    }

    /** As in the API server's paths, such as {@code proxyshortcodes}. */
    String singles() {
        return ResourceKind.of(newSingle()).plural();
    }

    String pools() {
        return ResourceKind.of(newPool()).plural();
    }

    @SuppressWarnings("unchecked")
    private static <T> Class<? extends T> type(T resource) {
        return (Class<? extends T>) resource.getClass();
    }
}
