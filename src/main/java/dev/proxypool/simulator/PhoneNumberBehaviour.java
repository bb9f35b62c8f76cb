package dev.proxypool.simulator;

/**
 * What Twilio does not publish of phone numbers, and of Services: part of the block {@code behaviour} of the state file.
 *
 * @param otherServiceStatus the HTTP status of the error for adding a number that another Service has: 400, 404 or 409;
 *     400 as for other pool conflicts
 * @param unknownNumberStatus the HTTP status of 80301 (the account has no such phone number): 400, 404 or 409
 * @param numberInUseStatus the HTTP status of 80611 for a phone number: 400, 404 or 409
 * @param removesNumbersInUse whether a phone number with open Sessions can be removed (204) instead of 80611
 * @param inUseFallsAfter how many seconds {@code in_use} stays after the Sessions ended: 0 or, by a guess, 60
 * @param showsInUse whether answers have {@code in_use}; not before April 2019
 * @param releasedNumberStays whether a phone number that the account gave back stays in its pool, where every removal of
 *     it is 404/20404, instead of vanishing from it
 * @param heldAfterRemoval how many seconds another Service cannot have a removed number (80601): 0, or 60 by a guess from
 *     the page of that error
 * @param limitsTogether whether {@code maxUnreserved} and {@code maxReserved} count short codes and phone numbers together
 * @param reservesOnCreate whether the request that adds a phone number can reserve it, or {@code IsReserved} is ignored
 * @param capabilities the names of capabilities in answers
 * @param servicesByName whether a Service can be fetched by its unique name; Twilio's document has no pattern there
 * @param emptyUrlClears whether an empty callback URL clears the one of a Service, as at other products of Twilio, or
 *     leaves it
 * @param withdrawn whether the endpoint of phone numbers is gone, as {@link Behaviour#withdrawn} says it of short codes
 */
public record PhoneNumberBehaviour(
        int otherServiceStatus,
        int unknownNumberStatus,
        int numberInUseStatus,
        boolean removesNumbersInUse,
        int inUseFallsAfter,
        boolean showsInUse,
        boolean releasedNumberStays,
        int heldAfterRemoval,
        boolean limitsTogether,
        boolean reservesOnCreate,
        CapabilityKeys capabilities,
        boolean servicesByName,
        boolean emptyUrlClears,
        boolean withdrawn) {
    public static final PhoneNumberBehaviour DEFAULT = new PhoneNumberBehaviour(
            400, 400, 400, false, 0, true, false, 0, false, true, CapabilityKeys.DIRECTIONAL, false, true, false);
}
