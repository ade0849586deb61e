package dev.easel.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;

/** What a change to the contract takes away from clients that were written against the one before. */
final class Breaks {
    private final SortedSet<Line> before;
    private final SortedSet<Line> after;

    private Breaks(SortedSet<Line> before, SortedSet<Line> after) {
        this.before = before;
        this.after = after;
    }

    static List<String> between(SortedSet<Line> before, SortedSet<Line> after) {
        var breaks = new Breaks(before, after);
        return Stream.concat(breaks.gone(), breaks.narrowed()).toList();
    }

    private Stream<String> gone() {
        return before.stream()
                .filter(line -> !after.contains(line))
                .filter(this::missed)
                .map(line -> "gone: " + line);
    }

    /** Limits may go; what a reply always had may not; everything else that was said must stay said. */
    private boolean missed(Line line) {
        if (Statements.LIMITS.contains(line.word()) || Set.of("use", "closed").contains(line.word())) return false;
        if (!line.word().equals("required")) return true;
        return line.place().startsWith("schema ")
                ? used(line, "reply")
                : line.place().matches("operation .*/2\\d\\d.*");
    }

    private Stream<String> narrowed() {
        return after.stream()
                .filter(line -> !before.contains(line))
                .filter(this::narrows)
                .map(line -> "narrower: " + line);
    }

    private boolean narrows(Line line) {
        if (!old(line)) return false;
        return switch (line.word()) {
            case "required", "closed" -> asked(line);
            case "enum" -> asked(line) && !said(line, "enum");
            default -> Statements.LIMITS.contains(line.word()) && asked(line) && !looser(line);
        };
    }

    private boolean looser(Line line) {
        var least = line.word().startsWith("min") || line.word().equals("exclusiveMinimum");
        var most = line.word().startsWith("max") || line.word().equals("exclusiveMaximum");
        if (!(least || most) || !said(line, line.word())) return false;
        var change = new BigDecimal(line.value()).compareTo(new BigDecimal(value(line)));
        return least ? change < 0 : change > 0;
    }

    private String value(Line line) {
        return before.tailSet(new Line(line.place(), line.word(), "")).first().value();
    }

    /** Whether the place was there before; a limit on something new takes nothing away. */
    private boolean old(Line line) {
        if (line.word().equals("required") && line.value().contains(":"))
            return said(new Line(line.owner(), "", ""), "route");
        return Stream.of("type", "field", "route", "content").anyMatch(word -> said(line, word));
    }

    private boolean said(Line line, String word) {
        var from = new Line(line.place(), word, "");
        return before.tailSet(from).stream()
                .findFirst()
                .filter(found ->
                        found.place().equals(line.place()) && found.word().equals(word))
                .isPresent();
    }

    /** Whether clients send what the line is about. */
    private boolean asked(Line line) {
        return line.place().startsWith("operation ")
                ? !line.place().matches("operation .*/\\d\\d\\d.*")
                : used(line, "request");
    }

    private boolean used(Line line, String use) {
        return before.contains(new Line(line.owner(), "use", use));
    }
}
