package dev.proxypool.cli;

import dev.proxypool.api.AccountStatus.Usage;
import dev.proxypool.api.Condition;
import dev.proxypool.api.PlannedStep;
import dev.proxypool.api.PoolStatus.Problem;
import dev.proxypool.cli.ResourceView.State;
import dev.proxypool.cli.Shell.Colour;
import dev.proxypool.domain.MemberKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Resources for a person: a table, below each row what is to be known besides, and the sum in the last line. */
public final class StatusText {

    private static final List<String> HEAD = List.of("RESOURCE", "READY", "REASON", "SINCE", "MEMBERS", "SERVICE");
    private static final List<String> WIDE_HEAD =
            List.of("RESOURCE", "READY", "REASON", "SINCE", "MEMBERS", "SERVICE", "ACCOUNT", "AGE");
    private static final int REASON = HEAD.indexOf("REASON");
    private static final int SHOWN_AT_MOST = 5;
    private static final String INDENT = "      ";

    private StatusText() {}

    /** @param all sorted by namespace, of which each is a heading */
    public static Listing byNamespace(List<ResourceView> all, Instant now) {
        return byNamespace(all, now, false);
    }

    /** @param wide with more columns */
    static Listing byNamespace(List<ResourceView> all, Instant now, boolean wide) {
        Listing listing = new Listing(REASON);
        listing.row(Colour.FAINT, indented(wide ? WIDE_HEAD : HEAD));
        String namespace = "";
        for (ResourceView one : all) {
            if (!one.namespace().equals(namespace)) {
                namespace = one.namespace();
                listing.heading(Colour.BOLD, namespace);
            }
            List<String> cells = new ArrayList<>(cells(one, one.name(), now));
            if (wide) {
                cells.add(one.account().orElse("-"));
                cells.add(Age.of(one.resource().getMetadata().getCreationTimestamp(), now));
            }
            add(listing, one, cells, now);
        }
        listing.heading(Colour.BOLD, summary(all));
        return listing;
    }

    /** The same without headings: a block for the head, and one for each resource in the order that they have. */
    public static Listing oneByOne(List<ResourceView> all, Instant now) {
        Listing listing = head();
        all.forEach(one -> add(listing, one, cells(one, one.namespace() + " " + one.name(), now), now));
        return listing;
    }

    private static Listing head() {
        Listing listing = new Listing(REASON);
        listing.row(Colour.FAINT, indented(HEAD));
        return listing;
    }

    private static void add(Listing listing, ResourceView one, List<String> cells, Instant now) {
        listing.row(colour(one.state()), indented(cells));
        remarks(one, now).forEach(remark -> listing.below(INDENT, remark));
    }

    private static List<String> indented(List<String> cells) {
        List<String> indented = new ArrayList<>(cells);
        indented.set(0, "  " + cells.getFirst());
        return indented;
    }

    private static List<String> cells(ResourceView one, String name, Instant now) {
        return List.of(
                name,
                one.ready().map(Condition::status).orElse("-"),
                one.ready().map(Condition::reason).orElse("-"),
                Age.of(one.ready().map(Condition::lastTransitionTime).orElse(null), now),
                one.codes(),
                one.sid() == null ? "-" : one.sid().value());
    }

    /** Each a paragraph; of one that is Ready and as declared: none. */
    private static Set<String> remarks(ResourceView one, Instant now) {
        Set<String> remarks = new LinkedHashSet<>();
        boolean isShown = one.state() != State.READY || one.resource().isMarkedForDeletion();
        if (isShown) {
            remarks.add(one.message());
        }
        one.remarks().stream()
                .filter(remark -> one.ready()
                        .filter(ready -> ready.reason().equals(remark.type()))
                        .isEmpty())
                .map(remark -> remark.type().equals(Condition.SUSPENDED)
                        ? remark.message()
                        : "%s=%s: %s".formatted(remark.type(), remark.status(), remark.message()))
                .forEach(remarks::add);
        if (one.leavesAt() != null && !one.message().contains(one.leavesAt().toString())) {
            remarks.add("leaves the pool after " + one.leavesAt());
        }
        remarks.addAll(verified(one.services(), now));
        // Of a single member, the message has it all.
        if (one.kind().isPool()) {
            String said = isShown ? one.ready().map(Condition::message).orElse("") : "";
            addProblems(remarks, one, said);
            addSteps(remarks, one, said);
        }
        return remarks;
    }

