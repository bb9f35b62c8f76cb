package dev.proxypool.proxy.http;

import dev.proxypool.domain.Capacity;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.PoolKey;
import dev.proxypool.domain.Sid;
import dev.proxypool.proxy.NamedService;
import dev.proxypool.proxy.ProxyApi;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import okhttp3.HttpUrl;

/**
 * The walk through the pages of one list. It ends with the whole list or with a problem: a walk that stopped early
 * would look as if members had left. A list that no account can have is a problem too, so that no server can fill this
 * process's memory.
 */
final class PageWalk<T> {

    /**
     * Twice as many as a full pool has, in case Twilio raises its limits; the same for Services, which have no limit.
     * It ignores the capacity that an account declares: one tenant writes that, and all share the memory.
     */
    static final int MOST_ENTRIES = 2 * (Capacity.TWILIO.unreserved() + Capacity.TWILIO.reserved());

    /** Twice as many as a full pool takes in full pages. */
    static final int MOST_PAGES = MOST_ENTRIES / ProxyApi.PAGE_SIZE;

    /** An entry is about 600 bytes. */
    static final long MOST_BYTES = MOST_ENTRIES * 2_048L;

    /** Reads a page of this kind of list. */
    private final Function<Body, Parsed<Bodies.Page<T>>> reader;

    private final Function<T, Sid> key;
    private final Function<String, Optional<HttpUrl>> linked;
    private final Set<HttpUrl> asked = new HashSet<>();
    private final Map<Sid, T> found = new LinkedHashMap<>();
    private Optional<HttpUrl> next;
    private long bytes;

    private PageWalk(
            HttpUrl first,
            Function<String, Optional<HttpUrl>> linked,
            Function<Body, Parsed<Bodies.Page<T>>> reader,
            Function<T, Sid> key) {
        this.next = Optional.of(first);
        this.linked = linked;
        this.reader = reader;
        this.key = key;
    }

    static PageWalk<Member> ofPool(Urls urls, PoolKey pool) {
        MemberReader members = new MemberReader(pool, urls.pool(pool).toString());
        return new PageWalk<>(
                urls.firstPage(pool),
                link -> urls.page(pool, link),
                body -> Bodies.page(body, pool.kind(), members),
                Member::sid);
    }

    static PageWalk<NamedService> ofServices(Urls urls) {
        return new PageWalk<>(
                urls.firstPageOfServices(), urls::pageOfServices, Bodies::pageOfServices, NamedService::sid);
    }

    /** The page to request; empty at the end of the list. */
    Optional<HttpUrl> next() {
        return next;
    }

    List<T> found() {
        return List.copyOf(found.values());
    }

    /** Adds the requested page. An empty page with a link is legal, and not the end. */
    Parsed<Bodies.Page<T>> take(Body body) {
        next.ifPresent(asked::add);
        bytes += body.size();
        return bytes > MOST_BYTES
                ? new Parsed.Malformed<>("the list is larger than %d MiB".formatted(MOST_BYTES >> 20))
                : reader.apply(body).then(this::collect).then(this::follow);
    }

    /** An entry may occur twice, if the list changes while it is read; but then both must be equal. */
    private Parsed<Bodies.Page<T>> collect(Bodies.Page<T> page) {
        for (T entry : page.entries()) {
            T before = found.putIfAbsent(key.apply(entry), entry);
            if (before != null && !before.equals(entry)) {
                return new Parsed.Malformed<>("the list has two different entries for %s".formatted(key.apply(entry)));
            }
        }
        return found.size() <= MOST_ENTRIES
                ? new Parsed.Success<>(page)
                : new Parsed.Malformed<>("the list has more than %,d entries".formatted(MOST_ENTRIES));
    }

    private Parsed<Bodies.Page<T>> follow(Bodies.Page<T> page) {
        String link = page.next();
        if (link == null) {
            next = Optional.empty();
            return new Parsed.Success<>(page);
        }
        next = linked.apply(link);
        if (next.isEmpty()) {
            return new Parsed.Malformed<>("the link to the next page leads out of the pool");
        }
        if (next.filter(asked::contains).isPresent()) {
            return new Parsed.Malformed<>("the pages of the list form a loop");
        }
        return asked.size() < MOST_PAGES
                ? new Parsed.Success<>(page)
                : new Parsed.Malformed<>("the list has more than %d pages".formatted(MOST_PAGES));
    }
}
