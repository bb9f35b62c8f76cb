package dev.proxypool.proxy.http;

import dev.proxypool.domain.Trouble;
import dev.proxypool.domain.Trouble.Exchange;
import dev.proxypool.domain.Trouble.Refusal;
import dev.proxypool.proxy.Operation;
import java.util.Objects;
import java.util.Optional;

/**
 * Classifies failed calls by the reaction they need. Twilio's error code comes first and the HTTP status second,
 * because Twilio publishes what its codes mean and not which status accompanies them: for the codes of pools, the
 * status is only known by analogy.
 *
 * <p>Source: Twilio's error dictionary, https://www.twilio.com/docs/api/errors.
 */
final class Failures {

    private static final String NOT_TWILIOS = "the answer is not from Twilio's API";

    private Failures() {}

    static Trouble of(Operation operation, RawResponse.Received response) {
        ErrorBody said = ErrorBody.read(response.body());
        String message = Objects.requireNonNullElse(said.message(), "no message from Twilio");
        Exchange exchange =
                new Exchange(operation.twilioName(), response.status(), said.code(), message, response.requestId());
        Optional<Refusal> ofItsKind = Optional.ofNullable(operation.kind()).flatMap(kind -> kind.refusal(said.code()));
        return ofItsKind
                .<Trouble>map(refusal -> new Trouble.Rejected(exchange, refusal))
                .orElseGet(() -> ofAnyKind(said, exchange, response));
    }

    private static Trouble ofAnyKind(ErrorBody said, Exchange exchange, RawResponse.Received response) {
        return switch (said.code()) {
            // Wrong, deleted or foreign credentials; an inactive account; a key without the permission; client
            // validation (PKCV), which the account requires and the operator does not support. 20008: test credentials.
            case 20003, 20005, 20006, 20008, 20010, 20403, 70051, 70052, 70053 -> new Trouble.Unauthorized(exchange);

            // Concurrency of the account; rate of this endpoint of the Service.
            case 20429, 80621 -> new Trouble.Throttled(exchange, response.retryAfter());

            // Storage, downstream and internal failures. 80613: a system behind Proxy refused, such as the code's
            // webhook.
            case 20500, 20503, 80501, 80502, 80504, 80613 -> new Trouble.Unavailable(exchange);

            case 80101, 80601 -> new Trouble.Rejected(exchange, Refusal.IN_OTHER_SERVICE);
            case 80503 -> new Trouble.Rejected(exchange, Refusal.VANISHED);
            case 80611 -> new Trouble.Rejected(exchange, Refusal.IN_USE);
            case 80622 -> new Trouble.Rejected(exchange, Refusal.POOL_FULL);

            // 20404: Not Found. 80408: the Service's SID is invalid. Absence is only believed with the matching status.
            case 20404, 80408 ->
                response.status() == 404 ? new Trouble.NotFound(exchange) : byStatus(exchange, response, said);

            default -> byStatus(exchange, response, said);
        };
    }

    private static Trouble byStatus(Exchange exchange, RawResponse.Received response, ErrorBody said) {
        int status = response.status();
        if (status == 429) {
            return new Trouble.Throttled(exchange, response.retryAfter());
        }
        if (said.code() / 1000 == 80) {
            return new Trouble.Rejected(exchange, Refusal.OTHER);
        }
        if (status == 401 || status == 403) {
            return new Trouble.Unauthorized(exchange);
        }
        if (status == 408 || status == 425 || status / 100 == 5) {
            return new Trouble.Unavailable(exchange);
        }
        // A 404 needs a code, not just a message: a gateway's "no route" must never be treated as a member that left
        // the pool.
        if (status == 404 ? said.code() != 0 : status / 100 == 4 && said.isTwilios()) {
            return new Trouble.Rejected(exchange, Refusal.OTHER);
        }
        return new Trouble.Garbled(
                new Exchange(exchange.operation(), status, said.code(), NOT_TWILIOS, exchange.requestId()));
    }

    /** Some server answered, but the answer is unusable. */
    static Trouble garbled(Operation operation, RawResponse.Received response, String problem) {
        return new Trouble.Garbled(
                new Exchange(operation.twilioName(), response.status(), 0, problem, response.requestId()));
    }

    /** There was no answer, or only a part of it. */
    static Trouble broken(Operation operation, RawResponse.Broken response) {
        return new Trouble.Unavailable(new Exchange(operation.twilioName(), 0, 0, response.why(), null));
    }
}
