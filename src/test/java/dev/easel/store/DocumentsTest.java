package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Documents come back as they were written, in their versions, under unique names, and only where they may be seen. */
@ParameterizedClass
@EnumSource(Databases.class)
final class DocumentsTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT);
    private static final Kind BOTH = Kind.of("both", Scope.BOTH);
    private static final Kind ALONE = Kind.of("alone", Scope.TENANT);
    private static final Reach REACH = Reach.scope(TENANT, PROJECT);

    @Parameter
    Databases database;

    private Place place;
    private Store store;

    @BeforeEach
    void open() {
        place = database.place();
        store = place.store();
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void aDocumentComesBackAsItWasWritten() {
        var body = named("one")
                .put("odd", "ü € 𝄞 \u0000 \" \\ ")
                .put("number", new BigDecimal("1.50"))
                .putNull("nothing");
        var written = insert(store, THING, "u1", body);
        var found = store.find(THING, REACH, "u1").orElseThrow();
        assertEquals(written, found);
        assertEquals(body.toString(), found.body().toString());
        assertEquals(1, found.version());
        assertEquals(place.clock.instant(), found.created());
    }

    @Test
    void everyWriteCountsTheVersion() {
        insert(store, THING, "u1", named("one"));
        place.clock.move(Duration.ofSeconds(1));
        var next = Place.change(store, THING, "u1", body -> body.put("size", 2));
        assertEquals(2, next.version());
        assertEquals(next, store.find(THING, REACH, "u1").orElseThrow());
    }

    @Test
    void theTallyFollowsWhatComesAndGoes() {
        assertEquals(0, tally(THING));
        for (var name : List.of("one", "two", "three")) insert(store, THING, name, named(name));
        insert(store, BOTH, "one", named("one"));
        assertThrows(Problem.class, () -> insert(store, THING, "four", named("one")));
        Place.change(store, THING, "two", body -> body.put("size", 2));
        store.write(actor(), tx -> {
            tx.delete(tx.find(THING, REACH, "one").orElseThrow());
            return "";
        });
        assertEquals(2, tally(THING));
        assertEquals(1, tally(BOTH));
    }

    private long tally(Kind kind) {
        return store.write(actor(), tx -> tx.tally(kind));
    }

    @Test
    void aChangeThatChangesNothingIsNone() {
        insert(store, THING, "u1", named("one"));
        assertEquals(1, Place.change(store, THING, "u1", body -> body).version());
        assertEquals(
                2,
                Place.change(store, THING, "u1", body -> body.put("size", 5L).put("price", 0.096))
                        .version());
        assertEquals(
                2,
                Place.change(store, THING, "u1", body -> body.put("size", 5L).put("price", 0.096))
                        .version());
        assertEquals(2, Place.changes(store));
    }

    @Test
    void aStaleWriteIsRefused() {
        var old = insert(store, THING, "u1", named("one"));
        Place.change(store, THING, "u1", body -> body.put("size", 2));
        refused(Code.PreconditionFailed, tx -> tx.replace(old, named("one").put("size", 3)));
        refused(Code.PreconditionFailed, tx -> tx.delete(old));
        assertEquals(
                2,
                store.find(THING, REACH, "u1").orElseThrow().body().path("size").asInt());
    }

    @Test
    void whatIsDeletedIsGoneOnce() {
        var old = insert(store, THING, "u1", named("one"));
        store.write(actor(), tx -> deleted(tx, old));
        assertEquals(Optional.empty(), store.find(THING, REACH, "u1"));
        refused(Code.PreconditionFailed, tx -> tx.delete(old));
        insert(store, THING, "u2", named("one"));
    }

    @Test
    void nothingStaysOfATransactionThatThrows() {
        assertThrows(
                IllegalArgumentException.class,
                () -> store.write(actor(), tx -> {
                    tx.insert(THING, PROJECT, "u1", named("one"));
                    throw new IllegalArgumentException("no");
                }));
        assertEquals(0, store.count(Query.all(THING, REACH)));
        assertEquals(0, Place.changes(store));
    }

    @Test
    void aTransactionSeesWhatItHasWritten() {
        store.write(actor(), tx -> {
            tx.insert(THING, PROJECT, "u1", named("one"));
            assertEquals(1, tx.count(Query.all(THING, REACH)));
            assertTrue(tx.find(THING, REACH, "u1").isPresent());
            assertEquals(1, store.count(Query.all(THING, REACH)), "through the store, too");
            assertTrue(store.find(THING, REACH, "u1").isPresent());
            return "";
        });
    }

    @Test
    void aNameIsTakenOncePerKindSubtypeAndScope() {
        insert(store, THING, "u1", named("one"));
        refused(Code.ResourceAlreadyExists, tx -> tx.insert(THING, PROJECT, "u2", named("one")));
        insert(store, BOTH, "u3", named("one"));
        insert(store, THING.of("aws"), "u4", named("one"));
        insert(store, THING.of("gcp"), "u5", named("one"));
        refused(Code.ResourceAlreadyExists, tx -> tx.insert(THING.of("gcp"), PROJECT, "u6", named("one")));
        store.write(actor(), tx -> tx.insert(THING, "project-2", "u7", named("one")));
        store.write(actor(), tx -> tx.insert(BOTH, "", "u8", named("one")));
        assertEquals(3, store.count(Query.all(THING, REACH)));
    }

    @Test
    void aNameIsTakenByRenamingToo() {
        insert(store, THING, "u1", named("one"));
        insert(store, THING, "u2", named("two"));
        var problem = assertThrows(Problem.class, () -> Place.change(store, THING, "u2", body -> named("one")));
        assertEquals(Code.ResourceAlreadyExists, problem.code());
        Place.change(store, THING, "u1", body -> named("three"));
        Place.change(store, THING, "u2", body -> named("one"));
    }

    @Test
    void valuesThatAreUniqueTogetherDoNotRunIntoEachOther() {
        var versioned = THING.unique("/metadata/name", "/spec/version");
        insert(store, versioned, "u1", version("a", "1"));
        insert(store, versioned, "u2", version("a", "2"));
        insert(store, versioned, "u3", version("a/b", "c"));
        insert(store, versioned, "u4", version("a", "b/c"));
        refused(Code.ResourceAlreadyExists, tx -> tx.insert(versioned, PROJECT, "u5", version("a", "2")));
        var free = Kind.of("free", Scope.PROJECT).free();
        insert(store, free, "u1", named("one"));
        insert(store, free, "u2", named("one"));
    }

    @Test
    void aScopeShowsItsOwnAndWhatItInherits() {
        store.write(actor(), tx -> tx.insert(BOTH, PROJECT, "own", named("own")));
        store.write(actor(), tx -> tx.insert(BOTH, "project-2", "other", named("other")));
        store.write(actor(), tx -> tx.insert(BOTH, "", "shared", named("shared")));
        store.write(foreign(), tx -> tx.insert(BOTH, PROJECT, "foreign", named("foreign")));
        assertEquals(List.of("own", "shared"), seen(BOTH, REACH));
        assertEquals(List.of("own"), seen(BOTH, new Reach(TENANT, PROJECT, Reach.Breadth.OWN)));
        assertEquals(List.of("shared"), seen(BOTH, Reach.scope(TENANT, "")));
        assertEquals(List.of("other", "own", "shared"), seen(BOTH, Reach.tenant(TENANT)));
        assertEquals(List.of("foreign"), seen(BOTH, Reach.tenant("tenant-2")));
        for (var hidden : List.of("other", "foreign")) {
            assertEquals(Optional.empty(), store.find(BOTH, REACH, hidden));
            assertEquals(Optional.<Document>empty(), store.write(actor(), tx -> tx.find(BOTH, REACH, hidden)));
        }
    }

    @Test
    void aKindOfOneScopeIsSeenThereOnly() {
        store.write(actor(), tx -> tx.insert(ALONE, "", "root", named("root")));
        assertEquals(List.of("root"), seen(ALONE, REACH));
        assertEquals(List.of("root"), seen(ALONE, Reach.scope(TENANT, "project-2")));
        insert(store, THING, "u1", named("one"));
        assertEquals(List.of("u1"), seen(THING, REACH));
        assertEquals(List.of(), seen(THING, Reach.scope(TENANT, "")));
        assertEquals(List.of("u1"), seen(THING, Reach.tenant(TENANT)));
    }

    @Test
    void aNarrowedKindSeesItsOwnAndTheWideOneSeesAll() {
        insert(store, THING.of("aws"), "u1", named("one"));
        insert(store, THING.of("gcp"), "u2", named("two"));
        assertEquals(List.of("u1"), seen(THING.of("aws"), REACH));
        assertEquals(List.of("u1", "u2"), seen(THING, REACH));
        assertEquals("gcp", store.find(THING, REACH, "u2").orElseThrow().kind().subtype());
        assertEquals(Optional.empty(), store.find(THING.of("aws"), REACH, "u2"));
    }

    @Test
    void theDoorFindsWhoeverHasAValueInWhateverTenant() {
        var keyed = ALONE.field("/spec/hash", Kind.Field.Holds.TEXT, "hash");
        var body = named("one");
        body.putObject("spec").put("hash", "abc");
        store.write(foreign(), tx -> tx.insert(keyed, "", "u1", body));
        store.write(actor(), tx -> tx.insert(keyed, "", "u2", named("two")));
        var found = store.anywhere(keyed, "hash", "abc");
        assertEquals(1, found.size());
        assertEquals("tenant-2", found.getFirst().tenant());
        assertEquals(List.of(), store.anywhere(keyed, "hash", "abd"));
    }

    @Test
    void everythingIsStillThereAfterAStop() {
        insert(store, THING, "u1", named("one"));
        var before = Place.change(store, THING, "u1", body -> body.put("size", 2));
        store.close();
        var again = place.store();
        assertEquals(before, again.find(THING, REACH, "u1").orElseThrow());
        assertEquals(2, Place.changes(again));
        assertThrows(Problem.class, () -> insert(again, THING, "u2", named("one")));
    }

    private void refused(Code code, java.util.function.Consumer<Tx> work) {
        var problem = assertThrows(
                Problem.class,
                () -> store.write(actor(), tx -> {
                    work.accept(tx);
                    return "";
                }));
        assertEquals(code, problem.code());
    }

    private static String deleted(Tx tx, Document document) {
        tx.delete(document);
        return "";
    }

    private List<String> seen(Kind kind, Reach reach) {
        var uids = new TreeSet<String>();
        store.list(Query.all(kind, reach)).items().forEach(document -> uids.add(document.uid()));
        assertEquals(uids.size(), store.count(Query.all(kind, reach)));
        return List.copyOf(uids);
    }

    private static tools.jackson.databind.node.ObjectNode version(String name, String version) {
        var body = named(name);
        body.putObject("spec").put("version", version);
        return body;
    }

    private static Actor foreign() {
        return new Actor("tenant-2", PROJECT, "user-9", "eve@example.org", "v1Test", "request-9", Optional.empty());
    }
}
