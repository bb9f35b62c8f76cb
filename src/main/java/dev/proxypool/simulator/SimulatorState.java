package dev.proxypool.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The whole state of the simulator, as a value: what a state file contains, what {@code GET /_simulator/state} shows,
 * and what {@link Simulator#state()} returns. Not every value is valid: {@link Simulator#start} refuses one that
 * contradicts itself, with all its problems.
 */
public record SimulatorState(List<Account> accounts, Limits limits, Behaviour behaviour) {
    /** The default capabilities of a short code, with the directional names of Twilio's real answers. */
    static final Map<String, Boolean> USUAL_CAPABILITIES = usualCapabilities();

    public SimulatorState {
        accounts = List.copyOf(accounts);
    }

    public SimulatorState(List<Account> accounts) {
        this(accounts, Limits.TWILIO, Behaviour.DEFAULT);
    }

    /**
     * {@code shortCodes} are the codes that the account leases; each of the {@code services} has some of them in its
     * pool.
     */
    public record Account(
            String sid, String authToken, List<ApiKey> apiKeys, List<ShortCode> shortCodes, List<Service> services) {
        public Account {
            apiKeys = List.copyOf(apiKeys);
            shortCodes = List.copyOf(shortCodes);
            services = List.copyOf(services);
        }

        /** Without the token: a state may end up in a log. */
        @Override
        public String toString() {
            return "Account[" + sid + ", " + shortCodes.size() + " short codes, services=" + services + "]";
        }
    }

    public record ApiKey(String sid, String secret) {
        @Override
        public String toString() {
            return "ApiKey[" + sid + "]";
        }
    }

    /**
     * The digits are those that people dial, such as {@code 12345}; the keys of capabilities are those of Twilio's real
     * answers.
     */
    public record ShortCode(String sid, String shortCode, String isoCountry, Map<String, Boolean> capabilities) {
        public ShortCode {
            capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
        }

        public ShortCode(String sid, String shortCode) {
            this(sid, shortCode, "US", USUAL_CAPABILITIES);
        }
    }

    public record Service(String sid, String uniqueName, List<Member> shortCodes) {
        public Service {
            shortCodes = List.copyOf(shortCodes);
        }
    }

    /** One code of a pool; {@code inUse} = Sessions use it, so it cannot be removed. */
    public record Member(String sid, boolean reserved, boolean inUse) {}

    private static Map<String, Boolean> usualCapabilities() {
        Map<String, Boolean> map = new LinkedHashMap<>();
        map.put("sms_inbound", true);
        map.put("sms_outbound", true);
        map.put("mms_inbound", false);
        map.put("mms_outbound", false);
        map.put("voice_inbound", false);
        map.put("voice_outbound", false);
        return Collections.unmodifiableMap(map);
    }
}
