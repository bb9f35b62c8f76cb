package dev.proxypool.simulator;

import java.time.Duration;
import java.util.Optional;

/** The five operations on the entries of one kind in one pool. Every caller holds the world's lock. */
record PoolMembers(World world, Request request, Account account, Pool pool, EntryKind kind) {
    Response list() {
        String list = pool.sid + "/" + kind.path;
        return Pages.refusal(request, list, world.behaviour()).orElseGet(() -> {
            Bodies.Seen seen = seen();
            return Pages.of(request, kind.listKey(), list)
                    .serve(list, entries().all(), entry -> Bodies.entry(request, pool, entry, seen));
        });
    }

    /** A new code is unreserved even if the client sends {@code IsReserved}: only for phone numbers it exists here. */
    Response create() {
        Optional<Response> refusal = refusalOfForm();
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<OwnedNumber> number = asked();
        if (number.isEmpty()) {
            return request.form().get("Sid").isPresent()
                    ? Errors.unknownSid(kind, world.behaviour())
                    : Errors.unknownNumber();
        }
        String sid = number.get().sid();
        if (entries().find(sid).isPresent()) {
            return Errors.alreadyInService(kind, 400);
        }
        PhoneNumberBehaviour numbers = world.behaviour().numbers();
        if (account.homeOf(sid).isPresent()) {
            return Errors.inOtherService(kind, world.behaviour());
        }
        if (account.leftAnother(pool, sid, world.now(), Duration.ofSeconds(numbers.heldAfterRemoval()))) {
            return Errors.notAvailable(numbers.otherServiceStatus());
        }
        boolean reserved = canReserve() && request.form().get("IsReserved").equals(Optional.of("true"));
        if (pool.isFull(kind, reserved, world.behaviour())) {
            return Errors.poolFull(world.behaviour(), reserved);
        }
        PoolEntry entry = PoolEntry.added(number.get(), reserved, 0, world.now());
        account.place(pool, entry, world.now());
        return Response.json(201, Bodies.entry(request, pool, entry, seen()));
    }

    private boolean canReserve() {
        return kind.isPhoneNumber() && world.behaviour().numbers().reservesOnCreate();
    }

    private Optional<Response> refusalOfForm() {
        Optional<String> sid = request.form().get("Sid");
        Optional<String> digits = digits();
        if (kind.isPhoneNumber() && sid.isPresent() == digits.isPresent()) {
            return Optional.of(Errors.invalid("Sid", "Either Sid or PhoneNumber is required, and not both"));
        }
        if (digits.isPresent()) {
            return digits.get().matches(EntryKind.E164) ? refusalOfReserved() : Optional.of(Errors.malformedNumber());
        }
        return kind.sids.matches(sid.orElse("")) ? refusalOfReserved() : Optional.of(Errors.malformedSid(kind));
    }

    private Optional<Response> refusalOfReserved() {
        Optional<String> wish = request.form().get("IsReserved");
        return canReserve() && wish.isPresent() && !isBoolean(wish.get())
                ? Optional.of(Errors.invalid("IsReserved", "It must be true or false"))
                : Optional.empty();
    }

    /** The number that the form names. */
    private Optional<OwnedNumber> asked() {
        return digits().map(digits -> account.ownedByDigits(kind, digits))
                .orElseGet(() -> account.owned(kind, request.form().get("Sid").orElse("")));
    }

    private Optional<String> digits() {
        return kind.isPhoneNumber() ? request.form().get("PhoneNumber") : Optional.empty();
    }

    Response fetch(String sid) {
        return entries().find(sid).map(this::show).orElseGet(() -> Errors.notFound(request));
    }

    /** A body without {@code IsReserved}, or an absent one, is legal: Twilio's own Terraform provider sends one. */
    Response update(String sid) {
        Optional<PoolEntry> found = entries().find(sid);
        if (found.isEmpty()) {
            return Errors.notFound(request);
        }
        PoolEntry entry = found.get();
        Optional<String> wish = request.form().get("IsReserved");
        if (wish.isEmpty()) {
            return replace(world.behaviour().emptyUpdateTouchesDate() ? entry.touched(world.now()) : entry);
        }
        if (!isBoolean(wish.get())) {
            return Errors.invalid("IsReserved", "It must be true or false");
        }
        boolean reserved = wish.get().equals("true");
        if (reserved != entry.reserved() && pool.isFull(kind, reserved, world.behaviour())) {
            return Errors.poolFull(world.behaviour(), reserved);
        }
        return replace(entry.withReserved(reserved, world.now()));
    }

    Response delete(String sid) {
        Optional<PoolEntry> found = entries().find(sid);
        if (found.isEmpty() || account.isReleased(sid)) {
            return Errors.notFound(request);
        }
        if (found.get().shownInUse(world.now(), world.behaviour()) > 0 && !removesInUse()) {
            return Errors.inUse(kind, world.behaviour());
        }
        account.take(sid, world.now());
        return Response.noContent();
    }

    private boolean removesInUse() {
        return kind.isPhoneNumber() && world.behaviour().numbers().removesNumbersInUse();
    }

    private PoolEntries entries() {
        return pool.of(kind);
    }

    private Response replace(PoolEntry entry) {
        account.place(pool, entry, world.now());
        return show(entry);
    }

    private Response show(PoolEntry entry) {
        return Response.ok(Bodies.entry(request, pool, entry, seen()));
    }

    private Bodies.Seen seen() {
        return new Bodies.Seen(account.sid, world.now(), world.behaviour());
    }

    private static boolean isBoolean(String text) {
        return text.equals("true") || text.equals("false");
    }
}
