package dev.easel.tables;

/**
 * Rows of a log, newest first.
 *
 * @param before only rows with a smaller number; 0 begins at the newest
 * @param skip rows to leave out of these
 */
public record Span(long before, int skip, int most) {
    String order() {
        return " order by seq desc limit " + most + " offset " + skip;
    }
}
