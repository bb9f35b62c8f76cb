package dev.proxypool.statuspage;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** How the page looks: light or dark as the reader's system, and for a phone first. Nothing is loaded, no font either. */
final class PageStyle {

    static final String CSS = """
        :root{--bg:#f6f8fa;--card:#fff;--fg:#1f2328;--soft:#59636e;--line:#d1d9e0;--track:#dde3ea;--fill:#0969da;
        --ok:#1a7f37;--okbg:#dafbe1;--warn:#7d4e00;--warnbg:#fff8c5;--bad:#b31d28;--badbg:#ffebe9;--barwarn:#bf8700;
        --barbad:#cf222e}
        @media(prefers-color-scheme:dark){:root{--bg:#0d1117;--card:#161b22;--fg:#e6edf3;--soft:#9aa4af;--line:#30363d;
        --track:#30363d;--fill:#4493f8;--ok:#56d364;--okbg:#12261e;--warn:#e3b341;--warnbg:#272115;--bad:#ff8880;
        --badbg:#2d1618;--barwarn:#d29922;--barbad:#f85149}}
        *{box-sizing:border-box}
        html{color-scheme:light dark;background:var(--bg);color:var(--fg);-webkit-text-size-adjust:100%}
        body{margin:0 auto;max-width:72rem;padding:1rem;font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
        "DejaVu Sans",sans-serif;overflow-wrap:anywhere}
        h1,h2,h3,p,ul{margin:0;padding:0}
        h1{font-size:1.25rem}h2{font-size:1.05rem}h3{font-size:1rem}
        ul{list-style:none}
        a{color:var(--fill)}
        code{font:.8125rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
        bdi,code{unicode-bidi:isolate}
        .flag{white-space:nowrap}
        .soft{color:var(--soft)}.small{font-size:.875rem}
        header{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:center;margin-bottom:.5rem}
        header h1 small{font-weight:400;font-size:.875rem;color:var(--soft)}
        section{margin-top:1.5rem}
        section>h2{margin-bottom:.5rem}
        h2 small{font-weight:400;font-size:.875rem;color:var(--soft)}
        .tag{display:inline-block;padding:0 .5rem;border-radius:1rem;font-size:.875rem;font-weight:600;
        color:var(--soft);background:var(--track)}
        .ok{color:var(--ok);background:var(--okbg)}.warn{color:var(--warn);background:var(--warnbg)}
        .bad{color:var(--bad);background:var(--badbg)}
        .tags{display:flex;flex-wrap:wrap;gap:.375rem;margin-bottom:.5rem}
        .card{background:var(--card);border:1px solid var(--line);border-radius:.5rem;overflow:hidden}
        .card+.card{margin-top:1rem}
        .card>*{padding:.625rem .875rem}
        .card>*+*{border-top:1px solid var(--line)}
        .row{display:grid;gap:.125rem 1rem;overflow:hidden}
        .head{display:flex;flex-wrap:wrap;gap:.125rem .75rem;align-items:center}
                .note{font-size:.875rem}
        .note.warn,.note.bad{color:var(--fg)}
        .fill b{font-weight:600}
        .fill span{display:flex;justify-content:space-between;gap:.5rem;font-size:.875rem;
        font-variant-numeric:tabular-nums}
        svg{display:block;width:100%;height:.5rem;border-radius:.25rem;margin-top:.125rem;background:var(--track)}
        rect{fill:var(--fill)}.high rect{fill:var(--barwarn)}.full rect{fill:var(--barbad)}
        .old{opacity:.75}
        .pool{gap:.375rem 1.5rem}
        @media(min-width:48rem){.head .end{margin-left:auto}body{padding:1.5rem 2rem}
        .pool{grid-template-columns:minmax(17.5rem,1.3fr) 1fr 1fr}.pool .wide{grid-column:1/-1}
        .what{grid-template-columns:minmax(0,1.3fr) minmax(0,2fr)}}
        """;

    /** As the header Content-Security-Policy has it: the browser applies this style and no other. */
    static final String HASH = "sha256-" + sha256(CSS);

    private PageStyle() {}

    private static String sha256(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
