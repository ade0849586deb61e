package dev.easel.demo;

import java.util.List;

/** One cluster as it looks at one moment. */
record Sight(Plan plan, String state, String health, int wanted, double price, List<Pack> packs, List<Node> nodes) {

    record Pack(String name, String version, String progress) {
        boolean done() {
            return progress.equals("Ready");
        }
    }

    record Node(String name, String pool, String state, String address, String zone, String version, String type) {
        /** How far it is, of one. */
        double progress() {
            return switch (state) {
                case "Pending" -> 0.1;
                case "Provisioning" -> 0.4;
                case "Provisioned" -> 0.7;
                case "Running" -> 1;
                default -> 0;
            };
        }
    }

    boolean runs() {
        return state.equals("Running")
                && health.equals("Healthy")
                && packs.stream().allMatch(Pack::done);
    }

    /** How far the cluster is, of one: machines count as much as packs. */
    double progress() {
        if (runs()) return 1;
        var machines = nodes.stream().mapToDouble(Node::progress).sum() / Math.max(1, wanted);
        var installed = packs.stream().filter(Pack::done).count() / (double) Math.max(1, packs.size());
        return Math.min(0.99, (machines + installed) / 2);
    }
}
