package dev.easel.promises;

import dev.easel.TestClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of each sort of thing in a project of a tenant. Everything that has a name carries the mark, so that whatever of it
 * appears elsewhere is noticed.
 *
 * @param uids by what stands in a path: the name of a parameter, or the folder that {@code uid} belongs to
 */
record World(String mark, TestClient client, Map<String, String> uids) {
    private static final List<String> OF_PROJECT = List.of(
            "projects", "cloudaccounts", "clusterprofiles", "spectroclusters", "configUid", "machineUid", "sshkeys");

    /** Made by somebody who may do everything in the tenant; the client is theirs, in the project. */
    static World make(TestClient admin, String mark) {
        var uids = new LinkedHashMap<String, String>();
        var project = admin.create("/v1/projects", Map.of("metadata", Map.of("name", mark)));
        var client = admin.in(project);
        uids.put("tenantUid", admin.get("/v1/users/info").ok().path("tenantUid").asString());
        uids.put("projects", project);
        uids.put("cloudaccounts", Launch.account(client, mark));
        uids.put("clusterprofiles", Launch.profile(client, mark, "1.0.0", "1.32.11"));
        var made = Launch.cluster(mark, uids.get("cloudaccounts"), uids.get("clusterprofiles"));
        uids.put("spectroclusters", client.create(Launch.CLUSTERS, made));
        var config = Launch.running(client, uids.get("spectroclusters"));
        uids.put("configUid", config.substring(config.lastIndexOf('/') + 1));
        var machines = client.get(config + "/machinePools/workers/machines").ok();
        uids.put("machineUid", machines.at("/items/0/metadata/uid").asString());
        uids.put(
                "sshkeys",
                client.create("/v1/users/assets/sshkeys", Launch.named(mark, Map.of("publicKey", "ssh-ed25519 AAAA"))));
        people(admin, mark, uids);
        var registry =
                Map.<String, Object>of("endpoint", "https://" + mark + ".test", "auth", Map.of("type", "noAuth"));
        uids.put("registries", admin.create("/v1/registries/helm", Launch.named(mark, registry)));
        var failure = Map.<String, Object>of(
                "type", "heartbeatLost", "clusterUid", uids.get("spectroclusters"), "pool", "workers");
        client.post("/v1alpha1/rehearsal/faults", Map.of("spec", failure));
        return new World(mark, client, uids);
    }

    private static void people(TestClient admin, String mark, Map<String, String> uids) {
        var role = Map.<String, Object>of("scope", "tenant", "permissions", List.of("cluster.get"));
        uids.put("roles", admin.create("/v1/roles", Launch.named(mark, role)));
        uids.put(
                "users",
                admin.create("/v1/users", Map.of("spec", Map.of("emailId", mark + "@easel.test", "firstName", mark))));
        uids.put(
                "teams", admin.create("/v1/teams", Launch.named(mark, Map.of("users", List.of(), "roles", List.of()))));
        uids.put("filters", admin.create("/v1/filters/tag", Launch.named(mark, Map.copyOf(Court.filter(1)))));
        var holds = Map.of("roles", List.of(), "projectUids", List.of(uids.get("projects")), "filterRefs", List.of());
        admin.post("/v1/users/" + uids.get("users") + "/resourceRoles", holds).status(204);
        var held =
                admin.get("/v1/users/" + uids.get("users") + "/resourceRoles").ok();
        uids.put("resourceRoleUid", held.at("/resourceRoles/0/uid").asString());
        uids.put("apiKeys", admin.create("/v1/apiKeys", Launch.named(mark, Map.of("userUid", uids.get("users")))));
        uids.put(
                "audits",
                admin.get("/v1/audits?limit=1").ok().at("/items/0/metadata/uid").asString());
        uids.put(
                "project role",
                admin.create(
                        "/v1/roles",
                        Launch.named(mark + "-p", Map.of("scope", "project", "permissions", List.of("cluster.get")))));
        uids.put(
                "resource role",
                admin.create(
                        "/v1/roles",
                        Launch.named(mark + "-r", Map.of("scope", "resource", "permissions", List.of("cluster.get")))));
    }

    /** The same without what it shares with the other projects of its tenant. */
    World alone() {
        var alone = new LinkedHashMap<>(uids);
        alone.keySet().retainAll(OF_PROJECT);
        return new World(mark, client, alone);
    }

    /** What fits a parameter of a path; empty when it takes no uid. */
    Optional<String> uid(String path, String parameter) {
        if (uids.containsKey(parameter)) return Optional.of(uids.get(parameter));
        return switch (parameter) {
            case "uid" -> Optional.of(uids.getOrDefault(noun(path), uids.get("spectroclusters")));
            case "profileUid" -> Optional.ofNullable(uids.get("clusterprofiles"));
            case "userUid" -> Optional.ofNullable(uids.get("users"));
            case "teamUid" -> Optional.ofNullable(uids.get("teams"));
            case "registryUid" -> Optional.ofNullable(uids.get("registries"));
            case "cloudAccountUid" -> Optional.ofNullable(uids.get("cloudaccounts"));
            case "clusterUid", "objectUid", "resourceUid" -> Optional.ofNullable(uids.get("spectroclusters"));
            case "projectUid" -> Optional.ofNullable(uids.get("projects"));
            default -> parameter.endsWith("Uid") ? Optional.of(uids.get("spectroclusters")) : Optional.empty();
        };
    }

    /** The last folder of a path before its first parameter that is one of ours. */
    private String noun(String path) {
        return Stream.of(path.replaceFirst("\\{.*", "").split("/"))
                .filter(uids::containsKey)
                .reduce((_, last) -> last)
                .orElse("");
    }

    /** Whether a text tells anything of this world that was not in the question. */
    boolean shows(String text, String question) {
        return text.contains(mark)
                || uids.values().stream()
                        .anyMatch(uid -> uid.length() == 24 && text.contains(uid) && !question.contains(uid));
    }
}
