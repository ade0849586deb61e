package dev.easel;

import dev.easel.contract.Contract;
import java.util.Locale;

/** Which operations somebody may have meant: those whose names differ in a few letters. */
final class Likeness {
    private Likeness() {}

    /** What to add to "there is no such operation"; nothing when no name comes close. */
    static String near(Contract contract, String id) {
        var close = contract.operations().stream()
                .map(operation -> operation.id())
                .filter(known -> distance(known, id) <= 3)
                .limit(5)
                .toList();
        return close.isEmpty() ? "" : "; did you mean " + String.join(" or ", close) + "?";
    }

    private static int distance(String left, String right) {
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
