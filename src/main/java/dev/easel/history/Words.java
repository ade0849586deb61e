package dev.easel.history;

import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Kind;
import dev.easel.tables.ChangeLog.Row;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Says a change in words. */
final class Words {
    private static final int ENOUGH = 5;
    private static final int LONGEST = 60;
    private static final String CLUSTER = "spectrocluster";

    private Words() {}

    /** What clients call a kind. */
    static String of(String kind) {
        return kind.equals(Kinds.CLUSTER.name()) ? CLUSTER : kind.toLowerCase(Locale.ROOT);
    }

    /** The kind that clients call so; what nobody knows is found nowhere. */
    static String kind(String word) {
        return Kinds.all().stream()
                .map(Kind::name)
                .filter(name -> name.equalsIgnoreCase(word) || of(name).equalsIgnoreCase(word))
                .findFirst()
                .orElse(word);
    }

    static String action(Row row) {
        var who = row.actorName().isEmpty() ? "The system" : row.actorName();
        var did = switch (row.action()) {
            case "create" -> "created";
            case "delete" -> "deleted";
            default -> "changed";
        };
        var name = row.name().isEmpty() ? row.uid() : row.name();
        return "%s %s the %s \"%s\"".formatted(who, did, of(row.kind()), name);
    }

    /** What changed, field by field; the house's own fields and the times that every write sets are no news. */
    static String content(Row row) {
        if (!row.action().equals("update")) return "";
        var told = new ArrayList<String>();
        for (var change : row.diff()) {
            var path = change.path("path").asString("");
            if (!path.startsWith("/" + Desk.PRIVATE) && !path.equals("/metadata/lastModifiedTimestamp")) {
                told.add(sentence(path.substring(1).replace('/', '.'), change));
            }
        }
        var more = told.size() > ENOUGH ? "; and %d more".formatted(told.size() - ENOUGH) : "";
        return told.stream().limit(ENOUGH).collect(Collectors.joining("; ")) + more;
    }

    private static String sentence(String field, JsonNode change) {
        var before = change.path("before");
        var after = change.path("after");
        if (before.isMissingNode()) return "set %s to %s".formatted(field, value(after));
        if (after.isMissingNode()) return "removed %s, which was %s".formatted(field, value(before));
        return "changed %s from %s to %s".formatted(field, value(before), value(after));
    }

    private static String value(JsonNode value) {
        var text = value.toString();
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
