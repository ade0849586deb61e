package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What a search finds, as a table for other programs. */
final class Export {
    private static final List<Column> COLUMNS = List.of(
            new Column("Name", "/metadata/name"),
            new Column("Uid", "/metadata/uid"),
            new Column("Project", "/specSummary/projectMeta/name"),
            new Column("Environment", "/specSummary/cloudConfig/cloudType"),
            new Column("Account", "/specSummary/cloudAccountMeta/name"),
            new Column("Profile", "/specSummary/clusterProfileTemplate/name"),
            new Column("State", "/status/state"),
            new Column("Health", "/status/health/state"),
            new Column("Hourly rate", "/status/hourlyRate/total"),
            new Column("Created", "/metadata/creationTimestamp"));

    private final Dashboards dashboards;

    private record Column(String title, String pointer) {}

    Export(Dashboards dashboards) {
        this.dashboards = dashboards;
    }

    Object post(Call call) {
        return table(call, call.body());
    }

    /** The search stands in the query, its JSON in Base64. */
    Object get(Call call) {
        try {
            var text = call.query("encodedFilter").orElse("");
            var decoder = text.matches(".*[-_].*") ? Base64.getUrlDecoder() : Base64.getDecoder();
            return table(call, text.isEmpty() ? Json.object() : Json.parse(decoder.decode(text)));
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid("query.encodedFilter", "must be Base64");
        }
    }

    private Object table(Call call, JsonNode search) {
        var lines = dashboards.everything(call, search).stream()
                .map(line -> COLUMNS.stream()
                        .map(column -> cell(line.at(column.pointer).asString("")))
                        .collect(Collectors.joining(",")))
                .toList();
        var header = COLUMNS.stream().map(Column::title).collect(Collectors.joining(","));
        var text = header + "\r\n" + lines.stream().map(line -> line + "\r\n").collect(Collectors.joining());
        return Reply.file(text.getBytes(StandardCharsets.UTF_8), "application/octet-stream", "clusters.csv");
    }

    /** Quoted where it must be, and never a formula to a spreadsheet. */
    static String cell(String text) {
        var safe = text.matches("(?s)[=+@\\-\\t\\r\\n].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
