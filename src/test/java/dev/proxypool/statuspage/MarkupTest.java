package dev.proxypool.statuspage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupTest {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', textBlock = """
        <script>alert(1)</script>, &lt;script&gt;alert(1)&lt;/script&gt;
        " onload="x, &quot; onload=&quot;x
        ' onload='x, &#39; onload=&#39;x
        ` onload=`x, &#96; onload=&#96;x
        &lt;, &amp;lt;
        {} and {}, {} and {}
        """)
    void aTextIsATextInAnElementAndInAnAttribute(String text, String written) {
        assertThat(new Markup().add("<a title=\"{}\">{}</a>", text, text))
                .hasToString("<a title=\"%s\">%s</a>".formatted(written, written));
    }

    @Test
    void whatWouldReorderOrBreakALineIsShown() {
        assertThat(new Markup().add("{}", "a\u202eb\u0000c\u001b[2J\nd\ud800"))
                .hasToString("a\\u202eb\\u0000c\\u001b[2J d\\ud800");
    }

    @Test
    void aLongTextIsCut() {
        Markup html = new Markup().add("{}", "\"".repeat(100_000));

        assertThat(html.length()).isLessThan(Markup.LONGEST_TEXT * "&quot;".length());
        assertThat(html.toString()).endsWith("&quot;…");
    }

    /** A browser breaks a line after any hyphen, and "-n" in two halves is no option any more. */
    @Test
    void aCommandStandsOutAndItsOptionIsNotBroken() {
        assertThat(new Markup()
                        .addWithCommands("Approve <these>: proxypool approve pscp/held-1 -n my-states (or not), or"
                                + " proxypool orphan psc/a -n b."))
                .hasToString("Approve &lt;these&gt;: <code>proxypool approve pscp/held-1 <span class=\"flag\">-n</span>"
                        + " my-states</code> (or not), or <code>proxypool orphan psc/a <span"
                        + " class=\"flag\">-n</span> b</code>.");
        assertThat(new Markup().addWithCommands("no command <b>")).hasToString("no command &lt;b&gt;");
    }
}
