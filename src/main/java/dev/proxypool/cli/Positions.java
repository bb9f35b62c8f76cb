package dev.proxypool.cli;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.HashMap;
import java.util.Map;
import org.yaml.snakeyaml.error.Mark;

/**
 * Where the values of a document stand, by their paths, such as {@code spec.shortCodes[3].sid}.
 *
 * @param prefix the path of the whole: of a resource in a List it is one such as {@code items[2]}
 */
record Positions(Map<String, Position> byPath, String prefix) {

    /** Both from 1, as editors count. */
    record Position(int line, int column) {
        static Position of(Mark mark) {
            return new Position(mark.getLine() + 1, mark.getColumn() + 1);
        }

        static Position of(JsonLocation location) {
            return new Position(location.getLineNr(), location.getColumnNr());
        }

        @Override
        public String toString() {
            return line + ":" + column;
        }
    }

    static Positions none() {
        return new Positions(new HashMap<>(), "");
    }

    static String field(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    static String element(String path, int index) {
        return "%s[%d]".formatted(path, index);
    }

    void put(String path, Position position) {
        byPath.putIfAbsent(path, position);
    }

    Positions below(String path) {
        return new Positions(byPath, path);
    }

    /** Of what is missing, or not written as such: of the next thing around it. */
    Position of(String path) {
        String at = prefix.isEmpty() || path.isEmpty() ? prefix + path : field(prefix, path);
        while (!byPath.containsKey(at) && !at.isEmpty()) {
            at = at.substring(0, Math.max(0, Math.max(at.lastIndexOf('.'), at.lastIndexOf('['))));
        }
        return byPath.getOrDefault(at, new Position(1, 1));
    }
}
