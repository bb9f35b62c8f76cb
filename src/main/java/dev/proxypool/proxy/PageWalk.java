package dev.proxypool.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.proxypool.domain.Member;
import dev.proxypool.domain.Sid;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;

/**
 * The way through the pages of one pool. It ends with the whole pool or with a flaw: a list that stopped early would look
 * like codes that left.
 */
final class PageWalk {

    /** Far above the 55 pages of a full pool (500 unreserved and 5,000 reserved codes). */
    static final int MAX_PAGES = 1_000;

    private final Urls urls;
    private final Sid.Service service;
    private final Set<HttpUrl> asked = new HashSet<>();
    private final Map<Sid.ShortCode, Member> found = new LinkedHashMap<>();
    private Optional<HttpUrl> next;

    PageWalk(Urls urls, Sid.Service service) {
        this.urls = urls;
        this.service = service;
        this.next = Optional.of(urls.firstPage(service));
    }

    /** The page to ask for; empty at the end of the pool. */
    Optional<HttpUrl> next() {
        return next;
    }

    List<Member> found() {
        return List.copyOf(found.values());
    }

    /** Takes in the page that was asked for. An empty page with a link is legal, and not the end. */
    Reading<Bodies.Page> take(ObjectNode body) {
        next.ifPresent(asked::add);
        return Bodies.page(body, service).then(this::collect).then(this::follow);
    }

    /** A code may be seen twice, when the pool changes while it is read; but then it must be told alike. */
    private Reading<Bodies.Page> collect(Bodies.Page page) {
        for (Member member : page.members()) {
            Member before = found.putIfAbsent(member.sid(), member);
            if (before != null && !before.equals(member)) {
                return new Reading.Flawed<>("the list tells two different things of %s".formatted(member.sid()));
            }
        }
        return new Reading.Clear<>(page);
    }

    private Reading<Bodies.Page> follow(Bodies.Page page) {
        String link = page.next();
        if (link == null) {
            next = Optional.empty();
            return new Reading.Clear<>(page);
        }
        next = urls.page(service, link);
        if (next.isEmpty()) {
            return new Reading.Flawed<>("the link to the next page leads out of the pool");
        }
        if (next.filter(asked::contains).isPresent()) {
            return new Reading.Flawed<>("the pages of the list form a loop");
        }
        return asked.size() < MAX_PAGES
                ? new Reading.Clear<>(page)
                : new Reading.Flawed<>("the list has more than %,d pages".formatted(MAX_PAGES));
    }
}
