package dev.proxypool.simulator;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of SID in the simulator: two letters for the kind, and 32 hexadecimal digits. */
enum SidKind {
    ACCOUNT("AC"),
    API_KEY("SK"),
    SERVICE("KS"),
    SHORT_CODE("SC"),
    PHONE_NUMBER("PN"),
    CHAT_INSTANCE("IS"),
    REQUEST("RQ");

    /** The form of a SID of any kind. */
    static final String ANY = "[A-Z]{2}[0-9a-fA-F]{32}";

    private final String prefix;
    private final Pattern pattern;

    SidKind(String prefix) {
        this.prefix = prefix;
        this.pattern = Pattern.compile(prefix + "[0-9a-fA-F]{32}");
    }

    boolean matches(@Nullable String text) {
        return text != null && pattern.matcher(text).matches();
    }

    String random() {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** How an error message describes the expected format. */
    String form() {
        return prefix + " and 32 hexadecimal digits";
    }
}
