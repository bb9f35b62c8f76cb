package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a state from the tree of a state file: names and types of keys. {@link StateRules} checks that the values
 * agree.
 */
final class StateReader {
    private static final int MANY = 1_000_000;

    private StateReader() {}

    static SimulatorState read(JsonNode tree, Problems problems) {
        Keys keys = new Keys(tree, "", problems, List.of("accounts", "limits", "behaviour"));
        List<String> known = List.of("sid", "authToken", "apiKeys", "shortCodes", "services");
        return new SimulatorState(
                keys.list("accounts", known, StateReader::account),
                keys.object("limits", List.of("enabled", "requestsPerSecond", "burstFactor", "concurrency"))
                        .map(StateReader::limits)
                        .orElse(Limits.TWILIO),
                keys.object("behaviour", BEHAVIOUR).map(StateReader::behaviour).orElse(Behaviour.DEFAULT));
    }

    private static SimulatorState.Account account(Keys keys) {
        return new SimulatorState.Account(
                keys.text("sid"),
                keys.text("authToken"),
                keys.list(
                        "apiKeys",
                        List.of("sid", "secret"),
                        key -> new SimulatorState.ApiKey(key.text("sid"), key.text("secret"))),
                keys.list(
                        "shortCodes",
                        List.of("sid", "shortCode", "isoCountry", "capabilities"),
                        StateReader::shortCode),
                keys.list("services", List.of("sid", "uniqueName", "shortCodes"), StateReader::service));
    }

    private static SimulatorState.ShortCode shortCode(Keys keys) {
        return new SimulatorState.ShortCode(
                keys.text("sid"),
                keys.text("shortCode"),
                keys.optionalText("isoCountry").orElse("US"),
                keys.raw("capabilities")
                        .map(node -> capabilities(node, keys))
                        .orElse(SimulatorState.USUAL_CAPABILITIES));
    }

    /** Accepts any capability, because Twilio's sources name three different sets. */
    private static Map<String, Boolean> capabilities(JsonNode node, Keys keys) {
        Map<String, Boolean> result = new LinkedHashMap<>();
        if (!node.isObject()) {
            keys.problem("capabilities", "expected an object such as {sms_outbound: true}");
        }
        node.properties().forEach(entry -> {
            if (!entry.getValue().isBoolean()) {
                keys.problem("capabilities." + entry.getKey(), "expected true or false");
            }
            result.put(entry.getKey(), entry.getValue().booleanValue());
        });
        return result;
    }

    private static SimulatorState.Service service(Keys keys) {
        return new SimulatorState.Service(
                keys.text("sid"),
                keys.text("uniqueName"),
                keys.list(
                        "shortCodes",
                        List.of("sid", "reserved", "inUse"),
                        member -> new SimulatorState.Member(
                                member.text("sid"),
                                member.flag("reserved").orElse(false),
                                member.flag("inUse").orElse(false))));
    }

    private static Limits limits(Keys keys) {
        Limits usual = Limits.TWILIO;
        return new Limits(
                keys.flag("enabled").orElse(usual.enabled()),
                keys.number("requestsPerSecond", 1, MANY).orElse(usual.requestsPerSecond()),
                keys.number("burstFactor", 1, 1000).orElse(usual.burstFactor()),
                keys.number("concurrency", 1, MANY).orElse(usual.concurrency()));
    }

    private static final List<String> BEHAVIOUR = List.of(
            "otherServiceCode",
            "unknownCodeStatus",
            "inUseStatus",
            "poolFullStatus",
            "malformedServiceCode",
            "retryAfter",
            "emptyUpdateTouchesDate",
            "clampPageSize",
            "maxUnreserved",
            "maxReserved",
            "withdrawn");

    private static Behaviour behaviour(Keys keys) {
        Behaviour usual = Behaviour.DEFAULT;
        return new Behaviour(
                keys.oneOf("otherServiceCode", List.of(80101, 80105, 80601)).orElse(usual.otherServiceCode()),
                keys.oneOf("unknownCodeStatus", List.of(404, 400)).orElse(usual.unknownCodeStatus()),
                keys.oneOf("inUseStatus", List.of(400, 409)).orElse(usual.inUseStatus()),
                keys.oneOf("poolFullStatus", List.of(400, 409, 412)).orElse(usual.poolFullStatus()),
                keys.oneOf("malformedServiceCode", List.of(20404, 80408)).orElse(usual.malformedServiceCode()),
                keys.number("retryAfter", 0, 86_400).orElse(usual.retryAfter()),
                keys.flag("emptyUpdateTouchesDate").orElse(usual.emptyUpdateTouchesDate()),
                keys.flag("clampPageSize").orElse(usual.clampPageSize()),
                keys.number("maxUnreserved", 0, MANY).orElse(usual.maxUnreserved()),
                keys.number("maxReserved", 0, MANY).orElse(usual.maxReserved()),
                keys.flag("withdrawn").orElse(usual.withdrawn()));
    }
}
