package dev.easel.history;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.tables.ChangeLog;
import dev.easel.tables.ChangeLog.Row;
import dev.easel.tables.ChangeLog.Wanted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** The change log as the audit trail: a project sees its own changes, the tenant sees all. */
final class Audits {
    private final Desk desk;

    Audits(Desk desk) {
        this.desk = desk;
    }

    ObjectNode list(Call call) {
        var strip = Strip.of(call);
        if (isElsewhere(call)) return strip.page(List.<Row>of(), Row::number, Json.MAPPER.createArrayNode(), 0);
        var wanted = wanted(call);
        var tenant = call.caller().tenant();
        var rows = desk.store().read(session -> ChangeLog.newest(session, tenant, wanted, strip.span()));
        var count = desk.store().read(session -> ChangeLog.count(session, tenant, wanted));
        var shown = strip.cut(rows);
        var people = new Context(call, shown);
        var items = Json.MAPPER.createArrayNode();
        shown.forEach(row -> items.add(people.audit(row)));
        return strip.page(rows, Row::number, items, count);
    }

    /** Whether the request asks for another tenant's changes, or for another project's than its own. */
    private static boolean isElsewhere(Call call) {
        var caller = call.caller();
        var project = call.query("projectUid").orElse(caller.project());
        return !call.query("tenantUid").orElse(caller.tenant()).equals(caller.tenant())
                || caller.inProject() && !project.equals(caller.project());
    }

    private static Wanted wanted(Call call) {
        return Wanted.EVERYTHING
                .in(call.query("projectUid").orElse(call.caller().project()))
                .of(
                        call.query("resourceKind").map(Words::kind).orElse(""),
                        call.query("resourceUid").orElse(""))
                .by(call.query("userUid").orElse(""), call.query("actionType").orElse(""))
                .between(time(call, "startTime"), time(call, "endTime"));
    }

    private static Optional<Instant> time(Call call, String name) {
        return call.query(name).map(Times::parse);
    }

    Reply get(Call call) {
        var row = row(call);
        return Reply.of(new Context(call, List.of(row)).audit(row));
    }

    ObjectNode sentences(Call call) {
        var row = row(call);
        return Json.object().put("actionMsg", Words.action(row)).put("contentMsg", Words.content(row));
    }

    /** A note explains a change, so it is for whoever made the change, and for those who run the tenant. */
    Reply note(Call call) {
        var row = row(call);
        var caller = call.caller();
        if (!row.actor().equals(caller.user()) && !caller.may("tenant.update")) {
            throw Problem.of(Code.Forbidden, "Only who made a change may explain it");
        }
        var text = call.body().path("userMsg").asString("");
        if (text.isBlank()) throw Problem.invalid("body.userMsg", "is required");
        desk.write(call, tx -> {
            var uid = Long.toString(row.number());
            var old = tx.find(Kinds.AUDIT_NOTE, Reach.tenant(caller.tenant()), uid);
            var body = old.map(note -> note.body().deepCopy()).orElseGet(Json::object);
            Verbs.put(body, "/spec/userMsg", StringNode.valueOf(text));
            if (old.isPresent()) return tx.replace(old.get(), body);
            Metadata.begin(body, call, uid, "", tx.now());
            return tx.insert(Kinds.AUDIT_NOTE, "", uid, body);
        });
        return Reply.none();
    }

    private Row row(Call call) {
        var uid = call.path("uid");
        var number = uid.matches("[1-9]\\d{0,17}") ? Long.parseLong(uid) : 0;
        var caller = call.caller();
        return desk.store()
                .read(session -> ChangeLog.find(session, caller.tenant(), number))
                .filter(row -> !caller.inProject() || row.project().equals(caller.project()))
                .orElseThrow(() -> Problem.notFound("audit", uid));
    }

    /** What the rows of a page refer to, read at once. */
    private final class Context {
        private final Reach reach;
        private final Map<String, Document> users;
        private final Map<String, Document> projects;
        private final Map<String, Document> notes;

        Context(Call call, List<Row> rows) {
            reach = Reach.tenant(call.caller().tenant());
            users = referred(Kinds.USER, rows.stream().map(Row::actor));
            projects = referred(Kinds.PROJECT_ROOM, rows.stream().map(Row::project));
            notes = referred(Kinds.AUDIT_NOTE, rows.stream().map(row -> Long.toString(row.number())));
        }

        private Map<String, Document> referred(Kind kind, Stream<String> uids) {
            var wanted = uids.filter(uid -> !uid.isEmpty()).distinct().toList();
            if (wanted.isEmpty()) return Map.of();
            return desk.store().list(Query.all(kind, reach).where(Filter.anyOf("uid", wanted))).items().stream()
                    .collect(Collectors.toMap(Document::uid, Function.identity()));
        }

        ObjectNode audit(Row row) {
            var audit = Json.object();
            var uid = Long.toString(row.number());
            var at = Times.text(row.at());
            audit.putObject("metadata")
                    .put("uid", uid)
                    .put("name", row.name())
                    .put("creationTimestamp", at)
                    .put("lastModifiedTimestamp", at)
                    .putObject("annotations")
                    .put("scope", row.project().isEmpty() ? "tenant" : "project");
            var spec = audit.putObject("spec").put("actionType", row.action());
            spec.put("actionMsg", Words.action(row)).put("contentMsg", Words.content(row));
            spec.put(
                    "userMsg",
                    Optional.ofNullable(notes.get(uid))
                            .map(note -> note.text("/spec/userMsg"))
                            .orElse(""));
            var resource =
                    spec.putObject("resource").put("kind", Words.of(row.kind())).put("uid", row.uid());
            resource.put("name", row.name()).put("label", row.name());
            actor(spec.putObject("actor"), row);
            return audit;
        }

        private void actor(ObjectNode actor, Row row) {
            var project = Optional.ofNullable(projects.get(row.project()))
                    .map(Document::name)
                    .orElse("");
            actor.putObject("project").put("uid", row.project()).put("name", project);
            if (row.actor().isEmpty()) {
                actor.put("actorType", "system").put("serviceName", row.actorName());
                return;
            }
            var user = actor.put("actorType", "user").putObject("user");
            user.put("uid", row.actor()).put("emailId", row.actorName());
            Optional.ofNullable(users.get(row.actor())).ifPresent(known -> {
                user.put("firstName", known.text("/spec/firstName"));
                user.put("lastName", known.text("/spec/lastName"));
            });
        }
    }
}
