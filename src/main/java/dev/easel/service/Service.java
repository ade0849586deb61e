package dev.easel.service;

import dev.easel.Family;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.store.Store;
import tools.jackson.databind.node.ObjectNode;

/** Health and version of the server itself. */
public final class Service implements Family {
    private final Store store;
    private final String version;

    public Service(Store store, String version) {
        this.store = store;
        this.version = version;
    }

    @Override
    public void bind(Binder on) {
        on.op("V1HealthPing", Action.OPEN, _ -> says("pong"));
        on.op("V1HealthReady", Action.OPEN, _ -> ready());
        on.op("v1ServiceVersionGet", Action.SIGNED_IN, this::version);
    }

    /** Ready is who can read its database. */
    private ObjectNode ready() {
        if (store.read(session -> session.number("select 1")) != 1) throw Problem.unavailable("The database is silent");
        return says("ready");
    }

    private static ObjectNode says(String word) {
        return Json.object().put("msg", word);
    }

    /** All services of the published API are one here, so all have its version. */
    private ObjectNode version(Call call) {
        var name = call.path("serviceName");
        var reply = Json.object().put("apiVersion", "v1").put("kind", "ServiceVersion");
        reply.putObject("metadata").put("name", name);
        reply.putObject("spec")
                .put("name", name)
                .putObject("latestVersion")
                .put("name", name)
                .put("content", version);
        return reply;
    }
}
