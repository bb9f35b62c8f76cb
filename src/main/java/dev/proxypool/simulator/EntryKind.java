package dev.proxypool.simulator;

import java.util.Arrays;
import java.util.Optional;

/** What a pool can have: short codes and phone numbers. Everything in which the two differ is here or in a switch on it. */
enum EntryKind {
    SHORT_CODE(SidKind.SHORT_CODE, "ShortCodes", "short code"),
    PHONE_NUMBER(SidKind.PHONE_NUMBER, "PhoneNumbers", "phone number");

    /** Phone numbers with a country code, as Twilio writes them. */
    static final String E164 = "\\+[1-9][0-9]{1,14}";

    final SidKind sids;

    /** The last segment of the list's path. */
    final String path;

    /** The noun in messages. */
    final String noun;

    EntryKind(SidKind sids, String path, String noun) {
        this.sids = sids;
        this.path = path;
        this.noun = noun;
    }

    /** The key of the list in an answer and in the links of a Service, such as {@code short_codes}. */
    String listKey() {
        return noun.replace(' ', '_') + "s";
    }

    /** The property with the digits, such as {@code short_code}. */
    String numberKey() {
        return noun.replace(' ', '_');
    }

    /** The key of the list in the state file and in the admin API, such as {@code shortCodes}. */
    String stateKey() {
        return Character.toLowerCase(path.charAt(0)) + path.substring(1);
    }

    boolean withdrawn(Behaviour behaviour) {
        return this == SHORT_CODE ? behaviour.withdrawn() : behaviour.numbers().withdrawn();
    }

    /** The number of this kind may be named by its digits, and reserved, in the request that adds it. */
    boolean isPhoneNumber() {
        return this == PHONE_NUMBER;
    }

    /** What is no SID at all counts as that of a short code, which no account has. */
    static EntryKind ofSid(String sid) {
        return Arrays.stream(values())
                .filter(kind -> kind.sids.matches(sid))
                .findFirst()
                .orElse(SHORT_CODE);
    }

    static Optional<EntryKind> ofPath(String segment) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(segment)).findFirst();
    }

    static Optional<EntryKind> ofStateKey(String key) {
        return Arrays.stream(values())
                .filter(kind -> kind.stateKey().equals(key))
                .findFirst();
    }
}
