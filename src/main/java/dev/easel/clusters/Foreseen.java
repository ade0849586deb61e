package dev.easel.clusters;

import dev.easel.contract.Json;
import dev.easel.provision.Forecast;
import dev.easel.store.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a repave that waits would replace, as it was foretold last: shown to those who may approve it. */
record Foreseen(ArrayNode plan, ArrayNode reasons) {
    private static final String FORESEEN = "foreseen";

    static Foreseen of(Document cluster) {
        var seen = cluster.at("/status/" + Status.OBSERVED + "/" + FORESEEN);
        return new Foreseen(list(seen.path("plan")), list(seen.path("reasons")));
    }

    static Foreseen of(Forecast forecast) {
        return new Foreseen(Foresight.plan(forecast), Foresight.reasons(forecast));
    }

    /** What was foretold stays while nobody can be asked. */
    void keep(ObjectNode status) {
        if (!plan.isEmpty()) write(status);
    }

    void write(ObjectNode status) {
        var seen = status.withObjectProperty(Status.OBSERVED).putObject(FORESEEN);
        seen.set("plan", plan);
        seen.set("reasons", reasons);
    }

    private static ArrayNode list(JsonNode node) {
        return node instanceof ArrayNode list ? list : Json.MAPPER.createArrayNode();
    }
}
