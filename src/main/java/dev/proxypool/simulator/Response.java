package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One answer.
 *
 * @param code Twilio's error code, 0 if none
 * @param body the bytes; empty = no body at all
 */
@SuppressWarnings("ArrayRecordComponent") // never compared or copied, and lists of bytes are slow
record Response(int status, int code, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";

    Response {
        headers = Map.copyOf(headers);
    }

    static Response ok(ObjectNode body) {
        return json(200, body);
    }

    static Response json(int status, ObjectNode body) {
        return new Response(status, 0, JSON, Json.bytes(body), Map.of());
    }

    static Response noContent() {
        return empty(204);
    }

    static Response empty(int status) {
        return new Response(status, 0, "", new byte[0], Map.of());
    }

    /** The answer of a gateway in front of the API when the API does not answer. */
    static Response html(int status) {
        String page = "<html><head><title>%d</title></head><body><h1>%d</h1></body></html>\n".formatted(status, status);
        return new Response(status, 0, "text/html", page.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    /** Twilio's error body. Its status is the HTTP status: Java's SDK uses the one, Node's the other. */
    static Response error(int status, int code, String message) {
        ObjectNode body = Json.object();
        body.put("code", code);
        body.put("message", message);
        body.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        body.put("status", status);
        return new Response(status, code, JSON, Json.bytes(body), Map.of());
    }

    boolean isOfGateway() {
        return body.length == 0 ? status != 204 : !contentType.equals(JSON);
    }

    Response with(String header, String value) {
        return with(Map.of(header, value));
    }

    Response with(Map<String, String> moreHeaders) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(moreHeaders);
        return new Response(status, code, contentType, body, all);
    }
}
