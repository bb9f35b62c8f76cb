package dev.proxypool.cli;

import java.io.PrintWriter;

/** A line on a terminal that tells how far a command is, and is gone when it ends. Elsewhere: nothing. */
final class Progress implements AutoCloseable {

    private static final int BAR = 20;

    private final PrintWriter err;
    private final boolean shown;

    Progress(Shell shell) {
        this.err = shell.err();
        this.shown = shell.showsProgress();
    }

    /** @param doing such as "looking at KS…" */
    void at(int done, int all, String doing) {
        if (!shown) {
            return;
        }
        int filled = all == 0 ? 0 : done * BAR / all;
        err.print("\r\033[K[%s%s] %d of %d: %s"
                .formatted("#".repeat(filled), "·".repeat(BAR - filled), done, all, doing));
        err.flush();
    }

    @Override
    public void close() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
