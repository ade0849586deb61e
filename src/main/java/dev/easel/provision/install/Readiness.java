package dev.easel.provision.install;

import dev.easel.provision.install.Item.Ref;
import java.util.Collection;
import java.util.Optional;

/** Whether the objects of a layer do what they are there for. */
final class Readiness {
    private final Workload workload;

    Readiness(Workload workload) {
        this.workload = workload;
    }

    /** What is not ready, and how far it is; empty when all is. */
    Optional<String> lack(Collection<Ref> refs) {
        return refs.stream().map(this::lack).flatMap(Optional::stream).findFirst();
    }

    private Optional<String> lack(Ref ref) {
        var sort = ref.plain();
        var counts = sort.apiVersion().equals("apps") || sort.apiVersion().equals("batch");
        if (!counts && !sort.kind().equals("CustomResourceDefinition")) return Optional.empty();
        var found = workload.get(ref);
        if (found.isEmpty()) return Optional.of(ref + " is not there");
        var lack = of(found.get());
        return lack.isEmpty() ? Optional.empty() : Optional.of(ref + " " + lack);
    }

    /** "" when an object is ready. */
    static String of(Item item) {
        return switch (item.kind()) {
            case "Deployment" -> replicas(item, "/status/updatedReplicas", "/status/availableReplicas");
            case "StatefulSet" -> replicas(item, "/status/updatedReplicas", "/status/readyReplicas");
            case "DaemonSet" -> nodes(item);
            case "Job" -> job(item);
            case "CustomResourceDefinition" -> isTrue(item, "Established") ? "" : "is not established";
            default -> "";
        };
    }

    private static String replicas(Item item, String updated, String available) {
        int wanted = item.number("/spec/replicas", 1);
        if (isBehind(item)) return "is not looked at yet";
        var ready = Math.min(item.number(updated, 0), item.number(available, 0));
        return ready >= wanted ? "" : "has %d of %d replicas ready".formatted(ready, wanted);
    }

    private static String nodes(Item item) {
        int wanted = item.number("/status/desiredNumberScheduled", 0);
        if (isBehind(item)) return "is not looked at yet";
        var ready =
                Math.min(item.number("/status/updatedNumberScheduled", 0), item.number("/status/numberAvailable", 0));
        return ready >= wanted ? "" : "runs on %d of %d nodes".formatted(ready, wanted);
    }

    private static String job(Item item) {
        if (isTrue(item, "Failed")) throw new Refused("%s has failed", item.ref());
        return isTrue(item, "Complete") ? "" : "is not complete";
    }

    private static boolean isBehind(Item item) {
        return item.number("/status/observedGeneration", 0) < item.number("/metadata/generation", 0);
    }

    private static boolean isTrue(Item item, String condition) {
        return item.tree()
                .at("/status/conditions")
                .valueStream()
                .anyMatch(each -> each.path("type").asString("").equals(condition)
                        && each.path("status").asString("").equals("True"));
    }
}
