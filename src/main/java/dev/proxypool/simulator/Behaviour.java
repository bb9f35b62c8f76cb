package dev.proxypool.simulator;

/**
 * What Twilio does not publish, or what is only inferred, and is therefore an option of the state file (block {@code
 * behaviour}). A correct client must be correct under every combination.
 *
 * @param otherServiceCode the error for adding a number that another Service of the account has: 80101, 80105 (80104 for
 *     a phone number) or 80601; 80101 by its title
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
 * @param maxUnreserved how many unreserved members of a kind a pool may have, 500 at Twilio; one more is 80622
 * @param maxReserved how many reserved members of a kind a pool may have, 5000 at Twilio
 * @param withdrawn whether the endpoint is gone, as from Twilio's documents since July 2025: every {@code /ShortCodes}
 *     path is 404/20404, and a Service exists without {@code links.short_codes}
 * @param numbers what is open about phone numbers and Services; the same block of the state file
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
        boolean withdrawn,
        PhoneNumberBehaviour numbers) {
    public static final Behaviour DEFAULT =
            new Behaviour(80101, 404, 400, 400, 20404, 0, false, true, 500, 5000, false);

    public Behaviour(
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
        this(
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
                withdrawn,
                PhoneNumberBehaviour.DEFAULT);
    }

    /**
     * The same, except for these settings in the words of the state file, such as {@code "inUseStatus: 409"}; several in
     * braces or on lines of their own.
     *
     * @throws InvalidState with all problems of the text
     */
    public Behaviour with(String settings) {
        return StateFile.behaviour(settings, this);
    }
}
