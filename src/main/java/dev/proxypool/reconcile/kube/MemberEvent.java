package dev.proxypool.reconcile.kube;

import dev.proxypool.domain.Sid;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What happened to one member. A hundred members must not make a hundred events, nor an event that has a sentence a
 * hundred times.
 */
public record MemberEvent(Sid.Member member, EventMessage message) {

    /** As many sentences as fit into the 1,024 characters of an event. */
    private static final int SENTENCES_AT_MOST = 4;

    /** As many members as all sentences of an event name together. */
    private static final int NAMED_AT_MOST = 5;

    /** Stands for the members in a sentence that is the same for several of them. */
    private static final String MEMBERS = "\0";

    /** One event for all with the same reason, in the order of their first message; it names the first members. */
    public static List<EventMessage> together(List<MemberEvent> all) {
        return all.stream()
                .collect(Collectors.groupingBy(one -> one.message.reason(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(MemberEvent::one)
                .toList();
    }

    private String sentence() {
        String sid = member.value();
        String text = message.message();
        return text.contains(sid) ? text.replace(sid, MEMBERS) : MEMBERS + ": " + text;
    }

    private static EventMessage one(List<MemberEvent> alike) {
        Map<String, List<String>> sentences = alike.stream()
                .collect(Collectors.groupingBy(
                        MemberEvent::sentence,
                        LinkedHashMap::new,
                        Collectors.mapping(one -> one.member.value(), Collectors.toList())));
        int names = Math.max(1, NAMED_AT_MOST / sentences.size());
        String some = sentences.entrySet().stream()
                .limit(SENTENCES_AT_MOST)
                .map(entry -> about(entry.getValue(), entry.getKey(), names))
                .collect(Collectors.joining("; "));
        int more = sentences.values().stream()
                .skip(SENTENCES_AT_MOST)
                .mapToInt(List::size)
                .sum();
        MemberEvent first = alike.getFirst();
        String count = alike.size() == 1
                ? ""
                : "%d %s: ".formatted(alike.size(), first.member.kind().nouns());
        String rest = more > 0 ? "; and %d more".formatted(more) : "";
        return new EventMessage(first.message.type(), first.message.reason(), count + some + rest);
    }

    /** The sentence with the first of the members, and then "them". */
    private static String about(List<String> members, String sentence, int names) {
        int more = members.size() - names;
        String first = members.stream().limit(names).collect(Collectors.joining(", "));
        String which = more > 0 ? first + " and %d more".formatted(more) : first;
        String again = members.size() == 1 ? first : "them";
        return sentence.replaceFirst(MEMBERS, which).replace(MEMBERS, again);
    }
}
