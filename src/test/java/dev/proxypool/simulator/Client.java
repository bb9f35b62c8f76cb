package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Plain HTTP against a simulator, as one account: no library of Twilio's in between. */
record Client(URI base, String login, String password) {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** An answer with its body as JSON; an object without keys where there was none. */
    record Answer(int status, JsonNode body, HttpResponse<String> raw) {
        int code() {
            return body.path("code").asInt();
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse("");
        }
    }

    Client as(String newLogin, String newPassword) {
        return new Client(base, newLogin, newPassword);
    }

    Answer get(String pathOrUrl) {
        return send(request(pathOrUrl).GET());
    }

    Answer post(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form)));
    }

    Answer delete(String path) {
        return send(request(path).DELETE());
    }

    Answer method(String method, String path, String body) {
        return send(request(path).method(method, HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpRequest.Builder request(String pathOrUrl) {
        String basic = Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
        URI uri = pathOrUrl.startsWith("/") ? URI.create(base + pathOrUrl) : URI.create(pathOrUrl);
        return HttpRequest.newBuilder(uri).header("Authorization", "Basic " + basic);
    }

    Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            boolean json =
                    response.headers().firstValue("Content-Type").orElse("").equals("application/json");
            JsonNode body = json ? Json.MAPPER.readTree(response.body()) : Json.object();
            return new Answer(response.statusCode(), body, response);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
