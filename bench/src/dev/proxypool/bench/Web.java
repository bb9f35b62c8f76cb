package dev.proxypool.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Plain requests to a program of ours on this machine. */
final class Web {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private Web() {}

    static JsonNode json(URI uri) {
        try {
            return JSON.readTree(text(uri));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(URI uri) {
        return send(HttpRequest.newBuilder(uri).GET());
    }

    static void post(URI uri, Object body) {
        send("POST", uri, body);
    }

    static void put(URI uri, Object body) {
        send("PUT", uri, body);
    }

    private static void send(String method, URI uri, Object body) {
        var unused = send(HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        HttpRequest.BodyPublishers.ofString(
                                JSON.valueToTree(body).toString())));
    }

    static void delete(URI uri) {
        var unused = send(HttpRequest.newBuilder(uri).DELETE());
    }

    private static String send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException("%s: %d %s".formatted(response.uri(), response.statusCode(), response.body()));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped", e);
        }
    }
}
