package dev.easel.store;

import dev.easel.contract.Problem;
import dev.easel.store.Kind.Field;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A document as a row: its body, and the values that its kind wants to be found by. */
final class Columns {
    /** In bytes; an entry of an index of PostgreSQL holds a little more. */
    private static final int LONGEST = 2_000;

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    private final Document document;
    private final Instant updated;

    Columns(Document document, Instant updated) {
        this.document = document;
        this.updated = updated;
    }

    List<?> forInsert(int slots) {
        return List.of(document.place(), document.created(), content(slots));
    }

    List<?> forUpdate(int slots, long version) {
        return List.of(content(slots), document.key(), version);
    }

    private List<@Nullable Object> content(int slots) {
        var key = uniqueKey().orElse(null);
        return Arrays.asList(name(), key, document.version(), updated, document.body(), fields(slots));
    }

    void insertTags(Session session) {
        for (var tag : tags(document)) insertTag(session, tag);
    }

    void updateTags(Session session, Document old) {
        var before = tags(old);
        var after = tags(document);
        if (!before.equals(after)) rewriteTags(session);
    }

    private void rewriteTags(Session session) {
        session.update("delete from document_tag where tenant = ? and kind = ? and uid = ?", document.key());
        insertTags(session);
    }

    /** Only what documents are found by; what they are stays, and so does their version. */
    void rewrite(Session session) {
        var columns = "unique_key = ?, " + String.join(" = ?, ", Tx.SLOTS) + " = ?";
        var values = Arrays.asList(uniqueKey().orElse(null), fields(Tx.SLOTS.length));
        session.update(
                "update document set " + columns + " where tenant = ? and kind = ? and uid = ?",
                values,
                document.key());
        rewriteTags(session);
    }

    private void insertTag(Session session, Tag tag) {
        session.update(
                "insert into document_tag (tenant, kind, uid, field, value, created) values (?, ?, ?, ?, ?, ?)",
                document.key(),
                tag.field(),
                tag.value(),
                document.created());
    }

    private Optional<String> uniqueKey() {
        var pointers = document.kind().unique();
        if (pointers.isEmpty()) return Optional.empty();
        var values = new ArrayList<String>();
        values.add(document.kind().subtype());
        for (var pointer : pointers) values.add(document.text(pointer));
        return Optional.of(clean(String.join("\u001f", values)));
    }

    private String name() {
        return clean(document.name());
    }

    /** PostgreSQL keeps no NUL in a text, and no long text in an index, so nothing that is looked up may have either. */
    private static String clean(String text) {
        if (text.indexOf(0) >= 0) {
            throw Problem.invalid("body", "must not have a NUL character in a name or in what it can be found by");
        }
        if (text.length() > LONGEST / 4 && text.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            var start = text.substring(0, 20);
            throw Problem.invalid("body", "has a value that is too long to be found by: \"%s…\"".formatted(start));
        }
        return text;
    }

    private List<@Nullable Object> fields(int slots) {
        var values = new ArrayList<@Nullable Object>();
        for (var field : document.kind().fields()) {
            if (!field.holds().single()) continue;
            values.add(kept(field, document.at(field.pointer())));
        }
        while (values.size() < slots) values.add(null);
        return values;
    }

    /** What is absent is "", and an absent truth false, so that both can be asked for and sorted. */
    private static String kept(Field field, JsonNode value) {
        return switch (field.holds()) {
            case TRUTH -> String.valueOf(value.asBoolean(false));
            case NUMBER -> value.isNumber() ? sortable(value.doubleValue()) : "";
            case TIME -> value.isString() ? Times.text(Times.parse(value.asString())) : "";
            case VERSION -> value.isString() ? version(clean(value.asString())) : "";
            case TEXT, MANY, THEIRS -> value.isValueNode() && !value.isNull() ? clean(value.asString()) : "";
        };
    }

    /** A number as a text that sorts as the number does. */
    static String sortable(double number) {
        long bits = Double.doubleToLongBits(number + 0.0);
        return "%016x".formatted(bits < 0 ? ~bits : bits ^ Long.MIN_VALUE);
    }

    /** A version as a text that sorts as the version does, candidates below their release; the version itself follows. */
    static String version(String version) {
        var padded = NUMBER.matcher(version)
                .replaceAll(digits -> "0".repeat(Math.max(0, 20 - digits.group().length())) + digits.group());
        return padded + "~ " + version;
    }

    private static Set<Tag> tags(Document document) {
        var tags = new LinkedHashSet<Tag>();
        for (var field : document.kind().fields()) {
            if (field.holds() != Field.Holds.MANY) continue;
            var name = field.names().getFirst();
            for (var node : Tree.all(document.body(), field.pointer())) collect(name, node, tags);
        }
        return tags;
    }

    private static void collect(String name, JsonNode node, Set<Tag> tags) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> tags.add(new Tag(
                            name, clean(entry.getKey() + ":" + entry.getValue().asString("")))));
        } else if (node.isArray()) {
            node.forEach(element -> tags.add(new Tag(name, clean(element.asString("")))));
        } else if (node.isValueNode()) {
            tags.add(new Tag(name, clean(node.asString(""))));
        }
    }

    private record Tag(String field, String value) {}
}
