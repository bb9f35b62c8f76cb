package dev.proxypool.simulator;

/**
 * What Twilio does not publish, or what is only inferred, and is therefore an option of the state file (block {@code
 * behaviour}). A correct client must be correct under every combination.
 *
 * @param otherServiceCode the error for adding a code that another Service of the account has: 80101, 80105 or 80601;
 *     80101 by its title
 * @param unknownCodeStatus the HTTP status of 80303 (the account has no such short code): 404 or 400; 404 because the
 *     title says Not Found, and because it is the harder case: a client that reads only the status treats it as a
 *     missing Service
 * @param inUseStatus the HTTP status of 80611 (removal of a code that Sessions use): 400 or 409; 400 as for other pool
 *     conflicts
 * @param poolFullStatus the HTTP status of 80622: 400, 409 or 412; 400 as for other pool conflicts
 * @param malformedServiceCode the error for a malformed Service SID: 20404 (status 404) or 80408 (status 400)
 * @param retryAfter the seconds in a {@code Retry-After} header of each 429; 0 = no such header, as Twilio documents
 *     none for Proxy
 * @param emptyUpdateTouchesDate whether an update without {@code IsReserved} changes {@code date_updated}
 * @param clampPageSize whether a {@code PageSize} of more than 100 is served as 100 (true) or refused with 400 (false)
 * @param maxUnreserved how many unreserved codes a pool may have, 500 at Twilio; one more is 80622
 * @param maxReserved how many reserved codes a pool may have, 5000 at Twilio
 * @param withdrawn whether the endpoint is gone, as from Twilio's documents since July 2025: every {@code /ShortCodes}
 *     path is 404/20404, and a Service exists without {@code links.short_codes}
 */
public record Behaviour(
        int otherServiceCode,
        int unknownCodeStatus,
        int inUseStatus,
        int poolFullStatus,
        int malformedServiceCode,
        int retryAfter,
        boolean emptyUpdateTouchesDate,
        boolean clampPageSize,
        int maxUnreserved,
        int maxReserved,
        boolean withdrawn) {
    public static final Behaviour DEFAULT =
            new Behaviour(80101, 404, 400, 400, 20404, 0, false, true, 500, 5000, false);

    Behaviour withPoolLimits(int unreserved, int reserved) {
        return new Behaviour(
                otherServiceCode,
                unknownCodeStatus,
                inUseStatus,
                poolFullStatus,
                malformedServiceCode,
                retryAfter,
                emptyUpdateTouchesDate,
                clampPageSize,
                unreserved,
                reserved,
                withdrawn);
    }

    public Behaviour withWithdrawn(boolean value) {
        return new Behaviour(
                otherServiceCode,
                unknownCodeStatus,
                inUseStatus,
                poolFullStatus,
                malformedServiceCode,
                retryAfter,
                emptyUpdateTouchesDate,
                clampPageSize,
                maxUnreserved,
                maxReserved,
                value);
    }
}
