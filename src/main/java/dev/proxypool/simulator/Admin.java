package dev.proxypool.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * The admin API under {@code /_simulator/}: what {@link Simulator} offers in Java, for other programs and people. It
 * needs no authentication, which is one reason why examples listen on loopback only; it refuses pages of other sites in
 * a browser. Invalid input gets a 400 with the reason; nothing here shows up in the request log.
 */
record Admin(Simulator simulator) implements HttpHandler {
    static final String ROOT = "/_simulator";

    private static final String USAGE =
            "GET state, GET or DELETE requests, GET counts, GET, POST or DELETE faults, PUT mode, PUT behaviour, "
                    + "PUT accounts/{AC}, DELETE accounts/{AC}/phoneNumbers/{PN}, "
                    + "PUT or DELETE services/{KS}/shortCodes/{SC} and services/{KS}/phoneNumbers/{PN}";

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        Request request = Wire.read(exchange, Simulator.authority(exchange.getLocalAddress()));
        Response response;
        try {
            response = isFromAnotherSite(exchange.getRequestHeaders())
                    ? refusal(403, "Pages of other sites have no access to " + ROOT + "/.")
                    : answer(request);
        } catch (IllegalArgumentException refused) {
            response = refusal(400, String.valueOf(refused.getMessage()));
        }
        Wire.send(exchange, response);
    }

    /** Headers that a browser sends with a page's request; other programs do not send them. */
    private static boolean isFromAnotherSite(Headers headers) {
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        return origin != null && !origin.equals("http://" + headers.getFirst("Host"))
                || site != null && !site.equals("same-origin") && !site.equals("none");
    }

    private Response answer(Request request) {
        List<String> segments = request.segments();
        String place = segments.size() > 1 ? segments.get(1) : "";
        return switch (request.method() + " " + place + " " + segments.size()) {
            case "GET state 2" -> Response.ok(StateJson.of(simulator.state()));
            case "GET requests 2" -> requests(request);
            case "GET counts 2" -> counts();
            case "DELETE requests 2" -> done(simulator::clearRequests);
            case "GET faults 2" -> faults();
            case "POST faults 2" -> addFault(request);
            case "DELETE faults 2" -> done(simulator::clearFaults);
            case "PUT mode 2" -> mode(request);
            case "PUT behaviour 2" -> behaviour(request);
            case "PUT accounts 3" -> rotate(request, segments.get(2));
            case "DELETE accounts 5" -> release(segments);
            case "PUT services 5" -> put(request, segments);
            case "DELETE services 5" ->
                done(() -> simulator.console().remove(kind(segments), segments.get(2), segments.get(4)));
            default -> refusal(404, "Nothing is here. Below " + ROOT + "/ there is: " + USAGE);
        };
    }

    private Response requests(Request request) {
        String after = request.query().get("after").orElse("0");
        if (!after.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("after: expected the number of a request, found \"" + after + "\"");
        }
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("requests");
        simulator.requestsAfter(Long.parseLong(after)).forEach(entry -> array.add(json(entry)));
        return Response.ok(body);
    }

    private Response counts() {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("counts");
        simulator
                .counts()
                .forEach((kind, requests) -> array.addObject()
                        .put("account", kind.account())
                        .put("method", kind.method())
                        .put("path", kind.path())
                        .put("status", kind.status())
                        .put("code", kind.code())
                        .put("requests", requests));
        return Response.ok(body);
    }

    private static ObjectNode json(LoggedRequest entry) {
        ObjectNode json = Json.object()
                .put("number", entry.number())
                .put("time", entry.time().toString())
                .put("account", entry.account())
                .put("method", entry.method())
                .put("path", entry.path())
                .put("query", entry.query());
        ObjectNode form = json.putObject("form");
        entry.form().forEach(form::put);
        return json.put("status", entry.status())
                .put("code", entry.code())
                .put("durationMs", entry.duration().toNanos() / 1e6)
                .put("inFlight", entry.inFlight())
                .put("fault", entry.fault());
    }

    private Response faults() {
        ObjectNode body = Json.object();
        ArrayNode array = body.putArray("faults");
        simulator.faults().forEach(fault -> array.add(FaultJson.write(fault)));
        return Response.ok(body);
    }

    private Response addFault(Request request) {
        Problems problems = new Problems();
        Fault fault = FaultJson.read(tree(request), problems);
        require(problems);
        simulator.addFault(fault);
        return Response.json(201, FaultJson.write(fault));
    }

    private Response mode(Request request) {
        Problems problems = new Problems();
        Keys keys = keys(request, problems, "withdrawn");
        Optional<Boolean> withdrawn = keys.flag("withdrawn");
        if (withdrawn.isEmpty()) {
            keys.problem("withdrawn", "missing, expected true or false");
        }
        require(problems);
        simulator.withdrawn(withdrawn.orElseThrow());
        return Response.ok(Json.object().put("withdrawn", withdrawn.get()));
    }

    private Response rotate(Request request, String accountSid) {
        Problems problems = new Problems();
        Keys keys = keys(request, problems, "authToken");
        String token = keys.text("authToken");
        require(problems);
        simulator.authToken(accountSid, token);
        return Response.noContent();
    }

    private Response behaviour(Request request) {
        simulator.behave(tree(request).toString());
        return Response.ok(BehaviourJson.write(simulator.behaviour()));
    }

    private Response release(List<String> segments) {
        if (kind(segments) != EntryKind.PHONE_NUMBER) {
            throw nothingHere();
        }
        return done(() -> simulator.release(segments.get(2), segments.get(4)));
    }

    /** Sessions are counted for phone numbers only; a code is in use or not. */
    private Response put(Request request, List<String> segments) {
        EntryKind kind = kind(segments);
        Problems problems = new Problems();
        Keys keys = keys(request, problems, "reserved", "inUse");
        Optional<Boolean> reserved = keys.flag("reserved");
        Optional<Integer> inUse = kind.isPhoneNumber()
                ? keys.number("inUse", 0, Keys.MANY)
                : keys.flag("inUse").map(used -> used ? 1 : 0);
        require(problems);
        PoolEntry entry = simulator.console().put(kind, segments.get(2), segments.get(4), reserved, inUse);
        ObjectNode body = Json.object().put("sid", entry.sid()).put("reserved", entry.reserved());
        return Response.ok(
                kind.isPhoneNumber() ? body.put("inUse", entry.inUse()) : body.put("inUse", entry.inUse() > 0));
    }

    private static EntryKind kind(List<String> segments) {
        return EntryKind.ofStateKey(segments.get(3)).orElseThrow(Admin::nothingHere);
    }

    private static IllegalArgumentException nothingHere() {
        return new IllegalArgumentException("Nothing is here. Below " + ROOT + "/ there is: " + USAGE);
    }

    private static Keys keys(Request request, Problems problems, String... known) {
        return new Keys(tree(request), "", problems, List.of(known));
    }

    private static void require(Problems problems) {
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems.messages()));
        }
    }

    /** An absent body counts as an empty object: all keys of most requests are optional. */
    private static JsonNode tree(Request request) {
        if (request.tooLong()) {
            throw new IllegalArgumentException("The body is longer than " + Wire.LONGEST_BODY + " bytes");
        }
        try {
            return request.body().isBlank() ? Json.object() : Json.MAPPER.readTree(request.body());
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("Expected a JSON object, but " + malformed.getOriginalMessage());
        }
    }

    private static Response done(Runnable command) {
        command.run();
        return Response.noContent();
    }

    private static Response refusal(int status, String message) {
        return Response.json(status, Json.object().put("message", message));
    }
}
