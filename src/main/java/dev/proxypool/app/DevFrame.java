package dev.proxypool.app;

import dev.proxypool.cli.Listing;
import dev.proxypool.cli.Listing.Line;
import dev.proxypool.cli.ResourceView;
import dev.proxypool.cli.Shell.Colour;
import dev.proxypool.cli.StatusText;
import dev.proxypool.cli.WindowSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What the try-out mode shows in a window: where things are, the resources that are not Ready before the others, what is wrong
 * with manifests, and what was written last.
 *
 * @param head where things are, a line each
 * @param problems what is wrong now
 * @param events what happened, the latest last
 */
record DevFrame(List<String> head, List<ResourceView> resources, List<String> problems, List<String> events) {

    static final int MOST_EVENTS = 12;
    private static final int FEWEST_EVENTS = 3;

    /** Lines that fill the window at most, and none of them wider than it. */
    List<Line> lines(WindowSize window, Instant now) {
        int room = window.rows();
        List<Line> top = new ArrayList<>();
        head.forEach(line -> top.add(Listing.cut(line, Colour.BOLD, window.columns())));
        List<Line> wrong = problems.stream()
                .flatMap(problem -> Listing.wrapped(problem, "", Colour.RED, window.columns()).stream())
                .limit(Math.max(1, room / 3))
                .toList();
        int fixed = top.size() + 1 + gap(wrong.size());
        int kept = gap(Math.min(events.size(), FEWEST_EVENTS));
        List<Line> table = table(window.columns(), Math.max(2, room - fixed - kept), now);
        int left = Math.min(MOST_EVENTS, room - fixed - table.size() - 1);
        List<Line> all = new ArrayList<>(top);
        add(all, table);
        add(all, wrong);
        add(
                all,
                events.subList(Math.max(0, events.size() - Math.max(0, left)), events.size()).stream()
                        .map(event -> Listing.cut(event, null, window.columns()))
                        .toList());
        return all.subList(0, Math.min(room, all.size()));
    }

    private static int gap(int lines) {
        return lines == 0 ? 0 : lines + 1;
    }

    private static void add(List<Line> all, List<Line> more) {
        if (!more.isEmpty()) {
            all.add(new Line("", null));
            all.addAll(more);
        }
    }

    /** What does not fit is counted. */
    private List<Line> table(int width, int room, Instant now) {
        if (resources.isEmpty()) {
            return List.of(Listing.cut("there are no resources", Colour.FAINT, width));
        }
        List<ResourceView> sorted = resources.stream()
                .sorted(Comparator.comparingInt(DevFrame::urgency))
                .toList();
        List<List<Line>> blocks = StatusText.oneByOne(sorted, now).blocks(width);
        int lines = blocks.stream().mapToInt(List::size).sum();
        List<Line> table = new ArrayList<>(blocks.getFirst());
        if (lines + 1 <= room) {
            blocks.stream().skip(1).forEach(table::addAll);
            table.add(Listing.cut(StatusText.summary(resources), Colour.BOLD, width));
            return table;
        }
        int shown = 0;
        while (shown < sorted.size() && table.size() + blocks.get(shown + 1).size() + 1 <= room) {
            table.addAll(blocks.get(++shown));
        }
        if (shown == 0 && table.size() + 1 < room) {
            table.addAll(blocks.get(1).subList(0, room - table.size() - 1));
            shown = 1;
        }
        String more = shown == sorted.size() ? "" : "… %d more; ".formatted(sorted.size() - shown);
        table.add(Listing.cut(more + "in all " + StatusText.summary(resources), Colour.BOLD, width));
        return table;
    }

    /** Small where a person is needed. */
    private static int urgency(ResourceView resource) {
        return switch (resource.state()) {
            case STALLED -> 0;
            case RECONCILING -> 1;
            case UNSEEN -> 2;
            case READY -> 3;
        };
    }
}
