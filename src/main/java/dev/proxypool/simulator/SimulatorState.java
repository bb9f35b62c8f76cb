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
    static final Map<String, Boolean> USUAL_CAPABILITIES = capabilities("sms");

    /** Those of a phone number. */
    static final Map<String, Boolean> NUMBER_CAPABILITIES = capabilities("sms", "mms", "voice");

    public SimulatorState {
        accounts = List.copyOf(accounts);
    }

    public SimulatorState(List<Account> accounts) {
        this(accounts, Limits.TWILIO, Behaviour.DEFAULT);
    }

    /**
     * {@code shortCodes} are the codes that the account leases, {@code phoneNumbers} the numbers that it has; each of the
     * {@code services} has some of them in its pool.
     */
    public record Account(
            String sid,
            String authToken,
            List<ApiKey> apiKeys,
            List<ShortCode> shortCodes,
            List<PhoneNumber> phoneNumbers,
            List<Service> services) {
        public Account {
            apiKeys = List.copyOf(apiKeys);
            shortCodes = List.copyOf(shortCodes);
            phoneNumbers = List.copyOf(phoneNumbers);
            services = List.copyOf(services);
        }

        /** An account without phone numbers. */
        public Account(
                String sid,
                String authToken,
                List<ApiKey> apiKeys,
                List<ShortCode> shortCodes,
                List<Service> services) {
            this(sid, authToken, apiKeys, shortCodes, List.of(), services);
        }

        /** Without the token: a state may end up in a log. */
        @Override
        public String toString() {
            return "Account[%s, %d short codes, %d phone numbers, services=%s]"
                    .formatted(sid, shortCodes.size(), phoneNumbers.size(), services);
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

    /**
     * A phone number of the account.
     *
     * @param phoneNumber in E.164, such as {@code +14155550100}
     * @param voiceUrl where Twilio sends its calls, empty = nowhere; Proxy writes its own here when the number gets into a
     *     pool, and the one before is lost
     * @param smsUrl the same for its messages
     * @param released whether the account gave the number back to Twilio while it stayed in a pool
     */
    public record PhoneNumber(
            String sid,
            String phoneNumber,
            String isoCountry,
            String friendlyName,
            Map<String, Boolean> capabilities,
            String voiceUrl,
            String smsUrl,
            boolean released) {
        public PhoneNumber {
            capabilities = Collections.unmodifiableMap(new LinkedHashMap<>(capabilities));
        }

        public PhoneNumber(String sid, String phoneNumber) {
            this(sid, phoneNumber, "US", phoneNumber, NUMBER_CAPABILITIES, "", "", false);
        }
    }

    public record Service(String sid, String uniqueName, List<Member> shortCodes, List<NumberMember> phoneNumbers) {
        public Service {
            shortCodes = List.copyOf(shortCodes);
            phoneNumbers = List.copyOf(phoneNumbers);
        }

        /** A Service without phone numbers. */
        public Service(String sid, String uniqueName, List<Member> shortCodes) {
            this(sid, uniqueName, shortCodes, List.of());
        }
    }

    /** One code of a pool; {@code inUse} = Sessions use it, so it cannot be removed. */
    public record Member(String sid, boolean reserved, boolean inUse) {}

    /** One phone number of a pool; {@code inUse} = how many Sessions use it. */
    public record NumberMember(String sid, boolean reserved, int inUse) {}

    private static Map<String, Boolean> capabilities(String... ways) {
        Map<String, Boolean> map = new LinkedHashMap<>();
        for (String way : List.of("sms", "mms", "voice")) {
            boolean can = List.of(ways).contains(way);
            map.put(way + "_inbound", can);
            map.put(way + "_outbound", can);
        }
        return Collections.unmodifiableMap(map);
    }
}
