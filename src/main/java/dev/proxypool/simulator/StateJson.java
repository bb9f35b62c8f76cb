package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiConsumer;

/** A state in the shape of the state file, but without secrets. */
final class StateJson {
    private StateJson() {}

    static ObjectNode of(SimulatorState state) {
        ObjectNode json = Json.object();
        list(json, "accounts", state.accounts(), StateJson::account);
        json.putObject("limits")
                .put("enabled", state.limits().enabled())
                .put("requestsPerSecond", state.limits().requestsPerSecond())
                .put("burstFactor", state.limits().burstFactor())
                .put("concurrency", state.limits().concurrency());
        json.set("behaviour", BehaviourJson.write(state.behaviour()));
        return json;
    }

    private static void account(SimulatorState.Account account, ObjectNode json) {
        json.put("sid", account.sid());
        list(json, "apiKeys", account.apiKeys(), (key, node) -> node.put("sid", key.sid()));
        list(json, "shortCodes", account.shortCodes(), (code, node) -> {
            node.put("sid", code.sid()).put("shortCode", code.shortCode()).put("isoCountry", code.isoCountry());
            code.capabilities().forEach(node.putObject("capabilities")::put);
        });
        list(json, "phoneNumbers", account.phoneNumbers(), (number, node) -> {
            node.put("sid", number.sid())
                    .put("phoneNumber", number.phoneNumber())
                    .put("isoCountry", number.isoCountry())
                    .put("friendlyName", number.friendlyName());
            number.capabilities().forEach(node.putObject("capabilities")::put);
            node.put("voiceUrl", number.voiceUrl())
                    .put("smsUrl", number.smsUrl())
                    .put("released", number.released());
        });
        list(json, "services", account.services(), (service, node) -> {
            node.put("sid", service.sid()).put("uniqueName", service.uniqueName());
            list(
                    node,
                    "shortCodes",
                    service.shortCodes(),
                    (member, entry) -> entry.put("sid", member.sid())
                            .put("reserved", member.reserved())
                            .put("inUse", member.inUse()));
            list(
                    node,
                    "phoneNumbers",
                    service.phoneNumbers(),
                    (member, entry) -> entry.put("sid", member.sid())
                            .put("reserved", member.reserved())
                            .put("inUse", member.inUse()));
        });
    }

    private static <T> void list(ObjectNode json, String key, List<T> values, BiConsumer<T, ObjectNode> write) {
        ArrayNode array = json.putArray(key);
        values.forEach(value -> write.accept(value, array.addObject()));
    }
}
