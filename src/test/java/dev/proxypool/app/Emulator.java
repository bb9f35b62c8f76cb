package dev.proxypool.app;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A terminal that knows the few sequences that are used here, and remembers what must not happen. */
final class Emulator {

    private static final Pattern PART = Pattern.compile("\\x1b\\[(\\??)([0-9;]*)([A-Za-z])|\\x1b.|[\\s\\S]");

    private final int columns;
    private final int rows;
    private final StringBuilder[] lines;
    private int row;
    private int column;
    private boolean alternate;
    private int broken;
    private int scrolledPictures;
    private int colours;

    Emulator(int columns, int rows) {
        this.columns = columns;
        this.rows = rows;
        lines = new StringBuilder[rows];
        clear();
    }

    Emulator show(String text) {
        Matcher part = PART.matcher(text);
        while (part.find()) {
            if (part.group(3) != null) {
                control(part.group(1) + part.group(3), part.group(2));
            } else {
                write(part.group().charAt(0));
            }
        }
        return this;
    }

    /** How many lines the terminal broke because they were too wide. */
    int broken() {
        return broken;
    }

    /** How many lines of a picture went out of sight. */
    int scrolledPictures() {
        return scrolledPictures;
    }

    /** How often a colour was begun. */
    int colours() {
        return colours;
    }

    List<String> screen() {
        return Arrays.stream(lines).map(line -> line.toString().stripTrailing()).toList();
    }

    private void write(char c) {
        switch (c) {
            case '\r' -> column = 0;
            case '\n' -> feed();
            default -> {
                if (column == columns) {
                    broken++;
                    column = 0;
                    feed();
                }
                StringBuilder line = lines[row];
                line.append(" ".repeat(Math.max(0, column + 1 - line.length())));
                line.setCharAt(column++, c);
            }
        }
    }

    private void feed() {
        if (row < rows - 1) {
            row++;
            return;
        }
        scrolledPictures += alternate ? 1 : 0;
        System.arraycopy(lines, 1, lines, 0, rows - 1);
        lines[rows - 1] = new StringBuilder();
    }

    private void control(String command, String numbers) {
        switch (command) {
            case "H" -> {
                String[] to = numbers.isEmpty() ? new String[] {"1", "1"} : numbers.split(";");
                row = Math.min(rows, Integer.parseInt(to[0])) - 1;
                column = Integer.parseInt(to[1]) - 1;
            }
            case "K" -> lines[row].setLength(numbers.equals("2") ? 0 : Math.min(column, lines[row].length()));
            case "J" -> {
                for (int i = row; i < rows; i++) {
                    lines[i].setLength(0);
                }
            }
            case "?h", "?l" -> {
                if (numbers.equals("1049")) {
                    alternate = command.equals("?h");
                    clear();
                }
            }
            case "m" -> colours += numbers.equals("0") ? 0 : 1;
            default -> throw new IllegalArgumentException("not known here: " + command);
        }
    }

    private void clear() {
        Arrays.setAll(lines, _ -> new StringBuilder());
        row = 0;
        column = 0;
    }
}
