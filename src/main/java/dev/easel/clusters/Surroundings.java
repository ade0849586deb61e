package dev.easel.clusters;

import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** The documents around some clusters, read a few at a time instead of one by one: configurations, accounts, projects. */
final class Surroundings {
    /** How many are asked for at once; a database bounds the depth of a condition. */
    private static final int AT_ONCE = 200;

    private final Store store;
    private final Reach reach;
    private final Map<String, Document> configs;
    private final Map<String, Document> accounts;
    private final Map<String, Document> projects;

    Surroundings(Store store, String tenant, List<Document> clusters) {
        this.store = store;
        this.reach = Reach.tenant(tenant);
        configs = read(Kinds.CLOUD_CONFIG, clusters, cluster -> cluster.text("/spec/cloudConfigRef/uid"));
        accounts = read(Kinds.CLOUD_ACCOUNT, clusters, cluster -> cluster.text("/easel/accountUid"));
        projects = read(Kinds.PROJECT_ROOM, clusters, Document::project);
    }

    private Map<String, Document> read(Kind kind, List<Document> clusters, Function<Document, String> uid) {
        var wanted = clusters.stream()
                .map(uid)
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList();
        var found = new HashMap<String, Document>();
        for (int at = 0; at < wanted.size(); at += AT_ONCE) {
            var some = new ArrayList<>(wanted.subList(at, Math.min(at + AT_ONCE, wanted.size())));
            var query = Query.all(kind, reach).where(Filter.anyOf("metadata.uid", some));
            for (var document : store.list(query).items()) found.put(document.uid(), document);
        }
        return found;
    }

    private static JsonNode at(Map<String, Document> documents, String uid, String pointer) {
        var document = documents.get(uid);
        return document == null ? Json.MAPPER.missingNode() : document.at(pointer);
    }

    JsonNode pools(Document cluster) {
        return config(cluster, "/spec/machinePoolConfig");
    }

    /** A part of the cluster's cloud configuration. */
    JsonNode config(Document cluster, String pointer) {
        return at(configs, cluster.text("/spec/cloudConfigRef/uid"), pointer);
    }

    String account(Document cluster) {
        return at(accounts, cluster.text("/easel/accountUid"), "/metadata/name").asString("");
    }

    String project(Document cluster) {
        return at(projects, cluster.project(), "/metadata/name").asString("");
    }
}
