package dev.easel.projects;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.search.SearchBody;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Query.Reach.Breadth;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Projects in short, as far as the caller may look into them. */
record ProjectDashboards(Desk desk, ProjectMembers members) {

    void bind(Binder on) {
        on.op("v1ProjectsMetadata", Action.SIGNED_IN, this::metadata);
        on.op("v1ProjectsFilterSummary", Action.SIGNED_IN, this::summaries);
    }

    private Object metadata(Call call) {
        var named = call.query("name")
                .map(name -> Filter.equal("metadata.name", name))
                .orElse(Filter.EVERYTHING);
        var query = desk.query(Kinds.PROJECT_ROOM, call).where(visible(call)).where(named);
        return desk.page(query, call, (_, project, _) -> {
            var item = Json.object();
            item.putObject("metadata").put("uid", project.uid()).put("name", project.name());
            return item;
        });
    }

    private Object summaries(Call call) {
        var asked = call.object();
        var query = desk.query(Kinds.PROJECT_ROOM, call)
                .where(visible(call))
                .where(SearchBody.text("metadata.name", asked.at("/filter/name")))
                .sorted(SearchBody.sort(asked));
        return desk.page(query, call, this::summary);
    }

    private JsonNode summary(Call call, Document project, ObjectNode shown) {
        var summary = Json.object();
        summary.set("metadata", shown.path("metadata"));
        var spec = summary.putObject("specSummary").put("logoUrl", "");
        spec.set("users", members.named(project, Kinds.USER));
        spec.set("teams", members.named(project, Kinds.TEAM));
        var status = summary.putObject("status");
        status.set("status", shown.path("status"));
        var health = status.putObject("clustersHealth");
        health.put("running", clusters(project, "clusterState", "Running"));
        health.put("errored", clusters(project, "clusterState", "Error"));
        health.put("healthy", clusters(project, "healthState", "Healthy"));
        health.put("unhealthy", clusters(project, "healthState", "UnHealthy"));
        return summary;
    }

    private long clusters(Document project, String property, String value) {
        var own = Query.all(Kinds.CLUSTER, new Reach(project.tenant(), project.uid(), Breadth.OWN));
        return desk.store().count(own.where(Filter.equal(property, value)));
    }

    private static Filter visible(Call call) {
        var rights = call.caller().rights();
        if (!rights.tenant().isEmpty()) return Filter.EVERYTHING;
        return Filter.anyOf("metadata.uid", List.copyOf(rights.projects().keySet()));
    }
}
