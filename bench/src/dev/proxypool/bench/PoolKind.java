package dev.proxypool.bench;

import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The two kinds of members of a pool, and how the manifest and the simulator's state write them. */
enum PoolKind {
    SHORT_CODES("short codes", "shortCodes", ApiServer.SHORT_CODE_POOLS) {
        @Override
        String sid(int member) {
            return Codes.codeSid(member);
        }

        @Override
        Map<String, Object> owned(int member) {
            return Map.of("sid", sid(member), "shortCode", Integer.toString(100_000 + member));
        }

        @Override
        Map<String, Object> entry(int member, boolean reserved) {
            return Map.of("sid", sid(member), "reserved", reserved);
        }

        /** Twilio adds a short code unreserved, so that an update must follow. */
        @Override
        int updatesToReserve() {
            return 1;
        }
    },

    PHONE_NUMBERS("phone numbers", "phoneNumbers", ApiServer.PHONE_NUMBER_POOLS) {
        @Override
        String sid(int member) {
            return "PN%032d".formatted(member);
        }

        @Override
        Map<String, Object> owned(int member) {
            return Map.of("sid", sid(member), "phoneNumber", number(member));
        }

        @Override
        Map<String, Object> entry(int member, boolean reserved) {
            return Map.of("number", number(member), "reserved", reserved);
        }

        @Override
        int updatesToReserve() {
            return 0;
        }

        private static String number(int member) {
            return "+1555%07d".formatted(member);
        }
    };

    private final String noun;
    private final String list;
    private final ResourceDefinitionContext resources;

    PoolKind(String noun, String list, ResourceDefinitionContext resources) {
        this.noun = noun;
        this.list = list;
        this.resources = resources;
    }

    String noun() {
        return noun;
    }

    /** The field of the manifest, and the key of the state. */
    String list() {
        return list;
    }

    ResourceDefinitionContext resources() {
        return resources;
    }

    /** Whether Twilio reports how many Sessions use a member. */
    boolean reportsUse() {
        return this == PHONE_NUMBERS;
    }

    abstract String sid(int member);

    /** As the simulator's account has it. */
    abstract Map<String, Object> owned(int member);

    /** As the manifest lists it. */
    abstract Map<String, Object> entry(int member, boolean reserved);

    /** How many updates Twilio needs for a member that is added and reserved. */
    abstract int updatesToReserve();

    /** An account of the simulator's state file, with an empty pool. */
    Map<String, Object> account(String sid, String service, IntStream members) {
        List<Object> owned = members.mapToObj(member -> (Object) owned(member)).toList();
        return Map.of(
                "sid",
                sid,
                "authToken",
                Codes.TOKEN,
                list,
                owned,
                "services",
                List.of(Map.of("sid", service, "uniqueName", "pool")));
    }
}
