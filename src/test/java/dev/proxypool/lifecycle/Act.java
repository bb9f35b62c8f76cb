package dev.proxypool.lifecycle;

import dev.proxypool.domain.MemberKind;
import java.util.List;
import java.util.stream.Stream;

/** What is done to a pool, as the table expects it. Here is where the code is held, there is where it moves to. */
enum Act {
    NOTHING("–"),
    /** What makes the pool as declared: one step if the code is a member, else one or two. */
    MEND("add, reserve or release: as declared"),
    ADD_IN_VAIN("add (refused)"),
    RESERVE("reserve"),
    REMOVE("remove"),
    REMOVE_IN_VAIN("remove (refused)"),
    REMOVE_IN_VAIN_AND_RESERVE("remove (refused), reserve"),
    MOVE("remove, add there, reserve if declared");

    final String words;

    Act(String words) {
        this.words = words;
    }

    List<String> of(Cell cell) {
        String place = Life.MOVING.contains(cell.life()) ? " there" : " here";
        return switch (this) {
            case NOTHING -> List.of();
            case MEND -> isThere(cell) ? List.of((cell.reserved() ? "reserve" : "release") + place) : add(cell, place);
            case ADD_IN_VAIN -> add(cell, place).subList(0, 1);
            case RESERVE -> List.of("reserve here");
            case REMOVE, REMOVE_IN_VAIN -> List.of("remove here");
            case REMOVE_IN_VAIN_AND_RESERVE -> List.of("remove here", "reserve here");
            case MOVE ->
                Stream.concat(Stream.of("remove here"), add(cell, place).stream())
                        .toList();
        };
    }

    private static boolean isThere(Cell cell) {
        return Life.MOVING.contains(cell.life())
                ? cell.remote() == Remote.ELSEWHERE
                : Remote.MEMBER.contains(cell.remote());
    }

    /** What of it Twilio refuses, so that the next pass tries it again. */
    List<String> refused(Cell cell) {
        return switch (this) {
            case ADD_IN_VAIN, REMOVE_IN_VAIN, REMOVE_IN_VAIN_AND_RESERVE -> of(cell).subList(0, 1);
            case NOTHING, MEND, RESERVE, REMOVE, MOVE -> List.of();
        };
    }

    /** Twilio cannot add a code as reserved. */
    private static List<String> add(Cell cell, String place) {
        if (cell.reserved() && cell.kind() == MemberKind.PHONE_NUMBER) {
            return List.of("add reserved" + place);
        }
        return cell.reserved() ? List.of("add" + place, "reserve" + place) : List.of("add" + place);
    }
}
