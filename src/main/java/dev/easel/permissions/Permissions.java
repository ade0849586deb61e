package dev.easel.permissions;

import dev.easel.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Every permission that there is, {@code noun.verb}, and which sort of role may grant it. Read from one page of data. */
public final class Permissions {
    private static final Map<String, List<String>> SHORT = Map.of(
            "crudl", List.of("create", "get", "list", "update", "delete"),
            "gl", List.of("get", "list"),
            "glu", List.of("get", "list", "update"));

    /** By scope of role, then noun: the permissions. */
    private final Map<String, Map<String, Set<String>>> grantable = new LinkedHashMap<>();

    /** Nouns that the published API has no permission for: whoever may do it to the second may do it to the first. */
    private final Map<String, String> followers = new LinkedHashMap<>();

    /** What people call a noun, where it is not its own words. */
    private final Map<String, String> names = new LinkedHashMap<>();

    private Permissions(JsonNode page) {
        page.properties().forEach(noun -> names.put(noun.getKey(), called(noun)));
        for (var scope : List.of("tenant", "project", "resource")) {
            var nouns = new LinkedHashMap<String, Set<String>>();
            for (var noun : page.properties()) {
                var verbs = noun.getValue().path(scope).asString("");
                if (!verbs.isEmpty()) nouns.put(noun.getKey(), permissions(noun.getKey(), verbs));
            }
            grantable.put(scope, nouns);
        }
        page.properties().stream()
                .filter(noun -> noun.getValue().has("follows"))
                .forEach(noun -> followers.put(
                        noun.getKey(), noun.getValue().get("follows").asString()));
    }

    public static Permissions load() {
        return new Permissions(page("permissions"));
    }

    /** The page of data with this name that stands beside this class. */
    public static JsonNode page(String name) {
        try (var in = Permissions.class.getResourceAsStream("/auth/" + name + ".json")) {
            if (in == null) throw new IllegalStateException("/auth/" + name + ".json is missing");
            return Json.MAPPER.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean knows(String permission) {
        return grantable.values().stream()
                .flatMap(nouns -> nouns.values().stream())
                .anyMatch(permissions -> permissions.contains(permission));
    }

    /** What people call a noun: {@code appDeployment} is "App Deployment". */
    public String name(String noun) {
        return names.getOrDefault(noun, noun);
    }

    private static String called(Map.Entry<String, JsonNode> noun) {
        var words = noun.getKey().replaceAll("(?=[A-Z])", " ");
        return noun.getValue()
                .path("name")
                .asString(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
    }

    /** What a role of the scope may grant, by noun. */
    public Map<String, Set<String>> in(String scope) {
        return grantable.getOrDefault(scope, Map.of());
    }

    /** Spells out what a built-in role says: verbs by noun, where {@code *} is every noun or verb of the scope. */
    public Set<String> spelt(String scope, JsonNode may) {
        var all = new LinkedHashSet<String>();
        for (var entry : may.properties()) {
            var nouns = entry.getKey().equals("*") ? in(scope).keySet() : Set.of(entry.getKey());
            for (var noun : nouns) {
                var possible = in(scope).getOrDefault(noun, Set.of());
                var verbs = entry.getValue().asString();
                var wanted = verbs.equals("*") ? possible : permissions(noun, verbs);
                wanted.stream().filter(possible::contains).forEach(all::add);
            }
        }
        return all;
    }

    /** These permissions and what follows from them. */
    public Set<String> whole(Set<String> held) {
        var whole = new HashSet<>(held);
        followers.forEach((noun, leader) -> {
            for (var permission : in("tenant").getOrDefault(noun, Set.of())) {
                if (held.contains(leader + permission.substring(noun.length()))) whole.add(permission);
            }
        });
        return whole;
    }

    private static Set<String> permissions(String noun, String verbs) {
        var all = new LinkedHashSet<String>();
        for (var word : verbs.split(" ")) {
            for (var verb : SHORT.getOrDefault(word, List.of(word))) all.add(noun + "." + verb);
        }
        return all;
    }
}
