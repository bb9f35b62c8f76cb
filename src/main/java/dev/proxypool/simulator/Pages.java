package dev.proxypool.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.Function;

/**
 * One page of a list, and its {@code meta}. Every key of {@code meta} is always present, null if it has no value, and
 * {@code page_size} is the number actually served: Java's SDK fails without the one and stops early without the other.
 */
record Pages(Request request, String key, int size, int page, Optional<PageToken> token) {
    private static final int USUAL = 50;
    private static final int MOST = 100;
    private static final String NUMBER = "[0-9]{1,9}";

    /** The refusal of an invalid query. */
    static Optional<Response> refusal(Request request, String list, Behaviour behaviour) {
        Params query = request.query();
        String size = query.get("PageSize").orElse("1");
        if (!size.matches(NUMBER) || Integer.parseInt(size) < 1) {
            return Optional.of(Errors.invalid("PageSize", "It must be a number from 1 to 1000"));
        }
        if (Integer.parseInt(size) > MOST && !behaviour.clampPageSize()) {
            return Optional.of(Errors.invalid("PageSize", "It must not be more than " + MOST));
        }
        if (!query.get("Page").orElse("0").matches(NUMBER)) {
            return Optional.of(Errors.invalid("Page", "It must be a number, 0 or more"));
        }
        return query.get("PageToken")
                .filter(token -> PageToken.decode(token, list).isEmpty())
                .map(token -> Errors.invalid("PageToken", "It is not one that this list has given"));
    }

    /** Must only be called if there is no refusal. {@code Page} belongs to the client: it is only echoed. */
    static Pages of(Request request, String key, String list) {
        Params query = request.query();
        int size = Math.min(MOST, query.get("PageSize").map(Integer::parseInt).orElse(USUAL));
        int page = query.get("Page").map(Integer::parseInt).orElse(0);
        return new Pages(
                request, key, size, page, query.get("PageToken").flatMap(text -> PageToken.decode(text, list)));
    }

    /** Costs the length of the page and a search by token, however long the list is. */
    <T> Response serve(String list, NavigableMap<String, T> all, Function<T, ObjectNode> toJson) {
        List<String> sids = sids(all);
        ArrayNode records = Json.array();
        sids.forEach(sid -> records.add(toJson.apply(all.get(sid))));
        String next = null;
        String previous = null;
        if (!sids.isEmpty() && all.higherKey(sids.getLast()) != null) {
            next = url(page + 1, new PageToken(true, list, sids.getLast()));
        }
        if (!sids.isEmpty() && all.lowerKey(sids.getFirst()) != null) {
            previous = url(Math.max(0, page - 1), new PageToken(false, list, sids.getFirst()));
        }
        ObjectNode body = Json.object();
        body.putObject("meta")
                .put("page", page)
                .put("page_size", size)
                .put("first_page_url", url(0))
                .put("previous_page_url", previous)
                .put("url", token.map(here -> url(page, here)).orElse(url(page)))
                .put("next_page_url", next)
                .put("key", key);
        body.set(key, records);
        return Response.ok(body);
    }

    private List<String> sids(NavigableMap<String, ?> all) {
        if (token.isEmpty()) {
            return all.keySet().stream().limit(size).toList();
        }
        String position = token.get().position();
        if (token.get().after()) {
            return all.tailMap(position, false).keySet().stream().limit(size).toList();
        }
        return all.headMap(position, false).descendingKeySet().stream()
                .limit(size)
                .toList()
                .reversed();
    }

    private String url(int number) {
        return request.base() + request.path() + "?PageSize=" + size + "&Page=" + number;
    }

    private String url(int number, PageToken start) {
        return url(number) + "&PageToken=" + start.encode();
    }
}
