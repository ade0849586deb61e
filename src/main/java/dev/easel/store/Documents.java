package dev.easel.store;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.store.Query.Reach;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Reads documents: by uid, or page by page. Keyset paging: a page starts after a place, not after a number. */
final class Documents {
    private static final String COLUMNS = "subtype, project, uid, version, created, updated, body";

    private final Session session;
    private final Tokens tokens;

    Documents(Session session, Tokens tokens) {
        this.session = session;
        this.tokens = tokens;
    }

    Optional<Document> find(Kind kind, Reach reach, String uid, String suffix) {
        var where = where(Query.all(kind, reach));
        where.and("uid = ?", uid);
        return session.first(
                "select " + COLUMNS + where.text() + suffix,
                row -> document(kind, reach.tenant(), row),
                where.arguments());
    }

    long count(Query query) {
        var where = where(query);
        return session.number("select count(*)" + where.text(), where.arguments());
    }

    Page page(Query query) {
        var where = where(query);
        var start = tokens.read(query);
        var count = start.count() >= 0
                ? start.count()
                : session.number("select count(*)" + where.text(), where.arguments());
        var order = order(query, where);
        if (order.columns.startsWith("f")) where.and(order.first() + " is not null");
        if (!start.after().isEmpty()) {
            where.and("(" + order.columns + ") " + order.sign + " (" + order.marks() + ")", start.after());
        }
        var sql = "select " + COLUMNS + ", " + order.columns + where.text() + " order by " + order.text()
                + limit(query, start);
        var rows = session.query(
                sql,
                row -> new Row(document(query.kind(), query.reach().tenant(), row), order.place(row)),
                where.arguments());
        return cut(query, rows, count, start);
    }

    private static String limit(Query query, Tokens.Start start) {
        var skip = start.after().isEmpty() && query.offset() > 0 ? " offset " + query.offset() : "";
        if (query.limit() > 0) return " limit " + (query.limit() + 1) + skip;
        return skip.isEmpty() ? "" : " limit " + Long.MAX_VALUE + skip;
    }

    private Page cut(Query query, List<Row> rows, long count, Tokens.Start start) {
        var more = query.limit() > 0 && rows.size() > query.limit();
        var kept = more ? rows.subList(0, query.limit()) : rows;
        var before = start.after().isEmpty() ? query.offset() : start.offset();
        var offset = before + kept.size();
        var next = more ? tokens.write(query, new Tokens.Start(kept.getLast().place(), count, offset)) : "";
        return new Page(kept.stream().map(Row::document).toList(), next, count, query.limit(), offset);
    }

    private Where where(Query query) {
        var compiled = new FilterSql(query.kind(), session.dialect());
        var where = new Where(query.kind(), query.reach());
        if (query.filter().equals(Filter.EVERYTHING)) return where;
        compiled.lead(query.filter()).ifPresent(where::follow);
        var sql = compiled.compile(query.filter());
        where.and(sql, compiled.arguments());
        return where;
    }

    private Order order(Query query, Where where) {
        var by = query.order().stream()
                .filter(order -> !order.property().isEmpty())
                .findFirst();
        var column = by.isEmpty()
                ? "created"
                : new FilterSql(query.kind(), session.dialect()).column(by.get().property());
        var down = by.isPresent() && by.get().way() == Query.Way.DOWN;
        var ties = column.equals("created") ? where.order : column + ", " + where.order;
        return new Order(ties, down ? "<" : ">", down ? " desc" : "");
    }

    private static Document document(Kind kind, String tenant, ResultSet row) throws SQLException {
        var body = (ObjectNode) Json.MAPPER.readTree(row.getString(7));
        return new Document(
                kind.of(row.getString(1)),
                tenant,
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                Instant.ofEpochMilli(row.getLong(5)),
                body);
    }

    private record Row(Document document, List<Object> place) {}

    private record Order(String columns, String sign, String way) {
        private int size() {
            return columns.split(",").length;
        }

        String first() {
            return columns.substring(0, columns.indexOf(','));
        }

        String marks() {
            return "?" + ", ?".repeat(size() - 1);
        }

        String text() {
            return columns.replace(", ", way + ", ") + way;
        }

        /** Where a row stands, to start the next page after it. The sort columns follow the seven of the document. */
        List<Object> place(ResultSet row) throws SQLException {
            var place = new ArrayList<Object>();
            for (int i = 0; i < size(); i++) place.add(row.getObject(8 + i));
            return place;
        }
    }

    /** The part of a condition that every query has: tenant, kind, and what can be seen from the scope. */
    private static final class Where {
        private final StringBuilder sql = new StringBuilder("tenant = ? and kind = ?");
        private final List<Object> arguments = new ArrayList<>();
        private String from = "document";
        private String order = "created, uid";

        Where(Kind kind, Reach reach) {
            arguments.add(reach.tenant());
            arguments.add(kind.name());
            if (!kind.subtype().isEmpty()) and("subtype = ?", kind.subtype());
            if (kind.scope() == Kind.Scope.TENANT) return;
            switch (reach.breadth()) {
                case OWN -> and("project = ?", reach.project());
                case SCOPE -> scope(kind, reach.project());
                case TENANT -> {}
            }
        }

        private void scope(Kind kind, String project) {
            if (project.isEmpty() || kind.scope() == Kind.Scope.PROJECT) and("project = ?", project);
            else and("project in (?, '')", project);
        }

        /** Comes to the documents by way of a tag that all of them have, in the order in which they were made. */
        void follow(FilterSql.Tag tag) {
            from = "(select uid as tagged, created as since from document_tag"
                    + " where tenant = ? and kind = ? and field = ? and value = ?) t cross join document";
            order = "since, tagged";
            arguments.addAll(0, List.of(arguments.get(0), arguments.get(1), tag.field(), tag.value()));
            and("uid = tagged");
        }

        String text() {
            return " from " + from + " where " + sql;
        }

        void and(String condition, Object... values) {
            sql.append(" and ").append(condition);
            arguments.addAll(List.of(values));
        }

        List<Object> arguments() {
            return arguments;
        }
    }
}
