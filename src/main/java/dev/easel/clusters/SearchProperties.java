package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What clusters can be searched by, told to those who build searches. */
final class SearchProperties {
    private static final List<String> STATES = List.of("Pending", "Provisioning", "Importing", "Running", "Deleting");

    private final Desk desk;
    private final List<Row> rows;

    /** A property; without values it takes any. */
    private record Row(String name, String shown, String type, List<String> values) {
        Row(String name, String shown, String type) {
            this(name, shown, type, List.of());
        }
    }

    SearchProperties(Desk desk, Clouds clouds) {
        this.desk = desk;
        var environments =
                clouds.all().stream().map(Cloud::name).map(Environment::shown).toList();
        rows = List.of(
                new Row("clusterName", "Name", "string"),
                new Row("clusterState", "State", "string", STATES),
                new Row("healthState", "Health", "string", List.of("Healthy", "UnHealthy", "Unknown")),
                new Row("environment", "Environment", "string", environments),
                new Row("region", "Region", "string"),
                new Row("kubernetesVersion", "Kubernetes", "string"),
                new Row("cloudAccountUid", "Cloud account", "string"),
                new Row("profiles", "Cluster profile", "string"),
                new Row("repaveState", "Repave", "string", List.of("Pending", "Approved", "Reverted")),
                new Row("origin", "Origin", "string", List.of("imported", "read-only")),
                new Row("tags", "Tags", "keyValue"),
                new Row("isDeleted", "Deleted", "bool"),
                new Row("creationTimestamp", "Made", "date"),
                new Row("lastModifiedTimestamp", "Changed", "date"));
    }

    ObjectNode schema() {
        var reply = Json.object();
        var list = reply.putObject("schema").putArray("properties");
        for (var row : rows) {
            var property = list.addObject()
                    .put("name", row.name)
                    .put("displayName", row.shown)
                    .put("type", row.type);
            var names = property.putArray("enum");
            var values = property.putArray("enumValues");
            for (var value : row.values) {
                names.add(value);
                values.addObject().put("value", value).put("displayValue", value);
            }
        }
        return reply;
    }

    /** Documents that searches refer to by uid, with their names. */
    ObjectNode inputs(Call call) {
        var caller = call.caller();
        var reach = caller.inProject() ? Desk.reach(call) : Reach.tenant(caller.tenant());
        var reply = Json.object();
        var inputs = reply.putObject("inputs");
        list(inputs.putObject("cloudAccountUid").putArray("values"), call, "cloudaccount", Kinds.CLOUD_ACCOUNT, reach);
        list(inputs.putObject("profiles").putArray("values"), call, "clusterProfile", Kinds.CLUSTER_PROFILE, reach);
        return reply;
    }

    /** Only what the caller may list anyway. */
    private void list(ArrayNode values, Call call, String noun, Kind kind, Reach reach) {
        var documents = call.caller().may(noun + ".list")
                ? desk.store().list(Query.all(kind, reach)).items().stream()
                : Stream.<Document>of();
        documents.forEach(
                document -> values.addObject().put("uid", document.uid()).put("name", document.name()));
    }
}
