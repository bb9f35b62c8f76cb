package dev.proxypool.app;

import dev.proxypool.cli.Columns;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.domain.PlainText;
import dev.proxypool.simulator.SimulatorState;
import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a person sees of the try-out mode. On a terminal: a table that is drawn anew, and the last lines below it. Elsewhere:
 * plain lines, one for each thing that happened.
 */
final class DevScreen {

    private static final int LAST_LINES = 12;
    private static final int WIDTH_ELSEWHERE = 1_000;

    private final PrintStream out = System.out;
    private final boolean terminal = isTerminal();
    private final Deque<String> lines = new ArrayDeque<>();
    private final Map<String, String> told = new HashMap<>();
    private String drawn = "";
    private List<ResourceView> last = List.of();

    synchronized void line(String text) {
        if (!terminal) {
            print(text);
            return;
        }
        lines.addLast(text);
        if (lines.size() > LAST_LINES) {
            lines.removeFirst();
        }
        draw();
    }

    synchronized void show(List<ResourceView> resources) {
        last = resources;
        if (terminal) {
            draw();
            return;
        }
        Map<String, String> now = new HashMap<>();
        for (ResourceView resource : resources) {
            String key = StatusTable.title(resource);
            String text = StatusTable.line(resource);
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
        out.println();
        StatusTable.render(resources, WIDTH_ELSEWHERE).forEach(this::print);
        out.println();
        for (SimulatorState.Account account : state.accounts()) {
            for (SimulatorState.Service service : account.services()) {
                print("pool %s (%s, %s)".formatted(service.sid(), service.uniqueName(), account.sid()));
                service.shortCodes()
                        .forEach(member -> print(
                                "  %s %s".formatted(member.sid(), member.reserved() ? "reserved" : "unreserved")));
            }
        }
    }

    /** What manifests, a cluster and a state file say, too: a line stays a line. */
    private void print(String text) {
        out.println(PlainText.line(text));
    }

    private void draw() {
        StringBuilder picture = new StringBuilder();
        StatusTable.render(last, width()).forEach(row -> picture.append(row).append("\033[K\n"));
        picture.append("\033[K\n");
        Columns.fitting(lines.stream().map(List::of).toList(), width())
                .forEach(row -> picture.append(row).append("\033[K\n"));
        if (!picture.toString().equals(drawn)) {
            drawn = picture.toString();
            out.print("\033[H" + drawn + "\033[J");
            out.flush();
        }
    }

    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }

    /** bin/proxypool passes on what the shell knows. */
    private static int width() {
        String columns = System.getProperty("proxypool.columns", "");
        return columns.matches("[1-9][0-9]{1,3}") ? Integer.parseInt(columns) : 120;
    }
}
