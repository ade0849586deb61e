package dev.easel.store;

import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.store.Query.Reach;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One transaction: documents, the change row of each, and the jobs they cause, all or nothing. What is read here is locked
 * until the end.
 */
public final class Tx {
    static final String[] SLOTS = {"f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8"};
    private static final String INSERT =
            "insert into document (tenant, project, kind, subtype, uid, created, name, unique_key,"
                    + " version, updated, body, " + String.join(", ", SLOTS) + ")"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String UPDATE =
            "update document set name = ?, unique_key = ?, version = ?, updated = ?, body = ?, "
                    + String.join(" = ?, ", SLOTS) + " = ? where tenant = ? and kind = ? and uid = ? and version = ?";

    private static final String TALLY = "insert into tally (tenant, kind, count) values (?, ?, ?)"
            + " on conflict (tenant, kind) do update set count = tally.count + excluded.count";

    private final Session session;
    private final Actor actor;
    private final Instant now;
    private final Sealer sealer;
    private final Documents documents;
    private final List<Change> changes = new ArrayList<>();
    private final List<Work> woken = new ArrayList<>();
    private final Set<String> touched = new TreeSet<>();

    Tx(Session session, Actor actor, Instant now, Store store) {
        this.session = session;
        this.actor = actor;
        this.now = now;
        this.sealer = store.sealer();
        this.documents = new Documents(session, store.tokens());
    }

    public Actor actor() {
        return actor;
    }

    public Instant now() {
        return now;
    }

    public Session session() {
        return session;
    }

    public Optional<Document> find(Kind kind, Reach reach, String uid) {
        return documents.find(kind, reach, uid, session.dialect().lock());
    }

    public Page list(Query query) {
        return documents.page(query);
    }

    public long count(Query query) {
        return documents.count(query);
    }

    /** How many documents of a kind the tenant has; kept as they come and go, for counting takes long where there are many. */
    public long tally(Kind kind) {
        var kept = "select count from tally where tenant = ? and kind = ?";
        return session.number(kept, actor.tenant(), kind.name());
    }

    /** Puts a new document into a scope; its project is "" for the tenant. */
    public Document insert(Kind kind, String project, String uid, ObjectNode body) {
        var sealed = seal(kind, body);
        var document = new Document(kind, actor.tenant(), project, uid, 1, now, sealed);
        var row = new Columns(document, now);
        try {
            session.update(INSERT, row.forInsert(SLOTS.length));
        } catch (Session.Fault fault) {
            throw Store.isDuplicate(fault.sql()) ? taken(document) : fault;
        }
        row.insertTags(session);
        session.update(TALLY, actor.tenant(), kind.name(), 1L);
        record(document, Change.Action.CREATE, Json.MAPPER.missingNode(), sealed);
        Idempotency.created(session, actor, uid, now);
        return document;
    }

    /** Writes the next version of a document that was read before; 412 when another was faster. */
    public Document replace(Document old, ObjectNode body) {
        var sealed = seal(old.kind(), body);
        if (Tree.same(sealed, old.body()) || isSameInClear(old, sealed)) return old;
        var next = new Document(
                old.kind(), old.tenant(), old.project(), old.uid(), old.version() + 1, old.created(), sealed);
        session.changed().add(old.uid());
        var row = new Columns(next, now);
        try {
            if (session.update(UPDATE, row.forUpdate(SLOTS.length, old.version())) == 0) throw moved(old);
        } catch (Session.Fault fault) {
            throw Store.isDuplicate(fault.sql()) ? taken(next) : fault;
        }
        row.updateTags(session, old);
        record(next, Change.Action.UPDATE, old.body(), sealed);
        return next;
    }

    /** Deletes a document that was read before; 412 when another was faster. */
    public void delete(Document document) {
        var where = " where tenant = ? and kind = ? and uid = ?";
        var key = document.key();
        session.changed().add(document.uid());
        var gone = session.update("delete from document" + where + " and version = ?", key, document.version());
        if (gone == 0) throw moved(document);
        session.update(TALLY, document.tenant(), document.kind().name(), -1L);
        session.update("delete from document_tag" + where, key);
        session.update("delete from job" + where, key);
        changes.add(new Change(document, Change.Action.DELETE, document.body(), Json.MAPPER.missingNode()));
    }

    /** Asks the reconciler of a document to look at it now. */
    public void wake(Kind kind, String uid) {
        wake(new Work(actor.tenant(), kind.name(), uid), now);
    }

    public void wake(Work work, Instant due) {
        JobTable.wake(session, work, due);
        woken.add(work);
    }

    /** Opens the sealed texts of a document; the result must not be stored, logged or shown as it is. */
    public ObjectNode open(Document document) {
        return Secrets.open(sealer, document);
    }

    /** A secret that is sent again is sealed to another text; that alone is no change. */
    private boolean isSameInClear(Document old, ObjectNode sealed) {
        return !old.kind().secrets().isEmpty() && Tree.same(open(old), open(old.with(sealed)));
    }

    private ObjectNode seal(Kind kind, ObjectNode body) {
        var sealed = body.deepCopy();
        for (var pointer : kind.secrets().keySet()) {
            Tree.each(sealed, pointer, text -> text.isEmpty() ? text : sealer.seal(actor.tenant(), text));
        }
        return sealed;
    }

    private void record(Document document, Change.Action action, JsonNode before, JsonNode after) {
        changes.add(new Change(document, action, before, after));
        if (document.kind().life() == Kind.Life.RECONCILED && !actor.operation().equals(JobTable.RECONCILE)) {
            wake(document.kind(), document.uid());
        }
    }

    /** Says that something other than a document has changed, by the name of what it is. */
    public void touch(String what) {
        touched.add(what);
    }

    /** Kinds of documents that this transaction changed. */
    Set<String> touched() {
        changes.forEach(change -> touched.add(change.document().kind().name()));
        return touched;
    }

    /** The last thing before the commit: change rows get their numbers in the order in which they become visible. */
    List<Work> flush() {
        for (var change : changes) change.insert(session, actor, now);
        return woken;
    }

    private static Problem taken(Document document) {
        return Problem.of(
                Code.ResourceAlreadyExists,
                "A %s named \"%s\" exists already",
                document.kind().name(),
                document.name());
    }

    private static Problem moved(Document old) {
        return Problem.of(
                Code.PreconditionFailed,
                "The %s %s was changed meanwhile",
                old.kind().name(),
                old.uid());
    }

    /** What a reconciler is asked to look at. */
    public record Work(String tenant, String kind, String uid) {
        List<String> key() {
            return List.of(tenant, kind, uid);
        }
    }
}
