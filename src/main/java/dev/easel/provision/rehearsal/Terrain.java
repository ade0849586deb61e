package dev.easel.provision.rehearsal;

import java.time.Duration;
import java.util.List;

/** What a rehearsal must know of a cloud. */
@FunctionalInterface
public interface Terrain {

    Ground ground(String cloud, String region);

    /**
     * A region of a cloud. Patterns may hold {@code {name}} (cluster, pool, suffix), {@code {cluster}}, {@code {pool}},
     * {@code {cloud}}, {@code {region}}, {@code {zone}}, {@code {address}} (with dashes), {@code {index}},
     * {@code {uuid}}, {@code {hex:N}}, {@code {host}} (the node's name), and {@code {subscription}}, {@code {group}},
     * {@code {project}}.
     *
     * @param zones empty where the cloud has none
     * @param node pattern of a node's name
     * @param provider pattern of a machine's provider id
     */
    record Ground(List<String> zones, Seconds seconds, Network network, String node, String provider) {}

    /** How long things take at realistic pace. */
    record Seconds(int network, int controlPlane, int worker, int delete, int pack) {

        Duration ofNetwork() {
            return Duration.ofSeconds(network);
        }

        Duration ofControlPlane() {
            return Duration.ofSeconds(controlPlane);
        }

        Duration ofWorker() {
            return Duration.ofSeconds(worker);
        }

        Duration ofDelete() {
            return Duration.ofSeconds(delete);
        }

        Duration ofPack() {
            return Duration.ofSeconds(pack);
        }
    }

    /**
     * First addresses of the ranges.
     *
     * @param inside at least a /12; each zone gets blocks of 4,096
     * @param outside "" where machines have no address of their own outside
     */
    record Network(String inside, String outside) {}
}
