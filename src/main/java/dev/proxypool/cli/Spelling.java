package dev.proxypool.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Which word was meant, by the number of letters that are missing, too many, others or exchanged. */
final class Spelling {

    /** One letter in so many may be wrong. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Spelling() {}

    /** The nearest of the words that are known; empty if none is near. */
    static Optional<String> meant(String typed, Collection<String> known) {
        int most = Math.max(1, typed.length() / LETTERS_PER_MISTAKE);
        return known.stream()
                .filter(word -> Math.abs(word.length() - typed.length()) <= most)
                .filter(word -> distance(typed, word) <= most)
                .min(Comparator.<String>comparingInt(word -> distance(typed, word))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Of Damerau and Levenshtein, for neighbours that are exchanged once; the case does not count. */
    private static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[][] costs = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                costs[i][j] = i == 0 || j == 0 ? i + j : cost(costs, a, b, i, j);
            }
        }
        return costs[a.length()][b.length()];
    }

    private static int cost(int[][] costs, String a, String b, int i, int j) {
        int other = costs[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(other, 1 + Math.min(costs[i - 1][j], costs[i][j - 1]));
        boolean exchanged = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return exchanged ? Math.min(least, 1 + costs[i - 2][j - 2]) : least;
    }
}
