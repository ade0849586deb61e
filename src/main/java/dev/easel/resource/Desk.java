package dev.easel.resource;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.search.FilterText;
import dev.easel.search.OrderText;
import dev.easel.store.Actor;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Page;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Documents as seen from a request: scope, visibility, conditions, rules. The verbs and the odd handlers stand on it. */
public final class Desk {
    /** Top-level field of a document that no client sees or sets. */
    public static final String PRIVATE = "easel";

    private static final int PAGE = 50;
    private static final int MOST = 1000;
    private static final int TEXTS = 512;
    private static final int LONGEST = 16 * 1024;

    private final Store store;
    private final Map<Written, byte[]> texts = new ConcurrentHashMap<>();

    public Desk(Store store) {
        this.store = store;
    }

    public Store store() {
        return store;
    }

    public Instant now() {
        return store.clock().instant();
    }

    public static Reach reach(Call call) {
        return Reach.scope(call.caller().tenant(), call.caller().project());
    }

    /** The same, narrowed to the documents that the caller may do the operation to: rights may hang on tags. */
    public static Reach reach(Kind kind, Call call) {
        return reach(kind, call, call.permission());
    }

    private static Reach reach(Kind kind, Call call, String permission) {
        return kind.hangsOn(permission) ? reach(call).only(call.caller().documents(permission)) : reach(call);
    }

    public <T> T write(Call call, Function<Tx, T> work) {
        return store.write(Actor.of(call.caller(), call.operation().id(), call.id()), work);
    }

    /** A document that the caller can see, or 404: another scope's does not exist. */
    public Document find(Kind kind, Call call, String uid) {
        return seen(kind, call, uid, reach -> store.find(kind, reach, uid));
    }

    public Optional<Document> peek(Kind kind, Call call, String uid) {
        return store.find(kind, reach(kind, call), uid);
    }

    /** The same inside a transaction, locked until its end, and refused when the caller may only read it. */
    public static Document hold(Tx tx, Kind kind, Call call, String uid) {
        var document = seen(kind, call, uid, reach -> tx.find(kind, reach, uid));
        mustBeOwn(document, call);
        mustMatch(document, call);
        return document;
    }

    /** What can be seen but not touched is forbidden, the rest is not there. */
    private static Document seen(Kind kind, Call call, String uid, Function<Reach, Optional<Document>> find) {
        return find.apply(reach(kind, call)).orElseThrow(() -> {
            var readable = find.apply(reach(kind, call, kind.name() + ".get"));
            return readable.isPresent() ? Problem.forbidden(call.permission()) : Problem.notFound(kind.name(), uid);
        });
    }

    public Document create(Kind kind, Call call, ObjectNode given, Rule... rules) {
        return write(call, tx -> create(tx, kind, call, given, rules));
    }

    public static Document create(Tx tx, Kind kind, Call call, ObjectNode given, Rule... rules) {
        var uid = Metadata.newUid();
        var project = Metadata.home(kind, call);
        var body = given.deepCopy();
        body.remove("status");
        body.remove(PRIVATE);
        Metadata.begin(body, call, uid, project, tx.now());
        if (kind.unique().contains("/metadata/name")
                && body.at("/metadata/name").asString("").isBlank()) {
            throw Problem.invalid("body.metadata.name", "is required");
        }
        var draft = new Draft(call, tx, uid, Optional.empty(), body);
        for (var rule : rules) rule.apply(draft);
        return tx.insert(kind, project, uid, body);
    }

    /** Edits a document under its rules; answers nothing. */
    public Reply change(Kind kind, Call call, String uid, Consumer<ObjectNode> edit, Rule... rules) {
        write(call, tx -> change(tx, hold(tx, kind, call, uid), call, edit, rules));
        return Reply.none();
    }

