package dev.easel.provision.install;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Chart;
import dev.easel.provision.Material;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * One layer to be installed, with its texts.
 *
 * @param key tells layers of a cluster apart; that of another version of the profile has the same, and is an upgrade
 */
public record Bundle(String key, Blueprint.Layer layer, Material.Texts texts) {

    /** The layers of a blueprint that stand on machines and are no part of them. */
    public static List<Bundle> of(Blueprint wish) {
        var all = new ArrayList<Bundle>();
        var texts = wish.material().layers();
        var keys = new HashSet<String>();
        for (int place = 0; place < Math.min(texts.size(), wish.layers().size()); place++) {
            var layer = wish.layers().get(place);
            if (isOfMachines(layer)) continue;
            var bundle = new Bundle(layer, texts.get(place));
            all.add(keys.add(bundle.key()) ? bundle : bundle.apart());
        }
        return all;
    }

    /** Whether a layer is made with the machines. */
    public static boolean isOfMachines(Blueprint.Layer layer) {
        return layer.layer().equals("os") || layer.layer().equals("k8s");
    }

    Bundle(Blueprint.Layer layer, Material.Texts texts) {
        this(profile(layer, texts) + "/" + layer.name(), layer, texts);
    }

    private static String profile(Blueprint.Layer layer, Material.Texts texts) {
        return texts.profile().isEmpty() ? layer.profileUid() : texts.profile().replace('/', '-');
    }

    /** Profiles of a project and of its tenant may have one name. */
    private Bundle apart() {
        return new Bundle(layer.profileUid() + "/" + layer.name(), layer, texts);
    }

    Optional<Chart> chart() {
        return texts.chart();
    }

    boolean isEmpty() {
        return chart().isEmpty() && texts.manifests().isEmpty();
    }

    /** Where objects go that name no namespace. */
    String namespace() {
        return layer.namespaces().isEmpty() ? "default" : layer.namespaces().getFirst();
    }

    /** Another value is an upgrade. */
    String content() {
        return layer.content() + chart().map(chart -> " " + chart).orElse("");
    }
}
