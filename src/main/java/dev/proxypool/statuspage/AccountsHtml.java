package dev.proxypool.statuspage;

import static dev.proxypool.statuspage.PageHtml.number;

import dev.proxypool.statuspage.Overview.AccountCard;
import dev.proxypool.statuspage.Overview.Closure;
import dev.proxypool.statuspage.Overview.Counts;
import dev.proxypool.statuspage.Overview.Fill;
import dev.proxypool.statuspage.Overview.Limiter;
import dev.proxypool.statuspage.Overview.PollTrouble;
import dev.proxypool.statuspage.Overview.PoolRow;
import dev.proxypool.statuspage.Overview.Role;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The accounts: whether Twilio accepts their credentials, what holds requests back, and the pools as bars against their
 * limits.
 */
final class AccountsHtml {

    static final int MOST_ACCOUNTS = 50;
    static final int MOST_POOLS = 200;
    static final int MOST_CLOSURES = 10;

    /** In characters, for all accounts. */
    private static final int ROOM = 160_000;

    /** From here on a pool needs attention soon. */
    private static final double HIGH = 0.9;

    private final Markup html;
    private final PageTime time;
    private final Role role;
    private int poolsLeft = MOST_POOLS;

    AccountsHtml(Markup html, PageTime time, Role role) {
        this.html = html;
        this.time = time;
        this.role = role;
    }

    void add(List<AccountCard> accounts) {
        if (role == Role.STARTING) {
            return;
        }
        html.add("<section><h2>Accounts <small>{}</small></h2>", number(accounts.size()));
        if (accounts.isEmpty()) {
            html.add("<div class=\"card\"><p class=\"soft\">There is no account: declare a ProxyAccount,"
                    + " or give the operator credentials.</p></div>");
        }
        int end = html.length() + ROOM;
        int shown = 0;
        for (AccountCard account : accounts) {
            if (shown == MOST_ACCOUNTS || html.length() > end) {
                break;
            }
            card(account, end);
            shown++;
        }
        if (shown < accounts.size()) {
            html.add("<ul class=\"card\">");
            PageHtml.more(html, accounts.size() - shown, "accounts");
            html.add("</ul>");
        }
        html.add("</section>");
    }

    private void card(AccountCard account, int end) {
        html.add("<ul class=\"card\"><li class=\"head\"><h3><bdi>{}</bdi></h3>", account.name());
        if (account.sid() != null) {
            html.add("<code class=\"soft\">{}</code>", account.sid());
        }
        html.add("<span class=\"end\">");
        state(account);
        html.add("</span></li>");
        if (account.message() != null) {
            html.add("<li class=\"note bad\"><bdi>{}</bdi></li>", account.message());
        }
        limiter(account.limiter());
        pools(account.pools(), end);
        html.add("</ul>");
    }

    private void state(AccountCard account) {
        switch (account.state()) {
            case ACCEPTED -> html.add("<span class=\"tag ok\">credentials accepted</span>");
            case REFUSED -> html.add("<span class=\"tag bad\">Twilio refuses the credentials</span>");
            case CLOSED -> html.add("<span class=\"tag bad\">cannot be used</span>");
            case UNKNOWN -> html.add("<span class=\"tag\">credentials not verified yet</span>");
        }
    }

    private void limiter(Limiter limiter) {
        limiter.closures().stream().limit(MOST_CLOSURES).forEach(this::closure);
        PageHtml.more(html, limiter.closures().size() - MOST_CLOSURES, "limits hold requests back");
        if (limiter.mostInFlight() > 0) {
            html.add(
                    "<li class=\"note soft\">Rate limiter: {} of {} requests in flight{}</li>",
                    number(limiter.inFlight()),
                    number(limiter.mostInFlight()),
                    limiter.closures().isEmpty() ? "; nothing is held back" : "");
        }
    }

    private void closure(Closure closure) {
        html.add("<li class=\"note warn\"><bdi>{}</bdi> ", closure.what());
        if (closure.until() == null) {
            html.add("<b>The next request is the trial.</b></li>");
        } else {
            html.add("<b>Until {}</b>, in {}.</li>", time.clock(closure.until()), time.left(closure.until()));
        }
    }

    private void pools(List<PoolRow> pools, int end) {
        if (pools.isEmpty()) {
            html.add(
                    "<li class=\"soft small\">{}</li>",
                    role == Role.STANDBY
                            ? "A replica on standby does not poll: the page of the leader shows the pools."
                            : "No resource uses a pool of this account.");
        }
        int shown = 0;
        for (PoolRow pool : pools) {
            if (poolsLeft == 0 || html.length() > end) {
                break;
            }
            pool(pool);
            poolsLeft--;
            shown++;
        }
        PageHtml.more(html, pools.size() - shown, "pools");
    }

    private void pool(PoolRow pool) {
        html.add("<li class=\"row pool\"><div><p><code>{}</code></p>", pool.service())
                .add("<p class=\"soft small\">{}, {}</p></div>", pool.kind(), polled(pool));
        Counts counts = pool.counts();
        if (counts != null) {
            boolean old = pool.trouble() != null;
            fill("reserved", counts.reserved(), old);
            fill("unreserved", counts.unreserved(), old);
        }
        if (pool.trouble() != null) {
            trouble(pool.trouble(), counts);
        }
        html.add("</li>");
    }

    private String polled(PoolRow pool) {
        return pool.polled() == null ? "not polled yet" : "polled %s ago".formatted(time.age(pool.polled()));
    }

    private void trouble(PollTrouble trouble, @Nullable Counts counts) {
        html.add("<div class=\"wide small\"><p><span class=\"tag bad\">{}</span> ", trouble.reason());
        if (counts == null) {
            html.add("The pool has not been read.</p>");
        } else {
            html.add("Last read at {}, {} ago.</p>", time.clock(counts.read()), time.age(counts.read()));
        }
        if (trouble.message() != null) {
            html.add("<p><bdi>{}</bdi></p>", trouble.message());
        }
        if (!trouble.fix().isEmpty()) {
            html.add("<p class=\"soft\"><bdi>{}</bdi></p>", trouble.fix());
        }
        html.add("</div>");
    }

    private void fill(String what, Fill fill, boolean old) {
        double share = fill.most() == 0 ? 0 : Math.min(1, (double) fill.taken() / fill.most());
        String level = share >= 1 ? " full" : share >= HIGH ? " high" : "";
        String remark = share >= 1 ? ", full" : share >= HIGH ? ", nearly full" : "";
        // One of 5,000 is there to be seen.
        double width = fill.taken() == 0 ? 0 : Math.max(1, share * 100);
        html.add("<div class=\"fill" + level + (old ? " old" : "") + "\"><span><span>{}{}</span>", what, remark)
                .add("<span><b>{}</b> of {}</span></span>", number(fill.taken()), number(fill.most()))
                .add("<svg viewBox=\"0 0 100 1\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
                .add("<rect width=\"{}\" height=\"1\"/></svg></div>", String.format(Locale.ROOT, "%.1f", width));
    }
}
