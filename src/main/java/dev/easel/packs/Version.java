package dev.easel.packs;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pack version, ordered as its makers mean it: words without numbers and {@code LTS__} below all,
 * {@code 1.28.x} below {@code 1.28.0}, release candidates below their release, builds and revisions above it.
 */
public final class Version implements Comparable<Version> {
    private static final Pattern SHAPE = Pattern.compile("(LTS__)?[vV]?(\\d+(?:\\.(?:\\d+|x))*)?(.*)");
    private static final Pattern PIECE = Pattern.compile("\\d+|[^\\d.+_-]+");
    private static final List<String> BEFORE_RELEASE = List.of("dev", "snapshot", "alpha", "beta", "pre", "rc");
    private static final long FLOATING = -1;

    private final String text;
    private final boolean legacy;
    private final long[] numbers;
    private final List<String> suffix;

    private Version(String text, Matcher parts) {
        this.text = text;
        this.legacy = parts.group(1) != null;
        this.numbers = parts.group(2) == null
                ? new long[0]
                : Arrays.stream(parts.group(2).split("\\."))
                        .mapToLong(Version::number)
                        .toArray();
        this.suffix = PIECE.matcher(parts.group(3).toLowerCase(Locale.ROOT))
                .results()
                .map(piece -> piece.group())
                .toList();
    }

    /** Any line of text is a version. */
    public static Version of(String text) {
        var parts = SHAPE.matcher(text);
        if (!parts.matches()) throw new IllegalArgumentException("A version has one line: " + text);
        return new Version(text, parts);
    }

    public long major() {
        return at(0);
    }

    public long minor() {
        return at(1);
    }

    /** Whether it names one release, and not the newest of a line or a tag of old. */
    public boolean isExact() {
        return !legacy && numbers.length > 0 && Arrays.stream(numbers).noneMatch(number -> number == FLOATING);
    }

    /** Major and minor, as {@code 1.30}. */
    public String line() {
        return major() + "." + minor();
    }

    @Override
    public int compareTo(Version other) {
        if (isWord() || other.isWord()) {
            return isWord() && other.isWord() ? text.compareTo(other.text) : isWord() ? -1 : 1;
        }
        if (legacy != other.legacy) return legacy ? -1 : 1;
        for (int at = 0; at < Math.max(numbers.length, other.numbers.length); at++) {
            var order = Long.compare(at(at), other.at(at));
            if (order != 0) return order;
        }
        var order = suffixes(other);
        return order == 0 ? text.compareTo(other.text) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Version version && text.equals(version.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }

    private boolean isWord() {
        return numbers.length == 0;
    }

    private long at(int place) {
        return place < numbers.length ? numbers[place] : 0;
    }

    private int suffixes(Version other) {
        for (int at = 0; at < Math.max(suffix.size(), other.suffix.size()); at++) {
            var order = piece(at).compareTo(other.piece(at));
            if (order != 0) return order;
        }
        return 0;
    }

    private Piece piece(int at) {
        return at < suffix.size() ? Piece.of(suffix.get(at)) : Piece.NONE;
    }

    private static long number(String digits) {
        if (digits.equals("x")) return FLOATING;
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    /** One word or number of what follows the numbers; having none stands between candidate and build. */
    private record Piece(int rank, long number, String word) implements Comparable<Piece> {
        static final Piece NONE = new Piece(BEFORE_RELEASE.size(), 0, "");

        static Piece of(String text) {
            if (Character.isDigit(text.charAt(0))) return new Piece(NONE.rank + 1, Version.number(text), "");
            var early = BEFORE_RELEASE.indexOf(text);
            return new Piece(early < 0 ? NONE.rank + 2 : early, 0, text);
        }

        @Override
        public int compareTo(Piece other) {
            if (rank != other.rank) return Integer.compare(rank, other.rank);
            return number == other.number ? word.compareTo(other.word) : Long.compare(number, other.number);
        }
    }
}
