package dev.easel.provision.install;

import dev.easel.provision.Drift;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;

/** Brings one layer of a cluster a step further, and says how it stands. */
final class Round {
    private final Workload workload;
    private final Inventories book;
    private final ChartLayer.Tools tools;
    private final Drift drift;

    Round(Workload workload, Inventories book, ChartLayer.Tools tools, Drift drift) {
        this.workload = workload;
        this.book = book;
        this.tools = tools;
        this.drift = drift;
    }

    boolean isInstalled(Bundle bundle) {
        return book.of(bundle).isDone(bundle.content());
    }

    Outcome step(Bundle bundle, Owner owner) {
        if (bundle.isEmpty()) return Outcome.nothing(bundle);
        try {
            return install(bundle, owner);
        } catch (Refused refused) {
            return Outcome.error(bundle, refused.getMessage());
        } catch (KubernetesClientException failed) {
            return Outcome.error(bundle, Refused.said(failed));
        }
    }

    private Outcome install(Bundle bundle, Owner owner) {
        var before = book.of(bundle);
        var known = before.isDone(bundle.content());
        if (known && drift == Drift.REPORT) return new Inspection(workload, bundle, owner).look(before);
        var repaired = new ArrayList<String>();
        var inventory = withoutOther(before, bundle, owner);
        if (bundle.chart().isPresent()) inventory = chart(new ChartLayer(workload, bundle, owner), inventory, repaired);
        var pass = new ManifestLayer(workload, bundle, owner).apply(inventory, book);
        repaired.addAll(pass.differences());
        var differences = known ? List.copyOf(repaired) : List.<String>of();
        if (!pass.waits().isEmpty()) return Outcome.installed(bundle, pass.waits(), differences);
        book.write(pass.inventory().done(bundle.content()));
        var refs = new ArrayList<>(pass.inventory().refs());
        if (bundle.chart().isPresent()) refs.addAll(new ChartLayer(workload, bundle, owner).refs());
        return new Readiness(workload)
                .lack(refs)
                .map(lack -> Outcome.installed(bundle, lack, differences))
                .orElseGet(() -> Outcome.ready(bundle, differences));
    }

    /** A layer has one release: that under another name, or in another namespace, goes first. */
    private Inventory withoutOther(Inventory before, Bundle bundle, Owner owner) {
        var release = before.release();
        var same = bundle.chart().isPresent() && release.equals(bundle.namespace() + "/" + owner.release());
        if (release.isEmpty() || same) return before;
        tools.helm().uninstall(release);
        return book.write(before.with(List.of(), List.of()).released(""));
    }

    private Inventory chart(ChartLayer layer, Inventory before, List<String> repaired) {
        if (before.isDone(layer.content()) && layer.isDeployed()) {
            var differences = layer.differences();
            if (differences.isEmpty()) return before;
            repaired.addAll(differences);
        }
        return layer.upgrade(before, book, tools);
    }
}
