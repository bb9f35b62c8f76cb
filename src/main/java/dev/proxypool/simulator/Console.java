package dev.proxypool.simulator;

import java.util.Optional;

/** Edits outside the API, as a person makes them in Twilio's console. Pool limits do not apply to them. */
record Console(World world) {
    /**
     * Moves a number of the account into this pool, from any other. An empty value stays as it is, or is false or 0 for
     * one that was not in this pool.
     */
    PoolEntry put(EntryKind kind, String serviceSid, String sid, Optional<Boolean> reserved, Optional<Integer> inUse) {
        synchronized (world) {
            Account account = owner(serviceSid);
            Pool pool = account.pools().get(serviceSid);
            Optional<OwnedNumber> number = account.owned(kind, sid);
            if (pool == null || number.isEmpty()) {
                throw unknown(account, kind, sid);
            }
            PoolEntry before =
                    pool.of(kind).find(sid).orElseGet(() -> PoolEntry.added(number.get(), false, 0, world.now()));
            PoolEntry after = reserved.map(wish -> before.withReserved(wish, world.now()))
                    .orElse(before)
                    .withInUse(inUse.orElse(before.inUse()), world.now(), world.behaviour());
            account.place(pool, after, world.now());
            return after;
        }
    }

    void remove(EntryKind kind, String serviceSid, String sid) {
        synchronized (world) {
            Account account = owner(serviceSid);
            Pool pool = account.pools().get(serviceSid);
            if (pool == null || pool.of(kind).find(sid).isEmpty()) {
                throw new IllegalArgumentException(
                        "%s %s is not in the pool of %s".formatted(capitalized(kind.noun), sid, serviceSid));
            }
            account.take(sid, world.now());
        }
    }

    void release(String accountSid, String phoneNumberSid) {
        synchronized (world) {
            Account account = account(accountSid);
            if (account.owned(EntryKind.PHONE_NUMBER, phoneNumberSid).isEmpty()) {
                throw unknown(account, EntryKind.PHONE_NUMBER, phoneNumberSid);
            }
            account.release(phoneNumberSid, world.behaviour().numbers().releasedNumberStays(), world.now());
        }
    }

    void buy(String accountSid, SimulatorState.PhoneNumber number) {
        synchronized (world) {
            Account account = account(accountSid);
            if (account.owned(EntryKind.PHONE_NUMBER, number.sid()).isPresent()
                    || account.ownedByDigits(EntryKind.PHONE_NUMBER, number.phoneNumber())
                            .isPresent()) {
                throw new IllegalArgumentException(
                        "Account %s has phone number %s already".formatted(accountSid, number.phoneNumber()));
            }
            account.own(number);
        }
    }

    private Account account(String sid) {
        return world.account(sid).orElseThrow(() -> new IllegalArgumentException("There is no account " + sid));
    }

    private Account owner(String serviceSid) {
        return world.accountOfService(serviceSid)
                .orElseThrow(() -> new IllegalArgumentException("There is no Service " + serviceSid));
    }

    private static IllegalArgumentException unknown(Account account, EntryKind kind, String sid) {
        return new IllegalArgumentException("Account %s has no %s %s".formatted(account.sid, kind.noun, sid));
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
