package dev.easel.provision.install;

import java.util.List;

/**
 * What a round over a cluster came to.
 *
 * @param outcomes one for each layer, in the order of the wish
 * @param removed layers that were taken away
 * @param unfinished why something that should go is still there; "" when nothing is
 */
public record Report(List<Outcome> outcomes, List<String> removed, String unfinished) {

    /** Whether nothing will change by itself. */
    public boolean isSettled() {
        return unfinished.isEmpty() && outcomes.stream().noneMatch(Outcome::holdsOthersUp);
    }

    boolean hasErrors() {
        return outcomes.stream().anyMatch(outcome -> outcome.condition().equals("Error"));
    }
}
