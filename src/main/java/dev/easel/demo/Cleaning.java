package dev.easel.demo;

import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Takes away what the demo has made, in the order in which things let go of each other. */
final class Cleaning {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String CLUSTERS = "/v1/dashboard/spectroclusters/metadata";

    private final Api tenant;
    private final Screen screen;

    Cleaning(Api tenant, Screen screen) {
        this.tenant = tenant;
        this.screen = screen;
    }

    void clean() {
        var room = Making.room(tenant);
        if (room.isEmpty()) {
            screen.say("There is no project " + Plan.PROJECT + ": nothing to take away.");
            return;
        }
        var project = room.get();
        clusters(project);
        each(project.get("/v1/dashboard/clusterprofiles/metadata"), "profile", "/v1/clusterprofiles/", project);
        for (var plan : Plan.all()) {
            var path = "/v1/cloudaccounts/" + plan.cloud();
            each(project.get(path), "account", path + "/", project);
        }
        tenant.send("DELETE", "/v1/projects/" + project.project());
        screen.say("project   " + Plan.PROJECT);
        screen.say("All of it is gone.");
    }

    private void clusters(Api project) {
        each(project.get(CLUSTERS), "cluster", "/v1/spectroclusters/", project);
        var until = System.nanoTime() + LONGEST.toNanos();
        while (!project.get(CLUSTERS).path("items").isEmpty()) {
            if (System.nanoTime() > until) throw new IllegalStateException("the clusters are still being deleted");
            Screen.pause();
        }
    }

    /** Only the demo's own: lists show what the project sees of the tenant as well. */
    private void each(JsonNode list, String what, String path, Api project) {
        for (var item : list.path("items")) {
            var metadata = Making.metadata(item);
            var name = metadata.path("name").asString("");
            if (!name.startsWith("demo-")) continue;
            project.send("DELETE", path + metadata.path("uid").asString());
            screen.say("%-9s %s".formatted(what, name));
        }
    }
}
