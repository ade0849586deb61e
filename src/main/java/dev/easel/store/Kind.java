package dev.easel.store;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the house needs to know to keep documents of one sort: a row, not a class hierarchy.
 *
 * @param name the noun of its permissions, such as {@code cluster}
 * @param subtype narrows a kind, such as the cloud of an account; "" for all of it
 * @param unique pointers whose values together may occur once per scope; empty when anything goes
 * @param fields what can be filtered and sorted by; the store keeps them in indexed columns
 * @param secrets pointers (a {@code *} stands for every element) that are sealed before they are stored
 * @param life whether a reconciler is woken by each change
 */
public record Kind(
        String name,
        String subtype,
        Scope scope,
        List<String> unique,
        List<Field> fields,
        Map<String, Shown> secrets,
        Life life) {

    /** Indexed single-valued columns that a row of the document table has. */
    static final int SLOTS = 8;

    /** Where documents of the kind may live. */
    public enum Scope {
        /** In the tenant only; the ProjectUid header means nothing to it. */
        TENANT,
        /** In a project only. */
        PROJECT,
        /** In the scope that the request names; a tenant's are seen, read-only, in all its projects. */
        BOTH
    }

    /** How a secret shows in replies. */
    public enum Shown {
        NEVER,
        MASKED,
        CLEAR
    }

    /** Whether something happens by itself after a change. */
    public enum Life {
        STILL,
        RECONCILED
    }

    public Kind {
        if (fields.stream().filter(field -> field.holds().single()).count() > SLOTS) {
            throw new IllegalArgumentException(name + " has more than " + SLOTS + " single-valued fields");
        }
    }

    public static Kind of(String name, Scope scope) {
        return new Kind(name, "", scope, List.of("/metadata/name"), List.of(), Map.of(), Life.STILL);
    }

    /** The same kind, narrowed: a cloud account of aws is still a cloud account. */
    public Kind of(String narrower) {
        return new Kind(name, narrower, scope, unique, fields, secrets, life);
    }

    /** Any number of its documents may carry the same name. */
    public Kind free() {
        return new Kind(name, subtype, scope, List.of(), fields, secrets, life);
    }

    public Kind unique(String... pointers) {
        return new Kind(name, subtype, scope, List.of(pointers), fields, secrets, life);
    }

    /** Makes the value at the pointer filterable under each of the names. */
    public Kind field(String pointer, Field.Holds holds, String... names) {
        var more = new ArrayList<>(fields);
        more.add(new Field(List.of(names), pointer, holds));
        return new Kind(name, subtype, scope, unique, List.copyOf(more), secrets, life);
    }

    public Kind secret(String pointer, Shown shown) {
        var more = new LinkedHashMap<>(secrets);
        more.put(pointer, shown);
        return new Kind(name, subtype, scope, unique, fields, Map.copyOf(more), life);
    }

    public Kind secrets(List<String> pointers, Shown shown) {
        var kind = this;
        for (var pointer : pointers) kind = kind.secret(pointer, shown);
        return kind;
    }

    public Kind reconciled() {
        return new Kind(name, subtype, scope, unique, fields, secrets, Life.RECONCILED);
    }

    /** Whether a permission that holds for some documents holds for some of these: it is theirs, or that of whose tags they go by. */
    public boolean hangsOn(String permission) {
        return permission.startsWith(name + ".")
                || fields.stream().anyMatch(field -> field.holds() == Field.Holds.THEIRS);
    }

    Optional<Field> field(String property) {
        return fields.stream().filter(field -> field.names().contains(property)).findFirst();
    }

    /** Column of a single-valued field: its place among them. */
    String column(Field wanted) {
        int slot = 0;
        for (var field : fields) {
            if (!field.holds().single()) continue;
            slot++;
            if (field.equals(wanted)) return "f" + slot;
        }
        throw new IllegalArgumentException(name + " keeps no column for " + wanted);
    }

    /**
     * Something a document can be found by.
     *
     * @param names what callers call it; the first one is its canonical name
     */
    public record Field(List<String> names, String pointer, Holds holds) {
        /**
         * What sort of value it is. MANY: each element of an array, or {@code key:value} of each entry of a map. THEIRS: what
         * the document that the pointer names ({@code kind property}) has under the same name.
         */
        public enum Holds {
            TEXT,
            NUMBER,
            TIME,
            TRUTH,
            VERSION,
            MANY,
            THEIRS;

            boolean single() {
                return compareTo(MANY) < 0;
            }
        }
    }
}