    /** @param said what was said before, and is not to be said again */
    private static void addProblems(Set<String> remarks, ResourceView one, String said) {
        // What is held back is in the plan, and shown once.
        Set<String> held =
                one.plan().stream().map(step -> step.member().identity()).collect(Collectors.toSet());
        List<String> problems = one.problems().stream()
                .filter(problem -> !held.contains(problem.member().identity()))
                .filter(problem -> !said.startsWith(problem.member() + ": " + problem.message()))
                .map(StatusText::problem)
                .toList();
        first(remarks, problems);
        if (!problems.isEmpty()
                && (isCut(problems) || one.problemCount() > one.problems().size())) {
            remarks.add("… %d %s need attention in all%s"
                    .formatted(
                            one.problemCount(),
                            one.kind().members().map(MemberKind::nouns).orElse("members"),
                            first(one.problemCount(), one.problems().size())));
        }
    }

    private static void addSteps(Set<String> remarks, ResourceView one, String said) {
        List<String> steps = one.plan().stream()
                .filter(step -> !said.contains(words(step) + " "))
                .map(StatusText::step)
                .toList();
        first(remarks, steps);
        if (isCut(steps)) {
            remarks.add("… %d writes are held back in all%s"
                    .formatted(
                            one.planCount(), first(one.planCount(), one.plan().size())));
        }
    }

    /** Those that were verified longest ago, in the order of their SIDs: that of the times changes with each poll. */
    private static List<String> verified(List<Usage> services, Instant now) {
        Comparator<Usage> byName = Comparator.comparing(Usage::serviceSid).thenComparing(Usage::kind);
        List<Usage> verified = services.stream()
                .filter(service -> service.lastVerified() != null)
                .toList();
        List<String> lines = new ArrayList<>(verified.stream()
                .sorted(Comparator.comparing(Usage::lastVerified).thenComparing(byName))
                .limit(SHOWN_AT_MOST)
                .sorted(byName)
                .map(service -> "%s last verified %s ago: %d in the pool"
                        .formatted(service.pool(), Age.of(service.lastVerified(), now), service.members()))
                .toList());
        if (verified.size() > SHOWN_AT_MOST) {
            lines.add("… %d pools are in use in all".formatted(services.size()));
        }
        return lines;
    }

    private static void first(Set<String> remarks, List<String> all) {
        all.stream().limit(SHOWN_AT_MOST).forEach(remarks::add);
    }

    private static boolean isCut(List<String> all) {
        return all.size() > SHOWN_AT_MOST;
    }

    private static String first(int count, int listed) {
        return count > listed ? "; the status has the first %d".formatted(listed) : "";
    }

    private static String problem(Problem problem) {
        return "%s %s: %s".formatted(problem.member(), problem.reason(), problem.message());
    }

    private static String step(PlannedStep step) {
        return "held back: %s %s: %s → %s"
                .formatted(step.action().toLowerCase(Locale.ROOT), step.member(), step.before(), step.after());
    }

    /** As a message names the step. */
    private static String words(PlannedStep step) {
        return "%s %s"
                .formatted(step.action().toLowerCase(Locale.ROOT), step.member().identity());
    }

    static Colour colour(State state) {
        return switch (state) {
            case READY -> Colour.GREEN;
            case RECONCILING, UNSEEN -> Colour.YELLOW;
            case STALLED -> Colour.RED;
        };
    }

    public static String summary(List<ResourceView> all) {
        List<String> parts = new ArrayList<>();
        parts.add("%d Ready".formatted(count(all, State.READY)));
        parts.add("%d reconciling".formatted(count(all, State.RECONCILING)));
        parts.add("%d stalled".formatted(count(all, State.STALLED)));
        if (count(all, State.UNSEEN) > 0) {
            parts.add("%d not reconciled: does the operator run?".formatted(count(all, State.UNSEEN)));
        }
        return String.join(", ", parts);
    }

    private static long count(List<ResourceView> all, State state) {
        return all.stream().filter(one -> one.state() == state).count();
    }
}
