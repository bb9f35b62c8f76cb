package dev.proxypool.statuspage;

import dev.proxypool.statuspage.Overview.NotReady;
import dev.proxypool.statuspage.Overview.RecentWrite;
import dev.proxypool.statuspage.Overview.Replica;
import dev.proxypool.statuspage.StatusPage.Reload;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The overview as a page: first what needs the user, then the accounts and their pools. It always stays below 1 MB. */
final class PageHtml {

    static final int SECONDS_TO_RELOAD = 5;
    static final int MOST_NOT_READY = 100;
    static final int MOST_WRITES = 20;
    private static final int MOST_REASONS = 8;

    /** In characters, so that long texts do not take the room of what comes after them. */
    private static final int ROOM_FOR_NOT_READY = 120_000;

    private final Overview overview;
    private final PageTime time;
    private final Markup html = new Markup();

    private PageHtml(Overview overview) {
        this.overview = overview;
        this.time = new PageTime(overview.at());
    }

    static String of(Overview overview, Reload reload) {
        PageHtml page = new PageHtml(overview);
        page.head(reload);
        page.header(reload);
        page.notReady();
        new AccountsHtml(page.html, page.time, overview.replica().role()).add(overview.accounts());
        if (overview.writes() != null) {
            page.writes(overview.writes());
        }
        return page.html.add("</body></html>\n").toString();
    }

    private void head(Reload reload) {
        html.add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .add("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
                .add("<meta name=\"color-scheme\" content=\"light dark\">");
        if (reload == Reload.ON) {
            html.add("<meta http-equiv=\"refresh\" content=\"{}\">", SECONDS_TO_RELOAD);
        }
        // No text among the rules: the browser compares their hash.
        html.add("<title>{} · proxypool</title><style>", summary())
                .add(PageStyle.CSS)
                .add("</style></head><body>");
    }

    private void header(Reload reload) {
        Replica replica = overview.replica();
        html.add("<header><h1>proxypool <small>{}</small></h1><p class=\"tag " + urgency() + "\">", replica.version())
                .add("{}</p></header>", summary())
                .add("<p class=\"soft small\">{} · as of {} · ", role(replica), time.clock(overview.at()));
        if (reload == Reload.ON) {
            html.add("refreshes every {} s · <a href=\"?refresh=off\">Pause</a></p>", SECONDS_TO_RELOAD);
        } else {
            html.add("paused · <a href=\"/\">Refresh</a></p>");
        }
    }

    private static String role(Replica replica) {
        String leader = replica.leader() == null ? "" : replica.leader();
        return switch (replica.role()) {
            case STARTING -> "the operator is starting";
            case SINGLE -> "single replica";
            case LEADER -> leader.isEmpty() ? "this replica is the leader" : "this replica is the leader: " + leader;
            case STANDBY ->
                leader.isEmpty()
                        ? "this replica is on standby; the leader is not known"
                        : "this replica is on standby; the leader is " + leader;
        };
    }

    private String urgency() {
        if (overview.replica().role() == Overview.Role.STARTING || overview.resources() == 0) {
            return "";
        }
        return overview.notReady().isEmpty() ? "ok" : stalled() == 0 ? "warn" : "bad";
    }

    private long stalled() {
        return overview.notReady().stream().filter(NotReady::stalled).count();
    }

    private String summary() {
        if (overview.replica().role() == Overview.Role.STARTING) {
            return "starting";
        }
        if (overview.resources() == 0) {
            return "no resources";
        }
        int count = overview.notReady().size();
        if (count == 0) {
            return overview.resources() == 1
                    ? "the resource is Ready"
                    : "all %s are Ready".formatted(number(overview.resources()));
        }
        long stalled = stalled();
        return stalled == 0
                ? number(count) + " not Ready"
                : "%s not Ready, %s %s a person"
                        .formatted(number(count), number(stalled), stalled == 1 ? "needs" : "need");
    }

    private void notReady() {
        if (overview.replica().role() == Overview.Role.STARTING) {
            html.add("<section><p>The operator is reading the resources. This page shows them in a"
                    + " moment.</p></section>");
            return;
        }
        List<NotReady> all = overview.notReady();
        html.add(
                "<section><h2>Not Ready <small>{} of {}</small></h2>",
                number(all.size()),
                number(overview.resources()));
        if (all.isEmpty()) {
            html.add(
                    "<div class=\"card\"><p class=\"soft\">{}</p></div></section>",
                    overview.resources() == 0 ? "There are no resources yet." : "Every resource is Ready.");
            return;
        }
        reasons(all);
        html.add("<ul class=\"card\">");
        int end = html.length() + ROOM_FOR_NOT_READY;
        int shown = 0;
        for (NotReady one : all) {
            if (shown == MOST_NOT_READY || html.length() > end) {
                break;
            }
            row(one);
            shown++;
        }
        more(html, all.size() - shown, "not Ready; see proxypool status -A");
        html.add("</ul></section>");
    }

    /** How many have which reason, if any has the same as another. */
    private void reasons(List<NotReady> all) {
        Map<String, Long> counts = all.stream().collect(Collectors.groupingBy(NotReady::reason, Collectors.counting()));
        if (all.size() == counts.size()) {
            return;
        }
        html.add("<p class=\"tags\">");
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_REASONS)
                .forEach(count ->
                        html.add("<span class=\"tag\">{} × {}</span> ", number(count.getValue()), count.getKey()));
        if (counts.size() > MOST_REASONS) {
            html.add("<span class=\"soft small\">and {} other reasons</span>", number(counts.size() - MOST_REASONS));
        }
        html.add("</p>");
    }

    private void row(NotReady one) {
        html.add("<li class=\"row what\"><div><b><bdi>{}/{}</bdi></b>", one.namespace(), one.name())
                .add(" <span class=\"soft small\">{}</span></div><div><p>", one.kind())
                .add("<span class=\"tag " + (one.stalled() ? "bad" : "warn") + "\">{}</span>", one.reason());
        if (one.since() != null) {
            html.add(
                    " <time class=\"soft small\" datetime=\"{}\" title=\"since {}\">for {}</time>",
                    one.since(),
                    time.clock(one.since()),
                    time.age(one.since()));
        }
        if (one.stalled()) {
            html.add(" <span class=\"soft\">·</span> <b class=\"small\">needs a person</b>");
        }
        html.add("</p>");
        if (one.message() != null && !one.message().isEmpty()) {
            html.add("<p class=\"small\"><bdi>{}</bdi></p>", one.message());
        }
        if (!one.fix().isEmpty()) {
            html.add("<p class=\"small soft\"><bdi>").addWithCommands(one.fix()).add("</bdi></p>");
        }
        html.add("</div></li>");
    }

    private void writes(List<RecentWrite> writes) {
        html.add("<section><h2>Recent writes to Twilio</h2><ul class=\"card\">");
        writes.stream()
                .limit(MOST_WRITES)
                .forEach(write -> html.add(
                        "<li class=\"row\"><span><span class=\"soft small\">{}</span> <code>{}</code></span></li>",
                        time.clock(write.at()),
                        write.text()));
        if (writes.isEmpty()) {
            html.add("<li class=\"soft\">None since the start.</li>");
        }
        html.add("</ul></section>");
    }

    static void more(Markup html, int left, String what) {
        if (left > 0) {
            html.add("<li class=\"soft\">… {} more {}</li>", number(left), what);
        }
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
