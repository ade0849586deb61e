package dev.easel.contract;

import java.util.Comparator;

/** One statement of the contract: at this place, this word has this value. */
record Line(String place, String word, String value) implements Comparable<Line> {
    private static final Comparator<Line> ORDER =
            Comparator.comparing(Line::place).thenComparing(Line::word).thenComparing(Line::value);

    static Line parse(String text) {
        var parts = text.split("\t", 3);
        return new Line(parts[0], parts[1], parts[2]);
    }

    /** The named schema, or the operation, that the line belongs to. */
    String owner() {
        var end = place.indexOf('/');
        return end < 0 ? place : place.substring(0, end);
    }

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return place + "\t" + word + "\t" + value;
    }
}
