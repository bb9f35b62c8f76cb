package dev.proxypool.app;

import dev.proxypool.cli.Listing;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.cli.Shell;
import dev.proxypool.cli.StatusText;
import dev.proxypool.cli.WindowSize;
import dev.proxypool.simulator.SimulatorState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person sees of the try-out mode. On a terminal: a picture that is drawn anew, on a screen of its own, so that what
 * was there before comes back. Elsewhere: plain lines, one for each thing that happened.
 */
final class DevScreen implements AutoCloseable {

    private static final String BEGIN = "\033[?1049h\033[?25l";
    private static final String END = "\033[?25h\033[?1049l";
    /** Something else may write to the terminal: so what has not changed is drawn again too, now and then. */
    private static final int LONGEST_REST = 10;

    private final Shell shell;
    private final boolean live;
    private final WindowSize.Source window;
    private final Thread goodbye = new Thread(this::close);
    private final Deque<String> events = new ArrayDeque<>();
    private final Map<String, String> told = new HashMap<>();
    private List<String> head = List.of();
    private List<ResourceView> last = List.of();
    private String drawn = "";
    private int rest;
    private boolean open;
    private boolean closed;

    /** @param live whether it is a picture */
    DevScreen(Shell shell, boolean live, WindowSize.Source window) {
        this.shell = shell;
        this.live = live;
        this.window = window;
    }

    /** @param head where things are, a line each */
    synchronized void open(List<String> head) {
        this.head = List.copyOf(head);
        if (!live) {
            head.forEach(this::print);
            return;
        }
        open = true;
        // Ctrl-C ends the program without an exception.
        Runtime.getRuntime().addShutdownHook(goodbye);
        write(BEGIN);
    }

    /** Something happened. */
    synchronized void line(String text) {
        if (!live || closed) {
            print(text);
            return;
        }
        events.addLast(text);
        if (events.size() > DevFrame.MOST_EVENTS) {
            events.removeFirst();
        }
    }

    /** Something is wrong, which {@link #show} has in its picture as long as it is. */
    synchronized void problem(String text) {
        if (!live) {
            print(text);
        }
    }

    synchronized void show(List<ResourceView> resources, List<String> problems) {
        last = resources;
        if (live) {
            draw(new DevFrame(head, resources, problems, List.copyOf(events)));
            return;
        }
        Map<String, String> now = new HashMap<>();
        for (ResourceView resource : resources) {
            String key = StatusLine.title(resource);
            String text = StatusLine.line(resource);
            now.put(key, text);
            if (!text.equals(told.get(key))) {
                print(text);
            }
        }
        told.keySet().stream().filter(key -> !now.containsKey(key)).forEach(key -> print("gone    " + key));
        told.clear();
        told.putAll(now);
    }

    /** The end of a run: the resources, and what is in the pools. */
    synchronized void summary(List<ResourceView> resources, SimulatorState state) {
        shell.out().line();
        if (resources.isEmpty()) {
            print("there are no resources: nothing was shown to work");
            return;
        }
        shell.print(StatusText.byNamespace(resources, shell.clock().instant()).lines(shell.width()));
        shell.out().line();
        for (SimulatorState.Account account : state.accounts()) {
            for (SimulatorState.Service service : account.services()) {
                print("pool %s (%s, %s)".formatted(service.sid(), service.uniqueName(), account.sid()));
                service.shortCodes().forEach(member -> print(member(member.sid(), member.reserved())));
                service.phoneNumbers()
                        .forEach(member -> print("%s, %d open Session%s"
                                .formatted(
                                        member(member.sid(), member.reserved()),
                                        member.inUse(),
                                        member.inUse() == 1 ? "" : "s")));
            }
        }
    }

    private static String member(String sid, boolean reserved) {
        return "  %s %s".formatted(sid, reserved ? "reserved" : "unreserved");
    }

    /** What manifests, a cluster and a state file say, too: a line stays a line. */
    private void print(String text) {
        String indent = text.startsWith("  ") ? "  " : "";
        shell.print(Listing.wrapped(text.strip(), indent, null, shell.width()));
    }

    private void draw(DevFrame frame) {
        if (!open) {
            return;
        }
        WindowSize size = window.now();
        StringBuilder picture = new StringBuilder();
        List<Listing.Line> lines = frame.lines(size, shell.clock().instant());
        for (int i = 0; i < lines.size(); i++) {
            // Each line is put in its place and cleared before it is written: none moves another.
            picture.append("\033[%d;1H\033[2K".formatted(i + 1))
                    .append(lines.get(i).painted(shell.colours()));
        }
        if (lines.size() < size.rows()) {
            picture.append("\033[%d;1H\033[J".formatted(lines.size() + 1));
        }
        if (!picture.toString().equals(drawn) || ++rest > LONGEST_REST) {
            rest = 0;
            drawn = picture.toString();
            write(drawn);
        }
    }

    /** Gives the terminal back, and leaves there how things were. */
    @Override
    public synchronized void close() {
        if (!open) {
            return;
        }
        open = false;
        closed = true;
        write(END);
        shell.print(StatusText.byNamespace(last, shell.clock().instant())
                .lines(window.now().columns()));
    }

    private void write(String text) {
        shell.out().writer().print(text);
        shell.out().writer().flush();
    }
}
