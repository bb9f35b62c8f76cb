package dev.proxypool.cli;

/** A line on a terminal that shows how far a command is, and disappears when it ends. Elsewhere: nothing. */
final class Progress implements AutoCloseable {

    private static final int BAR = 20;

    private final Output err;
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
        String line = "[%s%s] %d of %d: %s".formatted("#".repeat(filled), "·".repeat(BAR - filled), done, all, doing);
        // What goes on in a second line would stay.
        err.rewrite(WindowSize.of(WindowSize.ERR)
                .map(window -> CellWidth.cut(line, window.columns() - 1))
                .orElse(line));
    }

    @Override
    public void close() {
        if (shown) {
            err.rewrite("");
        }
    }
}
