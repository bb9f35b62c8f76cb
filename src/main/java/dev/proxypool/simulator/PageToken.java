package dev.proxypool.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page begins: after or before a SID of one list. On the wire it is opaque and contains only URL-safe
 * characters, because Java's SDK parses links with {@code java.net.URI}. A position stays valid after its entry is
 * gone.
 */
record PageToken(boolean after, String list, String position) {
    private static final String PREFIX = "PT";

    String encode() {
        String plain = (after ? "A" : "B") + list + position;
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /** Empty if this class did not create it, or created it for another list. */
    static Optional<PageToken> decode(String text, String list) {
        String plain = plain(text);
        boolean after = plain.startsWith("A" + list);
        boolean before = plain.startsWith("B" + list);
        String position = after || before ? plain.substring(1 + list.length()) : "";
        return position.matches(SidKind.ANY) ? Optional.of(new PageToken(after, list, position)) : Optional.empty();
    }

    private static String plain(String text) {
        if (!text.startsWith(PREFIX)) {
            return "";
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text.substring(PREFIX.length()));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
