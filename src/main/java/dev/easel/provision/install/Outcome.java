package dev.easel.provision.install;

import dev.easel.provision.Blueprint.Layer;
import java.util.List;

/**
 * How a layer stands after a round.
 *
 * @param condition ReadyForInstall, WaitingForOtherLayers, Installed, Ready or Error
 * @param message why it is not ready; "" when it is
 * @param repaired what was found otherwise than it was installed, and is mended
 * @param drifted what was found otherwise, and is left so
 */
public record Outcome(Layer layer, String condition, String message, List<String> repaired, List<String> drifted) {

    static Outcome ready(Bundle bundle, List<String> repaired) {
        return new Outcome(bundle.layer(), "Ready", "", repaired, List.of());
    }

    static Outcome installed(Bundle bundle, String message, List<String> repaired) {
        return new Outcome(bundle.layer(), "Installed", message, repaired, List.of());
    }

    static Outcome error(Bundle bundle, String message) {
        return new Outcome(bundle.layer(), "Error", message, List.of(), List.of());
    }

    static Outcome waiting(Bundle bundle, String message) {
        return new Outcome(bundle.layer(), "WaitingForOtherLayers", message, List.of(), List.of());
    }

    /** A pack that names nothing to install is no obstacle for those behind it. */
    static Outcome nothing(Bundle bundle) {
        var message = "names no chart and brings no manifests: there is nothing to install";
        return new Outcome(bundle.layer(), "ReadyForInstall", message, List.of(), List.of());
    }

    Outcome drifted(List<String> differences) {
        return new Outcome(layer, condition, message, repaired, List.copyOf(differences));
    }

    public boolean fulfilled() {
        return condition.equals("Ready");
    }

    boolean holdsOthersUp() {
        return !fulfilled() && !condition.equals("ReadyForInstall");
    }
}
