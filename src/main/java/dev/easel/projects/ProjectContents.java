package dev.easel.projects;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Page;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Query.Reach.Breadth;
import dev.easel.store.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** What is in a project, and how a project goes. */
record ProjectContents(Desk desk, ProjectMembers members) {

    /** What stands in the way of deleting the project. */
    Object explain(Call call) {
        var project = desk.find(Kinds.PROJECT_ROOM, call, call.path("uid"));
        var reply = Json.object();
        var physical = reply.putObject("clusters");
        var nested = reply.putObject("virtualClusters");
        reply.putObject("appDeployments").put("count", 0).putArray("apps");
        physical.put("count", 0).putArray("clusters");
        nested.put("count", 0).putArray("clusters");
        for (var cluster : clusters(project, desk.store()::list)) {
            add(cluster.text("/spec/cloudType").equals("nested") ? nested : physical, cluster);
        }
        return reply;
    }

    private static void add(ObjectNode group, Document cluster) {
        group.put("count", group.path("count").asInt() + 1);
        var entry = group.withArrayProperty("clusters").addObject().put("state", cluster.text("/status/state"));
        entry.putObject("clusterRef").put("uid", cluster.uid()).put("name", cluster.name());
    }

    /** Clusters must be gone; what else is in the project goes with it when the request says so. */
    Object delete(Call call) {
        desk.write(call, tx -> {
            var project = Desk.hold(tx, Kinds.PROJECT_ROOM, call, call.path("uid"));
            var clusters = clusters(project, tx::list);
            if (!clusters.isEmpty()) {
                throw Problem.of(
                        Code.ProjectNotEmpty,
                        "The project holds %d clusters: delete them first (%s)",
                        clusters.size(),
                        String.join(
                                ", ",
                                clusters.stream().map(Document::name).limit(5).toList()));
            }
            var rest = rest(tx, project);
            if (!rest.isEmpty() && !call.flag("cleanupProjectResources")) throw notEmpty(rest);
            rest.forEach(tx::delete);
            tx.find(Kinds.MACRO, Reach.tenant(project.tenant()), project.uid()).ifPresent(tx::delete);
            members.forget(tx, call, project.uid());
            tx.delete(project);
            return "";
        });
        return Reply.none();
    }

    private static Problem notEmpty(List<Document> rest) {
        var kinds = rest.stream()
                .map(document -> document.kind().name())
                .distinct()
                .sorted()
                .toList();
        return Problem.of(
                Code.ProjectNotEmpty,
                "The project holds %d documents (%s): delete them, or ask with cleanupProjectResources=true",
                rest.size(),
                String.join(", ", kinds));
    }

    private static List<Document> rest(Tx tx, Document project) {
        var rest = new ArrayList<Document>();
        for (var kind : Kinds.all()) {
            if (kind.scope() != Kind.Scope.TENANT)
                rest.addAll(tx.list(own(kind, project)).items());
        }
        return rest;
    }

    private static List<Document> clusters(Document project, Function<Query, Page> list) {
        return list.apply(own(Kinds.CLUSTER, project)).items();
    }

    private static Query own(Kind kind, Document project) {
        return Query.all(kind, new Reach(project.tenant(), project.uid(), Breadth.OWN));
    }
}
