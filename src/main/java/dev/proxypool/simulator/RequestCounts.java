package dev.proxypool.simulator;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How many requests of each kind got each answer: exact for any number of them, unlike the log. */
final class RequestCounts {
    /** Further kinds are counted as one, so that arbitrary paths take no memory. */
    static final int MOST_KINDS = 1_000;

    private static final Pattern SID = Pattern.compile("(?<=/)[A-Z]{2}[0-9a-f]{32}(?=/|$)");
    private static final Kind OTHER = new Kind("", "", "", 0, 0);

    private final Map<Kind, Long> counts = new LinkedHashMap<>();

    /**
     * What is counted separately.
     *
     * @param path with {@code *} for each SID
     */
    record Kind(String account, String method, String path, int status, int code) {
        static Kind of(LoggedRequest request) {
            String path = SID.matcher(request.path()).replaceAll("*");
            return new Kind(request.account(), request.method(), path, request.status(), request.code());
        }
    }

    synchronized void add(LoggedRequest request) {
        Kind kind = Kind.of(request);
        boolean known = counts.containsKey(kind) || counts.size() < MOST_KINDS;
        counts.merge(known ? kind : OTHER, 1L, Long::sum);
    }

    synchronized void clear() {
        counts.clear();
    }

    synchronized Map<Kind, Long> all() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(counts));
    }
}