    public static Document change(Tx tx, Document old, Call call, Consumer<ObjectNode> edit, Rule... rules) {
        var body = old.body().deepCopy();
        edit.accept(body);
        var draft = new Draft(call, tx, old.uid(), Optional.of(old), body);
        for (var rule : rules) rule.apply(draft);
        return tx.replace(old, body);
    }

    public Reply delete(Kind kind, Call call, String uid, Rule... rules) {
        write(call, tx -> {
            var old = hold(tx, kind, call, uid);
            var draft = new Draft(call, tx, uid, Optional.of(old), old.body().deepCopy());
            for (var rule : rules) rule.apply(draft);
            tx.delete(old);
            return "";
        });
        return Reply.none();
    }

    /** The body that a client may see: without secrets, and without what the house keeps for itself. */
    public ObjectNode show(Document document) {
        var shown = store.show(document);
        shown.remove(PRIVATE);
        return shown;
    }

    /** A document as reply to a GET. Its look must follow from the version alone, for it is written once for each. */
    public Reply reply(Call call, Document document, Supplier<JsonNode> look) {
        var written = new Written(
                call.operation().id(), document.tenant(), document.uid(), document.version(), document.created());
        var json = texts.get(written);
        if (json == null) {
            json = Json.MAPPER.writeValueAsBytes(look.get());
            if (texts.size() >= TEXTS) texts.clear();
            var open = document.kind().secrets().containsValue(Kind.Shown.CLEAR);
            if (!open && json.length <= LONGEST) texts.put(written, json);
        }
        return Reply.written(json, document.version());
    }

    private record Written(String operation, String tenant, String uid, long version, Instant created) {}

    /** What the request's query asks for: page, order, filters. */
    public Query query(Kind kind, Call call) {
        var known = call.operation().parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("limit"));
        int limit = call.number("limit").orElse(known ? PAGE : 0);
        int offset = call.number("offset").orElse(0);
        if (limit < 0 || offset < 0) throw Problem.invalid("query.limit", "must not be negative");
        var query = Query.all(kind, reach(kind, call))
                .page(Math.min(limit, MOST), offset, call.query("continue").orElse(""))
                .sorted(call.query("orderBy").map(OrderText::parse).orElse(List.of()));
        return call.query("filters").map(FilterText::parse).map(query::where).orElse(query);
    }

    /** {@code {items, listmeta}} of what a query finds. */
    public ObjectNode page(Query query, Call call, Show show) {
        var page = store.list(query);
        var reply = Json.object();
        var items = reply.putArray("items");
        for (var document : page.items()) items.add(show.apply(call, document, show(document)));
        reply.set("listmeta", listmeta(page));
        return reply;
    }

    public static ObjectNode listmeta(Page page) {
        return Json.object()
                .put("continue", page.next())
                .put("count", page.count())
                .put("limit", page.limit())
                .put("offset", page.nextOffset());
    }

    /** Every document of a kind that can be seen from the request's scope and passes. */
    public List<Document> all(Kind kind, Call call, Filter filter) {
        return store.list(Query.all(kind, reach(kind, call)).where(filter)).items();
    }

    private static void mustBeOwn(Document document, Call call) {
        var scope = document.text("/metadata/annotations/scope");
        if (scope.equals("system")) {
            throw Problem.of(Code.Forbidden, "This " + document.kind().name() + " is built in and cannot be changed");
        }
        if (document.kind().scope() == Kind.Scope.TENANT
                || document.project().equals(call.caller().project())) return;
        throw Problem.of(
                Code.Forbidden,
                "This " + document.kind().name() + " is the tenant's and read-only in a project: leave out ProjectUid");
    }

    /** If-Match: the version that the caller has seen must still be the one that stands. */
    private static void mustMatch(Document document, Call call) {
        var wanted = call.header("if-match").orElse("*");
        if (Reply.names(wanted, Reply.tag(document.version()))) return;
        throw Problem.of(
                Code.PreconditionFailed,
                "The %s is at version \"%d\"",
                document.kind().name(),
                document.version());
    }
}
