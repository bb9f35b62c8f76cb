package dev.proxypool.simulator;

/** The errors of Twilio that the simulator returns, in the words of Twilio's error dictionary. */
final class Errors {
    private Errors() {}

    static Response authenticate() {
        return Response.error(401, 20003, "Authenticate").with("WWW-Authenticate", "Basic realm=\"Twilio API\"");
    }

    /** Means three things: not in this pool, no such Service, or no such endpoint. Twilio does not say which. */
    static Response notFound(Request request) {
        return Response.error(404, 20404, "The requested resource " + request.resource() + " was not found");
    }

    static Response methodNotAllowed() {
        return Response.error(405, 20004, "Method not allowed");
    }

    static Response tooLarge() {
        return Response.error(413, 20001, "Request body is too large");
    }

    static Response invalid(String parameter, String why) {
        return Response.error(400, 80701, "'%s' is invalid. %s".formatted(parameter, why));
    }

    static Response malformedService(Request request, Behaviour behaviour) {
        return behaviour.malformedServiceCode() == 80408
                ? Response.error(400, 80408, "Service Sid is invalid")
                : notFound(request);
    }

    static Response malformedSid(EntryKind kind) {
        String why = "It must match " + kind.sids.form();
        return kind.isPhoneNumber()
                ? Response.error(400, 80407, "Phone Number Sid is invalid. " + why)
                : invalid("Sid", why);
    }

    static Response malformedNumber() {
        return Response.error(400, 80406, "Phone Number Did is invalid. It must be + and up to 15 digits");
    }

    static Response unknownSid(EntryKind kind, Behaviour behaviour) {
        return kind.isPhoneNumber()
                ? Response.error(
                        behaviour.numbers().unknownNumberStatus(),
                        80301,
                        "Phone Number SID is not associated with your Account.")
                : Response.error(
                        behaviour.unknownCodeStatus(), 80303, "Short Code Sid is not associated with your Account.");
    }

    static Response unknownNumber() {
        return Response.error(400, 80606, "Proxy Identifier is not owned by your Account");
    }

    static Response alreadyInService(EntryKind kind, int status) {
        return kind.isPhoneNumber()
                ? Response.error(status, 80104, "PhoneNumber has already been added to Service")
                : Response.error(status, 80105, "ShortCode has already been added to Service");
    }

    static Response inOtherService(EntryKind kind, Behaviour behaviour) {
        int status = behaviour.numbers().otherServiceStatus();
        return switch (behaviour.otherServiceCode()) {
            case 80105 -> alreadyInService(kind, status);
            case 80601 -> notAvailable(status);
            default -> Response.error(status, 80101, "Number has already been added to another Service");
        };
    }

    static Response notAvailable(int status) {
        return Response.error(status, 80601, "Phone number is not available. It may be bound to a number pool");
    }

    static Response poolFull(Behaviour behaviour, boolean reserved) {
        String message = reserved
                ? "Service has reached its maximum of %d reserved numbers".formatted(behaviour.maxReserved())
                : "Service has reached its maximum of %d unreserved numbers".formatted(behaviour.maxUnreserved());
        return Response.error(behaviour.poolFullStatus(), 80622, message);
    }

    static Response inUse(EntryKind kind, Behaviour behaviour) {
        int status = kind.isPhoneNumber() ? behaviour.numbers().numberInUseStatus() : behaviour.inUseStatus();
        return Response.error(status, 80611, "Proxy number is in active Sessions");
    }

    static Response nameTaken() {
        return Response.error(400, 80602, "Service unique name must be unique");
    }

    static Response tooFast(Behaviour behaviour) {
        return throttled(80621, "Requests are rate limited on this endpoint", behaviour);
    }

    static Response tooMany(Behaviour behaviour) {
        return throttled(20429, "Too Many Requests", behaviour);
    }

    static Response internal() {
        return Response.error(500, 20500, "An internal server error has occurred");
    }

    private static Response throttled(int code, String message, Behaviour behaviour) {
        Response response = Response.error(429, code, message);
        return behaviour.retryAfter() == 0
                ? response
                : response.with("Retry-After", Integer.toString(behaviour.retryAfter()));
    }
}
