package dev.easel.tenants;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Rule;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** How many of each kind a tenant may have. */
final class ResourceLimits {
    private static final String RESOURCES = "/settings/resourceLimits/resources";

    /** How many there will be with the draft. */
    private static final Map<String, ToLongFunction<Draft>> COUNTS = Map.ofEntries(
            Map.entry("user", documents(Kinds.USER)),
            Map.entry("team", documents(Kinds.TEAM)),
            Map.entry("project", documents(Kinds.PROJECT_ROOM)),
            Map.entry("filter", documents(Kinds.FILTER)),
            Map.entry("sshkey", documents(Kinds.SSH_KEY)),
            Map.entry("cloudaccount", documents(Kinds.CLOUD_ACCOUNT)),
            Map.entry("clusterprofile", documents(Kinds.CLUSTER_PROFILE)),
            Map.entry("registry", documents(Kinds.REGISTRY)),
            Map.entry("spectrocluster", documents(Kinds.CLUSTER)),
            Map.entry("role", draft -> count(draft, Kinds.ROLE, Filter.equal("type", "user"))),
            Map.entry(
                    "apiKey",
                    draft -> count(draft, Kinds.API_KEY, Filter.equal("spec.userUid", draft.text("/spec/user/uid")))),
            Map.entry("macro", draft -> draft.at("/macros").size()),
            Map.entry(
                    "alert",
                    draft -> draft.at("/spec/alerts")
                            .valueStream()
                            .mapToLong(alert -> alert.path("channels").size())
                            .sum()));

    /** Another replica may change a limit; what this one changes counts at once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Desk desk;

    /** Replaced as a whole by each change of a tenant, so that what was read before the change cannot slip in after it. */
    private volatile Map<String, Remembered> memory = new ConcurrentHashMap<>();

    ResourceLimits(Desk desk) {
        this.desk = desk;
        desk.store().onChange(changed -> {
            if (changed.contains(Kinds.TENANT_ROOT.name())) memory = new ConcurrentHashMap<>();
        });
    }

    private record Remembered(JsonNode resources, Instant until) {}

    Rule rule(String kind) {
        var counted = COUNTS.get(kind);
        if (counted == null) throw new IllegalArgumentException("Nobody counts " + kind);
        return draft -> {
            long most = limit(draft, kind);
            long count = counted.applyAsLong(draft);
            if (count <= most || !isMore(draft, counted, count)) return;
            throw Problem.of(
                    Code.ResourceLimitExceeded, "The limit of %d for the resource kind %s is reached", most, kind);
        };
    }

    Object update(Call call) {
        desk.write(call, tx -> {
            var tenant = Desk.hold(tx, Kinds.TENANT_ROOT, call, call.path("tenantUid"));
            return Desk.change(tx, tenant, call, body -> {
                int at = 0;
                for (var given : call.object().path("resources")) {
                    set(body, given, "body.resources[%d]".formatted(at++));
                }
            });
        });
        return Reply.none();
    }

    private static void set(ObjectNode body, JsonNode given, String at) {
        var kind = given.path("kind").asString("");
        var known = row(body.at(RESOURCES), kind).orElseThrow(() -> Problem.invalid(at + ".kind", "is unknown"));
        long limit = given.path("limit").asLong(0);
        long most = known.path("maxLimit").asLong(0);
        if (limit < 1 || limit > most) throw Problem.invalid(at + ".limit", "must be from 1 to " + most);
        known.put("limit", limit);
    }

    private long limit(Draft draft, String kind) {
        var tenant = draft.call().caller().tenant();
        var current = memory;
        var known = current.get(tenant);
        if (known == null || known.until().isBefore(draft.tx().now())) {
            var root = draft.tx().find(Kinds.TENANT_ROOT, Reach.tenant(tenant), tenant);
            var resources = root.map(each -> each.at(RESOURCES)).orElse(Json.object());
            known = new Remembered(resources, draft.tx().now().plus(FRESH));
            current.put(tenant, known);
        }
        return row(known.resources(), kind)
                .map(row -> row.path("limit").asLong(0))
                .orElse(Long.MAX_VALUE);
    }

    private static Optional<ObjectNode> row(JsonNode resources, String kind) {
        return resources
                .valueStream()
                .filter(row -> row.path("kind").asString("").equals(kind))
                .map(ObjectNode.class::cast)
                .findFirst();
    }

    /** What is over the limit already may still be changed, as long as it does not grow. */
    private static boolean isMore(Draft draft, ToLongFunction<Draft> counted, long count) {
        var before = draft.old().map(Document::body);
        return before.isEmpty()
                || count
                        > counted.applyAsLong(
                                new Draft(draft.call(), draft.tx(), draft.uid(), draft.old(), before.get()));
    }

    private static ToLongFunction<Draft> documents(Kind kind) {
        return draft -> draft.tx().tally(kind) + added(draft);
    }

    private static long count(Draft draft, Kind kind, Filter filter) {
        var there =
                Query.all(kind, Reach.tenant(draft.call().caller().tenant())).where(filter);
        return draft.tx().count(there) + added(draft);
    }

    private static int added(Draft draft) {
        return draft.old().isPresent() ? 0 : 1;
    }
}
