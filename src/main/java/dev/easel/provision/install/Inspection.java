package dev.easel.provision.install;

import java.util.ArrayList;
import java.util.List;

/** Looks how a layer that is installed differs from what was installed, and leaves it as it is. */
final class Inspection {
    private final Workload workload;
    private final Bundle bundle;
    private final Owner owner;

    Inspection(Workload workload, Bundle bundle, Owner owner) {
        this.workload = workload;
        this.bundle = bundle;
        this.owner = owner;
    }

    Outcome look(Inventory inventory) {
        var refs = new ArrayList<>(inventory.refs());
        var drifted = new ArrayList<>(new ManifestLayer(workload, bundle, owner).differences());
        if (bundle.chart().isPresent()) {
            var layer = new ChartLayer(workload, bundle, owner);
            if (!layer.isDeployed()) drifted.add("release %s (missing)".formatted(inventory.release()));
            drifted.addAll(layer.differences());
            refs.addAll(layer.refs());
        }
        return new Readiness(workload)
                .lack(refs)
                .map(lack -> Outcome.installed(bundle, lack, List.of()))
                .orElseGet(() -> Outcome.ready(bundle, List.of()))
                .drifted(drifted);
    }
}
