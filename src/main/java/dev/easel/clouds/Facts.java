package dev.easel.clouds;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Regions, sizes and prices of a cloud; prices are approximate. Elsewhere are the zones of every region that is not
 * listed, for clouds whose regions the user names.
 */
public record Facts(
        String currency,
        boolean approx,
        String priceRegion,
        double spotShare,
        List<String> elsewhere,
        List<Region> regions,
        List<InstanceType> instanceTypes,
        List<StorageType> storageTypes,
        Optional<JsonNode> lookups) {

    public Facts {
        lookups = lookups.filter(node -> !node.isNull());
    }

    static Facts of(JsonNode row) {
        return new Facts(
                row.path("currency").stringValue(),
                row.path("approx").booleanValue(),
                row.path("priceRegion").stringValue(),
                row.path("spotShare").doubleValue(),
                row.path("elsewhere").valueStream().map(JsonNode::stringValue).toList(),
                row.path("regions").valueStream().map(Region::of).toList(),
                row.path("instanceTypes").valueStream().map(InstanceType::of).toList(),
                row.path("storageTypes").valueStream().map(StorageType::of).toList(),
                row.optional("lookups"));
    }

    /** A region and its zones. */
    public record Region(String name, String displayName, List<String> zones, Optional<String> partition) {
        static Region of(JsonNode row) {
            return new Region(
                    row.path("name").stringValue(),
                    row.path("displayName").stringValue(),
                    row.path("zones").valueStream().map(JsonNode::stringValue).toList(),
                    row.path("partition").stringValueOpt());
        }
    }

    /** A machine size; memory in MiB, price per hour on demand with Linux. */
    public record InstanceType(
            String name,
            String category,
            int cpu,
            int memoryMiB,
            int gpu,
            String gpuModel,
            String architecture,
            double pricePerHour) {
        static InstanceType of(JsonNode row) {
            return new InstanceType(
                    row.path("name").stringValue(),
                    row.path("category").stringValue(),
                    row.path("cpu").intValue(),
                    row.path("memoryMiB").intValue(),
                    row.path("gpu").intValue(),
                    row.path("gpuModel").stringValue(),
                    row.path("architecture").stringValue(),
                    row.path("pricePerHour").doubleValue());
        }
    }

    /** A kind of disk. */
    public record StorageType(String name, String displayName, double pricePerGiBMonth) {
        static StorageType of(JsonNode row) {
            return new StorageType(
                    row.path("name").stringValue(),
                    row.path("displayName").stringValue(),
                    row.path("pricePerGiBMonth").doubleValue());
        }
    }

    /** The least that an instance type must offer; memory in MiB. */
    public record AtLeast(double cpu, double memoryMiB, double gpu) {
        public static final AtLeast ANYTHING = new AtLeast(0, 0, 0);

        boolean met(InstanceType type) {
            return type.cpu() >= cpu && type.memoryMiB() >= memoryMiB && type.gpu() >= gpu;
        }
    }

    Optional<Region> region(String name) {
        return regions.stream().filter(region -> region.name().equals(name)).findFirst();
    }

    boolean knows(String region) {
        return !elsewhere.isEmpty() || region(region).isPresent();
    }
}
