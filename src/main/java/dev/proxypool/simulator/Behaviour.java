package dev.proxypool.simulator;

/**
 * What Twilio does not publish, or what is only inferred, and which therefore is a choice of the state file (block
 * {@code behaviour}). A client that is right must be right under every combination.
 *
 * @param otherServiceCode error of adding a code that another Service of the account has: 80101, 80105 or 80601;
 *     80101 by its title
 * @param unknownCodeStatus HTTP status of 80303 (the account has no such short code): 404 or 400; 404 because the
 *     title says Not Found, and because it is the harder case: a client that looks at the status alone takes it for a
 *     missing Service
 * @param inUseStatus HTTP status of 80611 (removal of a code that Sessions use): 400 or 409; 400 as other pool conflicts
 * @param poolFullStatus HTTP status of 80622: 400, 409 or 412; 400 as other pool conflicts
 * @param malformedServiceCode error of a Service SID that is none: 20404 (status 404) or 80408 (status 400)
 * @param retryAfter seconds in a {@code Retry-After} header of each 429; 0 = no such header, as Twilio documents none
 *     for Proxy
 * @param emptyUpdateTouchesDate whether an update without {@code IsReserved} moves {@code date_updated}
 * @param clampPageSize whether a {@code PageSize} of more than 100 is served as 100 (true) or refused with 400 (false)
 * @param maxUnreserved unreserved codes that a pool may have, 500 at Twilio; one more is 80622
 * @param maxReserved reserved codes that a pool may have, 5000 at Twilio
 * @param withdrawn whether the resource is gone as from Twilio's documents since July 2025: every {@code /ShortCodes}
 *     path is 404/20404, while a Service is there without {@code links.short_codes}
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
