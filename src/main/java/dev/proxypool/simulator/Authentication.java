package dev.proxypool.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * HTTP Basic with (account SID, auth token) or (API key SID, secret). Credentials of another account are refused, and a
 * parent account's do not open a subaccount: on Twilio's product hosts every account uses its own.
 */
final class Authentication {
    private Authentication() {}

    static Optional<Account> of(Request request, World world) {
        String header = request.authorization();
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        String pair = decode(header.substring(6).trim());
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return Optional.empty();
        }
        String login = pair.substring(0, colon);
        return world.accountOfLogin(login).filter(account -> account.accepts(login, pair.substring(colon + 1)));
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return "";
        }
    }
}
