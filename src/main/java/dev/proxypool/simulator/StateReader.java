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

    private StateReader() {}

    static SimulatorState read(JsonNode tree, Problems problems) {
        Keys keys = new Keys(tree, "", problems, List.of("accounts", "limits", "behaviour"));
        List<String> known = List.of("sid", "authToken", "apiKeys", "shortCodes", "phoneNumbers", "services");
        return new SimulatorState(
                keys.list("accounts", known, StateReader::account),
                keys.object("limits", List.of("enabled", "requestsPerSecond", "burstFactor", "concurrency"))
                        .map(StateReader::limits)
                        .orElse(Limits.TWILIO),
                keys.object("behaviour", BehaviourJson.KNOWN)
                        .map(behaviour -> BehaviourJson.read(behaviour, Behaviour.DEFAULT))
                        .orElse(Behaviour.DEFAULT));
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
                keys.list(
                        "phoneNumbers",
                        List.of(
                                "sid",
                                "phoneNumber",
                                "isoCountry",
                                "friendlyName",
                                "capabilities",
                                "voiceUrl",
                                "smsUrl",
                                "released"),
                        StateReader::phoneNumber),
                keys.list(
                        "services", List.of("sid", "uniqueName", "shortCodes", "phoneNumbers"), StateReader::service));
    }

    private static SimulatorState.ShortCode shortCode(Keys keys) {
        return new SimulatorState.ShortCode(
                keys.text("sid"),
                keys.text("shortCode"),
                keys.optionalText("isoCountry").orElse("US"),
                capabilities(keys, SimulatorState.USUAL_CAPABILITIES));
    }

    private static SimulatorState.PhoneNumber phoneNumber(Keys keys) {
        String number = keys.text("phoneNumber");
        return new SimulatorState.PhoneNumber(
                keys.text("sid"),
                number,
                keys.optionalText("isoCountry").orElse("US"),
                keys.optionalText("friendlyName").orElse(number),
                capabilities(keys, SimulatorState.NUMBER_CAPABILITIES),
                keys.optionalText("voiceUrl").orElse(""),
                keys.optionalText("smsUrl").orElse(""),
                keys.flag("released").orElse(false));
    }

    private static Map<String, Boolean> capabilities(Keys keys, Map<String, Boolean> usual) {
        return keys.raw("capabilities").map(node -> capabilities(node, keys)).orElse(usual);
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
                                member.flag("inUse").orElse(false))),
                keys.list(
                        "phoneNumbers",
                        List.of("sid", "reserved", "inUse"),
                        member -> new SimulatorState.NumberMember(
                                member.text("sid"),
                                member.flag("reserved").orElse(false),
                                member.number("inUse", 0, Keys.MANY).orElse(0))));
    }

    private static Limits limits(Keys keys) {
        Limits usual = Limits.TWILIO;
        return new Limits(
                keys.flag("enabled").orElse(usual.enabled()),
                keys.number("requestsPerSecond", 1, Keys.MANY).orElse(usual.requestsPerSecond()),
                keys.number("burstFactor", 1, 1000).orElse(usual.burstFactor()),
                keys.number("concurrency", 1, Keys.MANY).orElse(usual.concurrency()));
    }
}
