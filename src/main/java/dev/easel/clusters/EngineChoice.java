package dev.easel.clusters;

import dev.easel.clouds.Cloud;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.provision.Engines;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.store.Document;

/** Which engine carries a cluster: what its annotation says, or its project's, or the server's; for good once it is made. */
final class EngineChoice {
    private static final String ANNOTATION = "easel.dev/engine";
    private static final String AT = "/metadata/annotations/easel.dev~1engine";

    private final Engines engines;

    EngineChoice(Engines engines) {
        this.engines = engines;
    }

    void begin(Draft draft, Cloud cloud) {
        var asked = draft.call().object().at(AT).asString("");
        var engine = asked.isEmpty() ? ofProject(draft) : asked;
        engines.refusal(engine, cloud.name()).ifPresent(why -> {
            throw Problem.invalid("body.metadata.annotations." + ANNOTATION, why);
        });
        Metadata.child(draft.body(), Desk.PRIVATE).put("engine", engine);
        keep(draft);
    }

    private String ofProject(Draft draft) {
        var caller = draft.call().caller();
        var project = draft.tx().find(Kinds.PROJECT_ROOM, Desk.reach(draft.call()), caller.project());
        return project.map(found -> found.text(AT))
                .filter(name -> !name.isEmpty())
                .orElseGet(engines::standard);
    }

    /** The annotation shows the choice; writing another one changes nothing. */
    static void keep(Draft draft) {
        var engine = draft.text("/" + Desk.PRIVATE + "/engine");
        if (engine.isEmpty()) return;
        Metadata.child(Metadata.child(draft.body(), "metadata"), "annotations").put(ANNOTATION, engine);
    }

    /** Clusters from before there was a choice are rehearsed. */
    static String of(Document cluster) {
        return cluster.at("/" + Desk.PRIVATE + "/engine").asString("rehearsal");
    }
}
