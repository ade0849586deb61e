package dev.easel.packs;

import dev.easel.contract.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The built-in packs, read from their folders as they are asked for and then held in memory. */
public final class Catalogue {
    private static final class Yaml {
        static final YAMLMapper MAPPER = new YAMLMapper();
    }

    private final Map<String, Registry> registries = new LinkedHashMap<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Pack> packs = new ConcurrentHashMap<>();
    private final Map<Shelf, List<Tag>> shelves = new ConcurrentHashMap<>();
    private final Map<String, String> texts = new ConcurrentHashMap<>();
    private Map<String, Tag> byUid = Map.of();

    private Catalogue() {}

    /** Reads which registries and packs there are; a pack's folder is read when somebody asks. */
    public static Catalogue load() {
        var catalogue = new Catalogue();
        json("registries.json").valueStream().map(Registry::of).forEach(it -> catalogue.registries.put(it.uid(), it));
        json("index.json").forEach(name -> catalogue.names.add(name.stringValue()));
        return catalogue;
    }

    public List<Registry> registries() {
        return List.copyOf(registries.values());
    }

    public Optional<Registry> registry(String uid) {
        return Optional.ofNullable(registries.get(uid));
    }

    /** All packs, sorted by name. */
    public Stream<Pack> packs() {
        return names.stream().map(this::packNamed);
    }

    /** Every version of every pack in every registry. */
    public Stream<Tag> tags() {
        return names.stream().flatMap(name -> registries.keySet().stream().flatMap(uid -> tags(name, uid).stream()));
    }

    /** The first call reads every pack; call it once in the background to have it ready. */
    public Optional<Tag> pack(String uid) {
        return Optional.ofNullable(byUid().get(uid));
    }

    /** The versions of a pack in a registry, newest first. */
    public List<Tag> tags(String name, String registryUid) {
        if (!names.contains(name) || !registries.containsKey(registryUid)) return List.of();
        return shelves.computeIfAbsent(new Shelf(name, registryUid), this::fill);
    }

    public Optional<Tag> find(String name, String version, String registryUid) {
        return tags(name, registryUid).stream()
                .filter(tag -> tag.version().equals(version))
                .findFirst();
    }

    /** For callers that name no registry: the first one, in their order, that holds the version. */
    public Optional<Tag> find(String name, String version) {
        return registries.keySet().stream()
                .flatMap(registry -> find(name, version, registry).stream())
                .findFirst();
    }

    /**
     * The packs that meet the criteria, each once, with the registries that meet them.
     *
     * @param more packs of other registries, newest versions first
     */
    public Stream<Listing> search(Criteria criteria, List<Tag> more) {
        var built = packs().filter(criteria::met).flatMap(pack -> newest(pack).filter(criteria::met));
        var added = more.stream().filter(tag -> criteria.met(tag.pack()) && criteria.met(tag));
        return Listing.of(Stream.concat(built, added));
    }

    /** The values a pack starts with, as YAML. */
    public String values(Pack pack) {
        return text(pack.name() + "/values.yaml").orElse("");
    }

    /** What may stand in the values, as rows of {@code v1PackSchema}. */
    public ArrayNode schema(Pack pack) {
        return rows(pack, "schema.yaml");
    }

    /** Ready-made changes of the values, as rows of {@code v1PackPreset}. */
    public ArrayNode presets(Pack pack) {
        return rows(pack, "presets.yaml");
    }

    private synchronized Map<String, Tag> byUid() {
        if (byUid.isEmpty()) byUid = tags().collect(Collectors.toUnmodifiableMap(Tag::uid, Function.identity()));
        return byUid;
    }

    private Pack packNamed(String name) {
        return packs.computeIfAbsent(name, key -> Pack.of(json(key + "/pack.json")));
    }

    private List<Tag> fill(Shelf shelf) {
        var pack = packNamed(shelf.name());
        var registry = registries.get(shelf.registryUid());
        return pack.versions().getOrDefault(registry.holder(), List.of()).reversed().stream()
                .map(version -> Tag.of(pack, version, registry))
                .toList();
    }

    private Stream<Tag> newest(Pack pack) {
        return registries.keySet().stream()
                .flatMap(registry -> tags(pack.name(), registry).stream().limit(1));
    }

    private ArrayNode rows(Pack pack, String file) {
        var rows = Json.MAPPER.createArrayNode();
        text(pack.name() + "/" + file).map(Yaml.MAPPER::readTree).ifPresent(list -> list.forEach(rows::add));
        return rows;
    }

    private Optional<String> text(String path) {
        var text = texts.computeIfAbsent(path, Catalogue::read);
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    private static String read(String path) {
        try (var stream = open(path)) {
            return stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static JsonNode json(String path) {
        try (var stream = open(path)) {
            if (stream == null) throw new IllegalStateException("The class path has no packs/" + path);
            return Json.MAPPER.readTree(stream);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    private static @Nullable InputStream open(String path) {
        return Catalogue.class.getResourceAsStream("/packs/" + path);
    }

    /** A pack in a registry. */
    private record Shelf(String name, String registryUid) {}
}
