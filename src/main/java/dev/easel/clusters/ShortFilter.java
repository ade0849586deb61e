package dev.easel.clusters;

import dev.easel.contract.Filter;
import dev.easel.search.SearchBody;
import dev.easel.store.Query.Order;
import dev.easel.store.Query.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The older, fixed form of a search for clusters: {@code {filter: {name, environment, state, …}, sort}}. */
record ShortFilter(JsonNode body) {
    private static final Map<String, String> PROPERTIES =
            Map.of("name", "clusterName", "state", "clusterState", "environment", "environment");

    Filter filter() {
        var wanted = body.path("filter");
        var parts = new ArrayList<Filter>();
        parts.add(SearchBody.text("clusterName", wanted.path("name")));
        var environment = wanted.path("environment").asString("");
        if (!environment.isEmpty()) parts.add(Filter.equal("environment", Environment.kept(environment)));
        else if (!wanted.path("includeVirtual").asBoolean(false))
            parts.add(Environment.virtual().not());
        var state = wanted.path("state").asString("");
        if (!state.isEmpty()) parts.add(Filter.equal("clusterState", state));
        var imported = wanted.path("isImported");
        if (imported.isBoolean()) parts.add(origin(imported, "imported"));
        var readOnly = wanted.path("isImportReadOnly");
        if (readOnly.isBoolean()) parts.add(origin(readOnly, "read-only"));
        return new Filter.All(parts);
    }

    private static Filter origin(JsonNode wanted, String origin) {
        var filter = Filter.equal("origin", origin);
        return wanted.asBoolean() ? filter : filter.not();
    }

    List<Order> order() {
        var property = PROPERTIES.get(body.path("sort").asString(""));
        return property == null ? List.of() : List.of(new Order(property, Way.UP));
    }
}
