package dev.easel.store;

import dev.easel.store.Query.Reach;

/** Writes the columns of a kind's documents again when its row asks for others than they were written for. */
final class Reindex {
    private static final int AT_A_TIME = 500;

    private Reindex() {}

    static void run(Session session, Tokens tokens, Kind kind) {
        var form = kind.unique() + " " + kind.fields();
        var before = session.first("select form from kind_form where kind = ?", row -> row.getString(1), kind.name());
        if (before.filter(form::equals).isPresent()) return;
        var tenants = "select distinct tenant from document where kind = ?";
        for (var tenant : session.query(tenants, row -> row.getString(1), kind.name())) {
            rewrite(session, tokens, Query.all(kind, Reach.tenant(tenant)));
        }
        session.update(
                "insert into kind_form (kind, form) values (?, ?) on conflict (kind) do update set form = excluded.form",
                kind.name(),
                form);
    }

    private static void rewrite(Session session, Tokens tokens, Query all) {
        var from = "";
        do {
            var page = new Documents(session, tokens).page(all.page(AT_A_TIME, 0, from));
            for (var document : page.items()) new Columns(document, document.created()).rewrite(session);
            from = page.next();
        } while (!from.isEmpty());
    }
}
