package dev.easel.users;

import dev.easel.auth.Rights;
import dev.easel.auth.Rights.Some;
import dev.easel.permissions.Permissions;
import dev.easel.store.Document;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Adds up what the roles of users and teams give. */
final class Holdings {
    /** Nouns of what carries tags, or belongs to what does. A role with a filter holds for nothing else. */
    private static final Set<String> TAGGED =
            Set.of("cluster", "cloudconfig", "machine", "clusterProfile", "cloudaccount");

    private final Map<String, Set<String>> roles;
    private final Conditions conditions;
    private final Set<String> tenant = new HashSet<>();
    private final Map<String, Set<String>> projects = new HashMap<>();
    private final List<Some> some = new ArrayList<>();

    /** With the permissions of each role, by its uid, and what the tenant's filters find. */
    Holdings(Map<String, Set<String>> roles, Conditions conditions) {
        this.roles = roles;
        this.conditions = conditions;
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

    /** Resource roles hold in the whole of their projects when they name no filter, else for what one of their filters finds. */
    Holdings with(Document holder) {
        grant(holder.at("/spec/roles"), tenant);
        for (var entry : holder.at("/easel/projects")) grant(entry.path("roles"), in(entry.path("projectUid")));
        for (var entry : holder.at("/easel/resourceRoles")) {
            for (var project : entry.path("projectUids")) {
                if (entry.path("filterRefs").isEmpty()) grant(entry.path("roles"), in(project));
                else some.add(some(project, entry));
            }
        }
        return this;
    }

    Rights rights() {
        return new Rights(tenant, projects, some);
    }

    private Some some(JsonNode project, JsonNode entry) {
        var held = new HashSet<String>();
        grant(entry.path("roles"), held);
        held.removeIf(permission -> !TAGGED.contains(permission.substring(0, permission.indexOf('.'))));
        return new Some(project.asString(""), held, conditions.of(entry.path("filterRefs")));
    }

    private Set<String> in(JsonNode project) {
        return projects.computeIfAbsent(project.asString(""), _ -> new HashSet<>());
    }

    private void grant(JsonNode uids, Set<String> into) {
        uids.forEach(uid -> into.addAll(roles.getOrDefault(uid.asString(""), Set.of())));
    }
}
