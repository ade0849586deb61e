package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.clouds.Clouds;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.resource.Desk;
import dev.easel.search.SearchBody;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Order;
import dev.easel.store.Query.Reach;
import java.util.List;
import java.util.TreeSet;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looking over many clusters: search, short lists, one cluster's page, tags. Without a project: over all of them. */
final class Dashboards {
    private final Desk desk;
    private final Summaries summaries;
    private final SearchProperties properties;

    Dashboards(Desk desk, Summaries summaries, Clouds clouds) {
        this.desk = desk;
        this.summaries = summaries;
        properties = new SearchProperties(desk, clouds);
    }

    void bind(Binder on) {
        on.op("v1SpectroClustersSearchFilterSummary", "cluster.list", this::search);
        on.op("v1SpectroClustersSearchSchema", "cluster.list", _ -> properties.schema());
        on.op("v1DashboardSpectroClustersSearchInput", "cluster.list", call -> properties.inputs(call));
        on.op("v1SpectroClustersMetadataSearch", "cluster.list", this::searchBriefly);
        on.op("v1SpectroClustersMetadataSearchSchema", "cluster.list", _ -> properties.schema());
        on.op("v1SpectroClustersMetadataGet", "cluster.list", this::hosts);
        on.op("v1SpectroClustersMetadata", "cluster.list", this::metadata);
        on.op("v1SpectroClustersMetaGet", "cluster.list", this::meta);
        on.op("v1DashboardSpectroClustersRepaveList", "cluster.list", this::repaving);
        on.op("v1SpectroClustersFiltersWorkspace", "cluster.list", this::forWorkspaces);
        on.op("v1SpectroClustersSummaryUid", "cluster.get", this::page);
        on.op("v1SpectroClustersSummaryUidOverview", "cluster.get", this::page);
        on.op("v1SpectroClustersTagsGet", "tag.get", this::tags);
        on.op("v1DashboardClustersSearchSummaryExport", "cluster.list", new Export(this)::post);
        on.op("v1DashboardClustersSearchSummaryExportGet", "cluster.list", new Export(this)::get);
    }

    static Reach reach(Call call) {
        return call.caller().inProject()
                ? Desk.reach(CLUSTER, call)
                : Reach.tenant(call.caller().tenant());
    }

    /** What the request's query asks for, in its project or, without one, in all projects of the tenant. */
    private Query query(Call call, Filter filter, List<Order> order) {
        var asked = desk.query(CLUSTER, call).where(filter);
        return new Query(CLUSTER, reach(call), asked.filter(), order, asked.limit(), asked.offset(), asked.token());
    }

    private Object search(Call call) {
        return lines(query(call, filter(call.body()), SearchBody.sort(call.body())), summaries::line);
    }

    private static Filter filter(JsonNode body) {
        return Environment.kept(SearchBody.filter(body));
    }

    /** All that a search finds, for files. */
    List<ObjectNode> everything(Call call, JsonNode body) {
        var query = Query.all(CLUSTER, reach(call)).where(filter(body)).sorted(SearchBody.sort(body));
        var clusters = desk.store().list(query).items();
        var around = around(call, clusters);
        return clusters.stream().map(cluster -> summaries.line(cluster, around)).toList();
    }

    private Object searchBriefly(Call call) {
        return lines(query(call, filter(call.body()), SearchBody.sort(call.body())), summaries::brief);
    }

    private Object repaving(Call call) {
        var state = call.query("repaveState").orElse("Pending");
        return lines(query(call, Filter.equal("repaveState", state), List.of()), summaries::line);
    }

    private Object forWorkspaces(Call call) {
        var filter = Filter.equal("clusterState", "Running")
                .and(Environment.virtual().not());
        return lines(query(call, filter, List.of()), summaries::line);
    }

    private ObjectNode lines(Query query, BiFunction<Document, Surroundings, ObjectNode> show) {
        var page = desk.store().list(query);
        var around = new Surroundings(desk.store(), query.reach().tenant(), page.items());
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var cluster : page.items()) items.add(show.apply(cluster, around));
        reply.set("listmeta", Desk.listmeta(page));
        return reply;
    }

    private Object hosts(Call call) {
        var everything = Query.all(CLUSTER, reach(call));
        return call.query("quickFilter").isEmpty()
                ? named(everything)
                : named(everything.where(Environment.virtual().not()));
    }

    private Object metadata(Call call) {
        var wanted = new ShortFilter(call.object());
        return named(Query.all(CLUSTER, reach(call)).where(wanted.filter()).sorted(wanted.order()));
    }

    private ObjectNode named(Query query) {
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var cluster : desk.store().list(query).items())
            items.add(desk.show(cluster).path("metadata"));
        return reply;
    }

    private Object meta(Call call) {
        var clusters = desk.store().list(Query.all(CLUSTER, reach(call))).items();
        var around = around(call, clusters);
        var list = Json.MAPPER.createArrayNode();
        for (var cluster : clusters) {
            var item = list.addObject();
            item.set("metadata", desk.show(cluster).path("metadata"));
            summaries.brief(item.putObject("spec"), "archType", cluster, around);
            item.putObject("status").put("state", cluster.text("/status/state"));
        }
        return list;
    }

    private Surroundings around(Call call, List<Document> clusters) {
        return new Surroundings(desk.store(), call.caller().tenant(), clusters);
    }

    private Object page(Call call) {
        var uid = call.path("uid");
        var cluster = desk.store().find(CLUSTER, reach(call), uid).orElseThrow(() -> Problem.notFound("cluster", uid));
        return Reply.tagged(summaries.page(cluster, around(call, List.of(cluster))), cluster.version());
    }

    private Object tags(Call call) {
        var tags = new TreeSet<String>();
        for (var cluster : desk.store().list(Query.all(CLUSTER, reach(call))).items()) {
            tags.addAll(Environment.tags(cluster));
        }
        var reply = Json.object();
        var list = reply.putArray("tags");
        tags.forEach(list::add);
        return reply;
    }
}
