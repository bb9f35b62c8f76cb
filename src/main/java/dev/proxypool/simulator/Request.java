package dev.proxypool.simulator;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request, read completely.
 *
 * @param base the requested scheme and host, such as {@code http://127.0.0.1:8080}: links in answers begin with it
 * @param tooLong whether the body exceeded the limit: then it is incomplete
 * @param path the raw path; Twilio's paths are case-sensitive
 */
record Request(
        String method,
        String base,
        String path,
        String rawQuery,
        Params form,
        String body,
        boolean tooLong,
        @Nullable String authorization) {
    Params query() {
        return Params.decode(rawQuery);
    }

    /**
     * {@code /v1/Services} is {@code [v1, Services]}; a trailing slash gives an empty last segment, and so no match.
     */
    List<String> segments() {
        return Arrays.asList(path.substring(1).split("/", -1));
    }

    /** The path as in Twilio's error messages: without the version. */
    String resource() {
        return path.startsWith("/v1/") ? path.substring(3) : path;
    }
}
