package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** The block {@code behaviour} of the state file: its keys, which the admin API has too, and their values. */
final class BehaviourJson {
    private static final int DAY = 86_400;
    private static final List<Integer> CONFLICT = List.of(400, 404, 409);

    static final List<String> KNOWN = known();

    private BehaviourJson() {}

    static ObjectNode write(Behaviour behaviour) {
        PhoneNumberBehaviour numbers = behaviour.numbers();
        return Json.object()
                .put("otherServiceCode", behaviour.otherServiceCode())
                .put("otherServiceStatus", numbers.otherServiceStatus())
                .put("unknownCodeStatus", behaviour.unknownCodeStatus())
                .put("unknownNumberStatus", numbers.unknownNumberStatus())
                .put("inUseStatus", behaviour.inUseStatus())
                .put("numberInUseStatus", numbers.numberInUseStatus())
                .put("removesNumbersInUse", numbers.removesNumbersInUse())
                .put("inUseFallsAfter", numbers.inUseFallsAfter())
                .put("showsInUse", numbers.showsInUse())
                .put("releasedNumberStays", numbers.releasedNumberStays())
                .put("heldAfterRemoval", numbers.heldAfterRemoval())
                .put("poolFullStatus", behaviour.poolFullStatus())
                .put("maxUnreserved", behaviour.maxUnreserved())
                .put("maxReserved", behaviour.maxReserved())
                .put("limitsTogether", numbers.limitsTogether())
                .put("reservesOnCreate", numbers.reservesOnCreate())
                .put("emptyUpdateTouchesDate", behaviour.emptyUpdateTouchesDate())
                .put("capabilities", numbers.capabilities().word())
                .put("malformedServiceCode", behaviour.malformedServiceCode())
                .put("servicesByName", numbers.servicesByName())
                .put("emptyUrlClears", numbers.emptyUrlClears())
                .put("clampPageSize", behaviour.clampPageSize())
                .put("retryAfter", behaviour.retryAfter())
                .put("withdrawn", behaviour.withdrawn())
                .put("phoneNumbersWithdrawn", numbers.withdrawn());
    }

    /** A key that is absent stays as usual. */
    static Behaviour read(Keys keys, Behaviour usual) {
        return new Behaviour(
                keys.oneOf("otherServiceCode", List.of(80101, 80105, 80601)).orElse(usual.otherServiceCode()),
                keys.oneOf("unknownCodeStatus", List.of(404, 400)).orElse(usual.unknownCodeStatus()),
                keys.oneOf("inUseStatus", List.of(400, 409)).orElse(usual.inUseStatus()),
                keys.oneOf("poolFullStatus", List.of(400, 409, 412)).orElse(usual.poolFullStatus()),
                keys.oneOf("malformedServiceCode", List.of(20404, 80408)).orElse(usual.malformedServiceCode()),
                keys.number("retryAfter", 0, DAY).orElse(usual.retryAfter()),
                keys.flag("emptyUpdateTouchesDate").orElse(usual.emptyUpdateTouchesDate()),
                keys.flag("clampPageSize").orElse(usual.clampPageSize()),
                keys.number("maxUnreserved", 0, Keys.MANY).orElse(usual.maxUnreserved()),
                keys.number("maxReserved", 0, Keys.MANY).orElse(usual.maxReserved()),
                keys.flag("withdrawn").orElse(usual.withdrawn()),
                numbers(keys, usual.numbers()));
    }

    private static PhoneNumberBehaviour numbers(Keys keys, PhoneNumberBehaviour usual) {
        return new PhoneNumberBehaviour(
                keys.oneOf("otherServiceStatus", CONFLICT).orElse(usual.otherServiceStatus()),
                keys.oneOf("unknownNumberStatus", CONFLICT).orElse(usual.unknownNumberStatus()),
                keys.oneOf("numberInUseStatus", CONFLICT).orElse(usual.numberInUseStatus()),
                keys.flag("removesNumbersInUse").orElse(usual.removesNumbersInUse()),
                keys.number("inUseFallsAfter", 0, DAY).orElse(usual.inUseFallsAfter()),
                keys.flag("showsInUse").orElse(usual.showsInUse()),
                keys.flag("releasedNumberStays").orElse(usual.releasedNumberStays()),
                keys.number("heldAfterRemoval", 0, DAY).orElse(usual.heldAfterRemoval()),
                keys.flag("limitsTogether").orElse(usual.limitsTogether()),
                keys.flag("reservesOnCreate").orElse(usual.reservesOnCreate()),
                keys.word("capabilities", CapabilityKeys.words())
                        .map(CapabilityKeys::ofWord)
                        .orElse(usual.capabilities()),
                keys.flag("servicesByName").orElse(usual.servicesByName()),
                keys.flag("emptyUrlClears").orElse(usual.emptyUrlClears()),
                keys.flag("phoneNumbersWithdrawn").orElse(usual.withdrawn()));
    }

    private static List<String> known() {
        List<String> names = new ArrayList<>();
        write(Behaviour.DEFAULT).fieldNames().forEachRemaining(names::add);
        return List.copyOf(names);
    }
}
