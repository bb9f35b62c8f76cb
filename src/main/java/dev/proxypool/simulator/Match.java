package dev.proxypool.simulator;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which requests a fault affects.
 *
 * @param method null = any
 * @param path the whole path; {@code *} matches any part of one segment, {@code **} anything; null = any
 * @param query parameters that must be present, such as {@code PageSize=100&PageToken=*}; null = any
 * @param after how many matching requests pass first
 * @param times then at most this many are affected; null = no limit
 * @param every of those left, the first is affected and then every n-th: 1 = each, 2 = every other one
 */
public record Match(
        @Nullable String method,
        @Nullable String path,
        @Nullable String query,
        int after,
        @Nullable Integer times,
        int every) {
    public static final Match ANY = new Match(null, null, null, 0, null, 1);

    public Match {
        if (after < 0 || every < 1 || (times != null && times < 1)) {
            throw new IllegalArgumentException("after must be 0 or more, every and times must be 1 or more");
        }
    }

    public static Match of(String method, String path) {
        return new Match(method, path, null, 0, null, 1);
    }

    public Match query(String parameters) {
        return new Match(method, path, parameters, after, times, every);
    }

    public Match after(int count) {
        return new Match(method, path, query, count, times, every);
    }

    public Match times(int count) {
        return new Match(method, path, query, after, count, every);
    }

    public Match every(int count) {
        return new Match(method, path, query, after, times, count);
    }

    public Fault then(Effect effect) {
        return new Fault(this, effect);
    }

    boolean fits(Request request) {
        return (method == null || method.equals(request.method()))
                && (path == null || glob(path, "[^/]*").matcher(request.path()).matches())
                && (query == null || fits(Params.decode(query), request.query()));
    }

    private static boolean fits(Params wanted, Params present) {
        return wanted.values().entrySet().stream().allMatch(want -> fits(want, present));
    }

    private static boolean fits(Map.Entry<String, String> wanted, Params present) {
        return present.get(wanted.getKey())
                .filter(value -> glob(wanted.getValue(), ".*").matcher(value).matches())
                .isPresent();
    }

    private static Pattern glob(String text, String star) {
        StringBuilder regex = new StringBuilder();
        for (String part : text.split("(?<=\\*)(?!\\*)|(?<!\\*)(?=\\*)")) {
            regex.append(part.equals("**") ? ".*" : part.equals("*") ? star : Pattern.quote(part));
        }
        return Pattern.compile(regex.toString());
    }
}
