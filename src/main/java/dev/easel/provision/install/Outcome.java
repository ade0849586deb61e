package dev.easel.provision.install;

import dev.easel.provision.Blueprint.Layer;
import java.util.List;

/**
 * How a layer stands after a round.
 *
 * @param condition ReadyForInstall, WaitingForOtherLayers, Installed, Ready or Error
 * @param message why it is not ready; "" when it is
 * @param repaired what was found otherwise than it was installed, and is mended
 */
public record Outcome(Layer layer, String condition, String message, List<String> repaired) {

    static Outcome ready(Bundle bundle, List<String> repaired) {
        return new Outcome(bundle.layer(), "Ready", "", repaired);
    }

    static Outcome installed(Bundle bundle, String message, List<String> repaired) {
        return new Outcome(bundle.layer(), "Installed", message, repaired);
    }

    static Outcome error(Bundle bundle, String message) {
        return new Outcome(bundle.layer(), "Error", message, List.of());
    }

    static Outcome waiting(Bundle bundle, String message) {
        return new Outcome(bundle.layer(), "WaitingForOtherLayers", message, List.of());
    }

    /** A pack that names nothing to install is no obstacle for those behind it. */
    static Outcome nothing(Bundle bundle) {
        var message = "names no chart and brings no manifests: there is nothing to install";
        return new Outcome(bundle.layer(), "ReadyForInstall", message, List.of());
    }

    public boolean fulfilled() {
        return condition.equals("Ready");
    }

    boolean holdsOthersUp() {
        return !fulfilled() && !condition.equals("ReadyForInstall");
    }
}
