package dev.easel.provision.rehearsal;

import dev.easel.clouds.Clouds;
import java.util.Set;

/** The terrain that the folders of the clouds describe; a cloud without a folder is a custom one. */
public final class CloudTerrain implements Terrain {
    /** Machines elsewhere stand behind a gateway. */
    private static final Set<String> WITH_OUTSIDE_ADDRESSES = Set.of("gke");

    private static final String INSIDE = "10.0.0.0";
    private static final String OUTSIDE = "198.18.0.0"; // kept free for benchmarks, so it is nobody's

    private final Clouds clouds;

    public CloudTerrain(Clouds clouds) {
        this.clouds = clouds;
    }

    @Override
    public Ground ground(String name, String region) {
        var cloud = clouds.named(name).orElseGet(() -> clouds.custom(name));
        var nominal = cloud.seconds();
        var seconds = new Seconds(
                nominal.network(), nominal.controlPlane(), nominal.worker(), nominal.delete(), nominal.pack());
        var network = new Network(INSIDE, WITH_OUTSIDE_ADDRESSES.contains(name) ? OUTSIDE : "");
        var machine = cloud.machine();
        return new Ground(clouds.zones(cloud, region), seconds, network, machine.node(), machine.providerId());
    }
}
