package dev.easel.auth;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a user may do: permissions such as {@code cluster.create}, tenant-wide and per project.
 *
 * @param tenant permissions that hold in the tenant and in each of its projects
 * @param projects further permissions by project uid
 */
public record Rights(Set<String> tenant, Map<String, Set<String>> projects) {
    public static final Rights NONE = new Rights(Set.of(), Map.of());

    /** Everybody who is signed in may read tags; the documented model grants it implicitly. */
    private static final String IMPLICIT = "tag.get";

    public boolean allows(String project, String permission) {
        return permission.equals(IMPLICIT)
                || tenant.contains(permission)
                || projects.getOrDefault(project, Set.of()).contains(permission);
    }

    /** Whether the user may look into a project at all. */
    public boolean sees(String project) {
        return !tenant.isEmpty() || projects.containsKey(project);
    }

    /** Whether all of these may be done in a project, or in the whole tenant when it is "". */
    public boolean covers(String project, Set<String> permissions) {
        return permissions.stream().allMatch(permission -> allows(project, permission));
    }

    /** Whether whoever has these rights may do everything that the other may: only then can they act for the other. */
    public boolean covers(Rights other) {
        return covers("", other.tenant)
                && other.projects.entrySet().stream().allMatch(entry -> covers(entry.getKey(), entry.getValue()));
    }

    /** Everything held anywhere: the most that its holder may grant to another. */
    public Set<String> all() {
        var all = new HashSet<>(tenant);
        projects.values().forEach(all::addAll);
        return all;
    }
}
