package dev.easel.store;

import tools.jackson.databind.node.ObjectNode;

/** What becomes of a document's secrets on the way out. */
final class Secrets {
    private static final String MASK = "********";

    private Secrets() {}

    /** All of them in clear, for the house's own use. */
    static ObjectNode open(Sealer sealer, Document document) {
        var clear = document.body().deepCopy();
        document.kind().secrets().keySet().forEach(pointer -> open(sealer, document, clear, pointer));
        return clear;
    }

    /** As the kind's row says that a client may see them. */
    static ObjectNode show(Sealer sealer, Document document) {
        var shown = document.body().deepCopy();
        document.kind().secrets().forEach((pointer, how) -> {
            switch (how) {
                case NEVER -> Tree.remove(shown, pointer);
                case MASKED -> Tree.each(shown, pointer, text -> text.isEmpty() ? text : MASK);
                case CLEAR -> open(sealer, document, shown, pointer);
            }
        });
        return shown;
    }

    private static void open(Sealer sealer, Document document, ObjectNode body, String pointer) {
        Tree.each(body, pointer, text -> Sealer.isSealed(text) ? sealer.open(document.tenant(), text) : text);
    }
}
