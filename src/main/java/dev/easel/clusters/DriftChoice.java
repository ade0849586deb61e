package dev.easel.clusters;

import dev.easel.contract.Problem;
import dev.easel.provision.Drift;
import dev.easel.resource.Draft;
import dev.easel.store.Document;

/** What becomes of packs that somebody has changed in the cluster itself: an annotation says it, and they are mended without. */
final class DriftChoice {
    private static final String AT = "/metadata/annotations/easel.dev~1drift";

    private DriftChoice() {}

    static void mustBeKnown(Draft draft) {
        if (draft.text(AT).matches("(repair|report)?")) return;
        throw Problem.invalid("body.metadata.annotations.easel.dev/drift", "must be repair or report");
    }

    static Drift of(Document cluster) {
        return cluster.text(AT).equals("report") ? Drift.REPORT : Drift.REPAIR;
    }
}
