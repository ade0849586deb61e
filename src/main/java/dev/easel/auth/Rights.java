package dev.easel.auth;

import dev.easel.contract.Filter;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a user may do: permissions such as {@code cluster.create}, tenant-wide and per project.
 *
 * @param tenant permissions that hold in the tenant and in each of its projects
 * @param projects further permissions by project uid
 * @param some permissions that hold for some documents only
 */
public record Rights(Set<String> tenant, Map<String, Set<String>> projects, List<Some> some) {
    public static final Rights NONE = new Rights(Set.of(), Map.of(), List.of());

    /** Everybody who is signed in may read tags; the documented model grants it implicitly. */
    private static final String IMPLICIT = "tag.get";

    /** Permissions in a project for those of its documents that pass. */
    public record Some(String project, Set<String> permissions, Filter documents) {
        private boolean holds(String where, String permission) {
            return project.equals(where) && permissions.contains(permission);
        }
    }

    public boolean allows(String project, String permission) {
        return permission.equals(IMPLICIT)
                || tenant.contains(permission)
                || projects.getOrDefault(project, Set.of()).contains(permission);
    }

    /** The documents of a project for which a permission holds. */
    public Filter documents(String project, String permission) {
        if (allows(project, permission)) return Filter.EVERYTHING;
        var given = some.stream().filter(each -> each.holds(project, permission));
        return new Filter.Any(given.map(Some::documents).toList());
    }

    /** Whether the user may look into a project at all. */
    public boolean sees(String project) {
        return !tenant.isEmpty()
                || projects.containsKey(project)
                || some.stream().anyMatch(each -> each.project().equals(project));
    }

    /** Whether all of these may be done in a project, or in the whole tenant when it is "". */
    public boolean covers(String project, Set<String> permissions) {
        return permissions.stream().allMatch(permission -> allows(project, permission));
    }

    /** Whether whoever has these rights may do everything that the other may: only then can they act for the other. */
    public boolean covers(Rights other) {
        return covers("", other.tenant)
                && other.some.stream().allMatch(each -> covers(each.project(), each.permissions()))
                && other.projects.entrySet().stream().allMatch(entry -> covers(entry.getKey(), entry.getValue()));
    }

    /** Everything held anywhere: the most that its holder may grant to another. */
    public Set<String> all() {
        var all = new HashSet<>(tenant);
        projects.values().forEach(all::addAll);
        return all;
    }
}
