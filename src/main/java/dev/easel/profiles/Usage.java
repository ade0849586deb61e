package dev.easel.profiles;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.store.Document;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Tree;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What stands around some profiles: other versions of theirs, and clusters that use them. Read once for a whole page. */
record Usage(List<Document> siblings, List<Document> clusters) {

    static Usage of(Store store, Call call, List<Document> profiles) {
        if (profiles.isEmpty()) return new Usage(List.of(), List.of());
        var names = profiles.stream().map(Document::name).distinct().toList();
        var uids = profiles.stream().map(Document::uid).toList();
        var family = Query.all(Kinds.CLUSTER_PROFILE, Desk.reach(call)).where(Filter.anyOf("metadata.name", names));
        var caller = call.caller();
        var reach = caller.inProject() ? Reach.scope(caller.tenant(), caller.project()) : Reach.tenant(caller.tenant());
        var users = Query.all(Kinds.CLUSTER, reach).where(Filter.anyOf("profiles", uids));
        return new Usage(store.list(family).items(), store.list(users).items());
    }

    /** {@code [{uid, version}]} of a profile's versions, the oldest first; itself among them. */
    ArrayNode versions(Document profile) {
        var list = Json.MAPPER.createArrayNode();
        siblings.stream()
                .filter(other ->
                        other.name().equals(profile.name()) && other.project().equals(profile.project()))
                .sorted(Comparator.comparing(other -> other.text("/easel/versionOrder")))
                .forEach(other -> list.addObject().put("uid", other.uid()).put("version", other.text("/spec/version")));
        return list;
    }

    Stream<Document> users(Document profile) {
        return clusters.stream()
                .filter(cluster -> Tree.all(cluster.body(), "/spec/clusterProfileTemplates/*/uid").stream()
                        .anyMatch(uid -> uid.asString("").equals(profile.uid())));
    }

    ObjectNode uids(Document profile, ObjectNode status) {
        var uids = status.putArray("inUseClusterUids");
        users(profile).forEach(cluster -> uids.add(cluster.uid()));
        return status.put("isPublished", profile.at("/status/isPublished").asBoolean(false));
    }
}
