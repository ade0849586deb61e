package dev.easel.clouds;

import dev.easel.contract.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** All clouds, read from their folders, and the facts about their regions, sizes and prices. */
public final class Clouds {
    private static final String CUSTOM = "cloudTypes";

    private final List<Cloud> all;
    private final Cloud custom;
    private final Map<String, Cloud> named;
    private final Map<String, Facts> facts = new ConcurrentHashMap<>();

    private Clouds(List<Cloud> rows) {
        var byName = rows.stream().collect(Collectors.toMap(Cloud::name, Function.identity()));
        var whole = rows.stream().map(row -> withAccount(row, byName)).toList();
        all = whole.stream().filter(row -> !row.name().equals(CUSTOM)).toList();
        named = all.stream().collect(Collectors.toUnmodifiableMap(Cloud::name, Function.identity()));
        custom = byName.get(CUSTOM);
    }

    /** Reads all folders from the class path; facts are read when somebody asks. */
    public static Clouds load() {
        var rows = json("index")
                .valueStream()
                .map(name -> Cloud.of(json(name.stringValue() + "/cloud")))
                .toList();
        return new Clouds(rows);
    }

    /** The clouds that Easel brings along. */
    public List<Cloud> all() {
        return all;
    }

    public Optional<Cloud> named(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /** The clouds that have a kind of account of their own. */
    public List<Cloud> withAccounts() {
        return all.stream().filter(Cloud::keepsAccounts).toList();
    }

    /** A cloud that was registered at run time. */
    public Cloud custom(String name) {
        return custom.named(name);
    }

    public Facts facts(Cloud cloud) {
        return facts.computeIfAbsent(cloud.facts(), Clouds::read);
    }

    public List<Facts.Region> regions(Cloud cloud) {
        return facts(cloud).regions();
    }

    /** The zones of a region; none where the cloud does not have the region. */
    public List<String> zones(Cloud cloud, String region) {
        var known = facts(cloud);
        return known.region(region).map(Facts.Region::zones).orElse(known.elsewhere());
    }

    /** The sizes that a region offers; none where the cloud does not have the region. */
    public List<Facts.InstanceType> instanceTypes(Cloud cloud, String region, Facts.AtLeast least) {
        var known = facts(cloud);
        if (!known.knows(region)) return List.of();
        return known.instanceTypes().stream().filter(least::met).toList();
    }

    public Optional<Facts.InstanceType> instanceType(Cloud cloud, String name) {
        return facts(cloud).instanceTypes().stream()
                .filter(type -> type.name().equals(name))
                .findFirst();
    }

    /** Price of one machine per hour; the same in every region, since the facts know one price list only. */
    public Optional<Double> price(Cloud cloud, String instanceType) {
        return instanceType(cloud, instanceType).map(Facts.InstanceType::pricePerHour);
    }

    /** Price of one GiB of a kind of disk per month. */
    public Optional<Double> storagePrice(Cloud cloud, String storageType) {
        return facts(cloud).storageTypes().stream()
                .filter(type -> type.name().equals(storageType))
                .map(Facts.StorageType::pricePerGiBMonth)
                .findFirst();
    }

    /** What accounts of the cloud have in a rehearsal, by operation; see the folder's README. */
    public Optional<JsonNode> offers(Cloud cloud) {
        return Optional.of(cloud.name() + "/offers").filter(Clouds::exists).map(Clouds::json);
    }

    /** A cloud that uses another's accounts says only whose. */
    private static Cloud withAccount(Cloud row, Map<String, Cloud> byName) {
        return row.account().isEmpty() || row.keepsAccounts()
                ? row
                : row.with(byName.get(row.account().get().cloud()).account().orElseThrow());
    }

    private static Facts read(String name) {
        return Facts.of(json(name + "/facts"));
    }

    private static boolean exists(String path) {
        return Clouds.class.getResource("/clouds/" + path + ".json") != null;
    }

    private static JsonNode json(String path) {
        try (var stream = Clouds.class.getResourceAsStream("/clouds/" + path + ".json")) {
            if (stream == null) throw new IllegalStateException("The class path has no clouds/" + path + ".json");
            return Json.MAPPER.readTree(stream);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }
}
