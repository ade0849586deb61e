package dev.easel.projects;

import dev.easel.http.Call;
import dev.easel.store.Kind;
import dev.easel.store.Tx;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Which users and teams hold roles in a project; whoever keeps users and teams knows. */
public interface Members {

    /** Lists of role uids by the uid of their holder; the kind says whether users or teams are asked for. */
    Map<String, JsonNode> rolesIn(Kind holders, String tenant, String project);

    /** Gives each of the holders exactly these roles in the project; 403 when they exceed those of the caller. */
    void assign(Tx tx, Call call, Kind holders, String project, Map<String, JsonNode> roles);

    /** Forgets a project that goes. */
    void forget(Tx tx, Call call, String project);
}
