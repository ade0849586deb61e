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

    /** Everything held anywhere: the most that its holder may grant to another. */
    public Set<String> all() {
        var all = new HashSet<>(tenant);
        projects.values().forEach(all::addAll);
        return all;
    }
}
