package dev.easel.contract;

import java.util.Locale;

/** How many letters two names differ in, for "did you mean". */
final class Likeness {
    private Likeness() {}

    static int distance(String left, String right) {
        var one = left.toLowerCase(Locale.ROOT);
        var other = right.toLowerCase(Locale.ROOT);
        var above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) above[j] = j;
        for (int i = 1; i <= one.length(); i++) above = row(one.charAt(i - 1), i, other, above);
        return above[other.length()];
    }

    private static int[] row(char letter, int index, String other, int[] above) {
        var row = new int[above.length];
        row[0] = index;
        for (int j = 1; j < row.length; j++) {
            var swap = above[j - 1] + (letter == other.charAt(j - 1) ? 0 : 1);
            row[j] = Math.min(swap, 1 + Math.min(row[j - 1], above[j]));
        }
        return row;
    }
}
