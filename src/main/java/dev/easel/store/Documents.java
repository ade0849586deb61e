package dev.easel.store;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.store.Query.Reach;
import dev.easel.store.Query.Way;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
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
        var first = order.ways().firstEntry().getKey();
        if (first.startsWith("f")) where.and(first + " is not null");
        if (!start.after().isEmpty()) order.follow(where, start.after());
        var sql = "select " + COLUMNS + ", " + order.names() + where.text() + " order by " + order.text()
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
        compiled.follow(query.filter()).ifPresent(where::follow);
        var sql = compiled.compile(query.filter());
        where.and(sql, compiled.arguments());
        return where;
    }

    private Order order(Query query, Where where) {
        var sql = new FilterSql(query.kind(), session.dialect());
        var ties = List.of(where.order.split(", "));
        var ways = new LinkedHashMap<String, Way>();
        for (var by : query.order()) {
            var column = by.property().isEmpty() ? "created" : sql.column(by.property());
            ways.putIfAbsent(column.equals("created") ? ties.getFirst() : column, by.way());
        }
        var first = ways.isEmpty() ? Way.UP : ways.firstEntry().getValue();
        for (var tie : ties) ways.putIfAbsent(tie, first);
        return new Order(ways);
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

    /** The columns that rows are sorted by, each with its way. */
    private record Order(SequencedMap<String, Way> ways) {
        String names() {
            return String.join(", ", ways.keySet());
        }

        String text() {
            return ways.entrySet().stream()
                    .map(by -> by.getKey() + (by.getValue() == Way.DOWN ? " desc" : ""))
                    .collect(Collectors.joining(", "));
        }

        private String sign(String column) {
            return ways.get(column) == Way.DOWN ? " < " : " > ";
        }

        /** Rows behind a place: one comparison while all columns go the same way, which an index can follow. */
        void follow(Where where, List<Object> place) {
            var columns = List.copyOf(ways.keySet());
            if (Set.copyOf(ways.values()).size() == 1) {
                var marks = "(?" + ", ?".repeat(columns.size() - 1) + ")";
                where.and("(" + names() + ")" + sign(columns.getFirst()) + marks, place);
                return;
            }
            var cases = new ArrayList<String>();
            var values = new ArrayList<Object>();
            for (int i = 0; i < columns.size(); i++) {
                cases.add(String.join(" = ? and ", columns.subList(0, i + 1)) + sign(columns.get(i)) + "?");
                values.addAll(place.subList(0, i + 1));
            }
            where.and("(" + String.join(" or ", cases) + ")", values);
        }

        /** Where a row stands, to start the next page after it. The sort columns follow the seven of the document. */
        List<Object> place(ResultSet row) throws SQLException {
            var place = new ArrayList<Object>();
            for (int i = 0; i < ways.size(); i++) place.add(row.getObject(8 + i));
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
