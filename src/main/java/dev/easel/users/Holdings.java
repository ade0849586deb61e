package dev.easel.users;

import dev.easel.auth.Rights;
import dev.easel.permissions.Permissions;
import dev.easel.store.Document;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Adds up what the roles of users and teams give. */
final class Holdings {
    private final Map<String, Set<String>> roles;
    private final Set<String> tenant = new HashSet<>();
    private final Map<String, Set<String>> projects = new HashMap<>();

    /** With the permissions of each role, by its uid. */
    Holdings(Map<String, Set<String>> roles) {
        this.roles = roles;
    }

    /** The permissions of each role of a tenant, with what follows from them. */
    static Map<String, Set<String>> roles(Permissions permissions, Iterable<Document> documents) {
        var roles = new HashMap<String, Set<String>>();
        for (var role : documents) {
            var held = new HashSet<String>();
            role.at("/spec/permissions").forEach(permission -> held.add(permission.asString("")));
            roles.put(role.uid(), permissions.whole(held));
        }
        return Map.copyOf(roles);
    }

    /**
     * Resource roles count in the whole of their projects when they name no filter. With a filter they count nowhere yet:
     * a role that should hold for some objects must not hold for all.
     */
    Holdings with(Document holder) {
        grant(holder.at("/spec/roles"), tenant);
        for (var entry : holder.at("/easel/projects")) grant(entry.path("roles"), in(entry.path("projectUid")));
        for (var entry : holder.at("/easel/resourceRoles")) {
            if (!entry.path("filterRefs").isEmpty()) continue;
            for (var project : entry.path("projectUids")) grant(entry.path("roles"), in(project));
        }
        return this;
    }

    Rights rights() {
        return new Rights(tenant, projects);
    }

    private Set<String> in(JsonNode project) {
        return projects.computeIfAbsent(project.asString(""), _ -> new HashSet<>());
    }

    private void grant(JsonNode uids, Set<String> into) {
        uids.forEach(uid -> into.addAll(roles.getOrDefault(uid.asString(""), Set.of())));
    }
}
