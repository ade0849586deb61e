package dev.easel.clouds;

import dev.easel.contract.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A cloud as its folder describes it; an empty pointer or tag says that the cloud has no such thing. */
public record Cloud(
        String name,
        String displayName,
        String path,
        String facts,
        Tags tags,
        Schemas schemas,
        Optional<Account> account,
        Cluster cluster,
        Pool pool,
        Machine machine,
        Seconds seconds) {

    static Cloud of(JsonNode file) {
        return new Cloud(
                text(file, "name"),
                text(file, "displayName"),
                text(file, "path"),
                text(file, "facts"),
                Tags.of(file.path("tags")),
                Schemas.of(file.path("schemas")),
                file.optional("account").map(Account::of),
                Cluster.of(file.path("cluster")),
                Pool.of(file.path("pool")),
                Machine.of(file.path("machine")),
                Seconds.of(file.path("seconds")));
    }

    /** Whether accounts of this very cloud exist: EKS clusters use those of AWS, edge hosts need none. */
    public boolean keepsAccounts() {
        return account.filter(found -> found.cloud().equals(name)).isPresent();
    }

    /** The same cloud with another account row. */
    Cloud with(Account other) {
        return new Cloud(
                name, displayName, path, facts, tags, schemas, Optional.of(other), cluster, pool, machine, seconds);
    }

    /** This row, filled in for a cloud that was registered at run time. */
    Cloud named(String custom) {
        return new Cloud(
                custom,
                custom,
                path.replace("{cloudType}", custom),
                facts,
                tags,
                schemas,
                account.map(row -> row.ofCloud(custom)),
                cluster,
                pool,
                machine,
                seconds);
    }

    /** How operation ids of a family name this cloud, as Aws in {@code v1CloudAccountsAwsCreate}. */
    public record Tags(String accounts, String configs, String clusters, String lookups) {

        static Tags of(JsonNode row) {
            return new Tags(text(row, "accounts"), text(row, "configs"), text(row, "clusters"), text(row, "lookups"));
        }
    }

    /** The contract's names for what clients write and read. */
    public record Schemas(
            String cluster,
            String cloudConfig,
            String clusterConfig,
            String clusterConfigUpdate,
            String poolEntity,
            String pool,
            String machine) {

        static Schemas of(JsonNode row) {
            return new Schemas(
                    text(row, "cluster"),
                    text(row, "cloudConfig"),
                    text(row, "clusterConfig"),
                    text(row, "clusterConfigUpdate"),
                    text(row, "poolEntity"),
                    text(row, "pool"),
                    text(row, "machine"));
        }
    }

    /** Accounts of a cloud: what must be there, what is sealed, and what is written when the caller is silent. */
    public record Account(
            String cloud,
            String schema,
            String createSchema,
            List<String> required,
            List<String> secrets,
            Map<String, JsonNode> defaults) {

        static Account of(JsonNode row) {
            return new Account(
                    text(row, "cloud"),
                    row.path("schema").asString(""),
                    row.path("createSchema").asString(""),
                    texts(row.path("required")),
                    texts(row.path("secrets")),
                    values(row.path("defaults")));
        }

        Account ofCloud(String other) {
            return new Account(other, schema, createSchema, required, secrets, defaults);
        }
    }

    /** Clusters of a cloud; the pointers look into the cloud configuration. */
    public record Cluster(
            ControlPlane controlPlane,
            Place place,
            double controlPlanePricePerHour,
            Map<String, String> operations,
            JsonNode imported,
            String region,
            List<Rename> renames) {

        static Cluster of(JsonNode row) {
            return new Cluster(
                    ControlPlane.valueOf(text(row, "controlPlane")),
                    Place.valueOf(text(row, "place")),
                    row.path("controlPlanePricePerHour").doubleValue(),
                    operations(row.path("operations")),
                    row.path("imported"),
                    text(row, "region"),
                    Rename.list(row.path("renames")));
        }

        private static Map<String, String> operations(JsonNode row) {
            var operations = new LinkedHashMap<String, String>();
            row.properties()
                    .forEach(it -> operations.put(it.getKey(), it.getValue().stringValue()));
            return operations;
        }

        /** A cloud configuration as clients write it, in the form in which they read it. */
        public ObjectNode readable(ObjectNode written) {
            return Rename.move(renames, written, written.deepCopy());
        }
    }

    /** Who runs the control plane. */
    public enum ControlPlane {
        SELF,
        MANAGED,
        NONE
    }

    /** Whether a cloud tells where on Earth its regions are; published clients expect it of some clouds and not of others. */
    public enum Place {
        KNOWN,
        UNKNOWN
    }

    /** Pools of a cloud; the pointers look into the flat pool, {@code *} stands for each element. */
    public record Pool(
            List<Rename> renames,
            String zones,
            List<String> hardware,
            String instanceType,
            String cpu,
            String memoryMiB,
            String diskGiB,
            String storageType,
            Map<String, JsonNode> defaults) {

        static Pool of(JsonNode row) {
            return new Pool(
                    Rename.list(row.path("renames")),
                    text(row, "zones"),
                    texts(row.path("hardware")),
                    text(row, "instanceType"),
                    text(row, "cpu"),
                    text(row, "memoryMiB"),
                    text(row, "diskGiB"),
                    text(row, "storageType"),
                    values(row.path("defaults")));
        }

        private static final List<String> PARTS = List.of("poolConfig", "cloudConfig");

        /** A pool as clients write it, in the flat form in which they read it. */
        public ObjectNode flatten(JsonNode written) {
            var flat = Json.object().put("isControlPlane", false);
            for (var part : PARTS) {
                written.path(part)
                        .properties()
                        .forEach(field ->
                                flat.set(field.getKey(), field.getValue().deepCopy()));
            }
            return Rename.move(renames, written, flat);
        }
    }

    /** Machines of a cloud; what stands in braces is filled in by the engine. */
    public record Machine(String providerId, String node, List<Rename> spec) {

        static Machine of(JsonNode row) {
            return new Machine(text(row, "providerId"), text(row, "node"), Rename.list(row.path("spec")));
        }

        /** The machine's document, from {@code {pool, config, account, machine}}. */
        public ObjectNode describe(JsonNode source) {
            var described = Json.object();
            spec.forEach(row -> row.copy(source, described));
            return described;
        }
    }

    /** How long things take in a rehearsal at real pace. */
    public record Seconds(int network, int controlPlane, int worker, int delete, int pack) {

        static Seconds of(JsonNode row) {
            return new Seconds(
                    row.path("network").intValue(),
                    row.path("controlPlane").intValue(),
                    row.path("worker").intValue(),
                    row.path("delete").intValue(),
                    row.path("pack").intValue());
        }
    }

    private static String text(JsonNode row, String name) {
        return row.path(name).stringValue();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::stringValue).toList();
    }

    private static Map<String, JsonNode> values(JsonNode row) {
        var values = new LinkedHashMap<String, JsonNode>();
        row.properties().forEach(it -> values.put(it.getKey(), it.getValue()));
        return values;
    }
}
