package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.actor;
import static dev.easel.store.Place.insert;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Order;
import dev.easel.store.Query.Reach;
import dev.easel.store.Query.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists come in pages that neither repeat nor skip, whatever comes and goes between them. */
@ParameterizedClass
@EnumSource(Databases.class)
final class PagesTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT);
    private static final Kind OTHER = Kind.of("other", Scope.PROJECT);
    private static final Query ALL = Query.all(THING, Reach.scope(TENANT, PROJECT));

    @Parameter
    Databases database;

    private Place place;
    private Store store;

    @BeforeEach
    void fill() {
        place = database.place();
        store = place.store();
        store.write(actor(), tx -> {
            for (int i = 0; i < 120; i++) tx.insert(THING, PROJECT, uid(i), named("n" + i));
            return "";
        });
    }

    @AfterEach
    void close() {
        if (place != null) place.close();
    }

    @Test
    void aHundredAndTwentyInThreePages() {
        var first = store.list(ALL.page(50, 0, ""));
        var second = store.list(ALL.page(50, 0, first.next()));
        var third = store.list(ALL.page(50, 0, second.next()));
        assertEquals(List.of(50, 50, 20), List.of(size(first), size(second), size(third)));
        assertEquals("", third.next());
        assertEquals(List.of(50, 100, 120), List.of(first.nextOffset(), second.nextOffset(), third.nextOffset()));
        for (var page : List.of(first, second, third)) assertEquals(120, page.count());
        var uids = new ArrayList<>(uids(first));
        uids.addAll(uids(second));
        uids.addAll(uids(third));
        assertEquals(uids(store.list(ALL)), uids);
        assertEquals(120, new HashSet<>(uids).size());
    }

    @Test
    void whatHasATagComesInPagesToo() {
        var tagged = Kind.of("tagged", Scope.PROJECT).field("/metadata/labels", Kind.Field.Holds.MANY, "tags");
        for (int i = 0; i < 30; i++) {
            var body = named("n" + i);
            body.withObject("/metadata/labels").put("half", i % 2 == 0 ? "even" : "odd");
            insert(store, tagged, uid(i), body);
            if (i % 4 == 0) place.clock.move(Duration.ofSeconds(1));
        }
        for (var order : List.of(List.<Order>of(), List.of(new Order("name", Way.DOWN)))) {
            var query = Query.all(tagged, Reach.tenant(TENANT))
                    .where(Filter.equal("tags.half", "odd"))
                    .sorted(order);
            var first = store.list(query.page(10, 0, ""));
            var second = store.list(query.page(10, 0, first.next()));
            assertEquals(15, first.count());
            var uids = new ArrayList<>(uids(first));
            uids.addAll(uids(second));
            assertEquals(uids(store.list(query)), uids);
            assertEquals(15, new HashSet<>(uids).size());
        }
    }

    @Test
    void everyKeyOfAnOrderCounts() {
        var sized = Kind.of("sized", Scope.PROJECT)
                .free()
                .field("/spec/size", Kind.Field.Holds.NUMBER, "size")
                .field("/spec/colour", Kind.Field.Holds.TEXT, "colour");
        for (int i = 0; i < 24; i++) {
            var body = named("n" + i % 6);
            body.putObject("spec").put("size", i % 3).put("colour", i % 2 == 0 ? "red" : "blue");
            insert(store, sized, uid(i), body);
        }
        var all = Query.all(sized, Reach.tenant(TENANT));
        for (var second : Way.values()) {
            for (var third : Way.values()) {
                var query = all.sorted(
                        List.of(new Order("size", Way.DOWN), new Order("colour", second), new Order("name", third)));
                var seen = new ArrayList<Document>();
                var token = "";
                do {
                    var page = store.list(query.page(5, 0, token));
                    seen.addAll(page.items());
                    token = page.next();
                } while (!token.isEmpty());
                var bySize = Comparator.comparing(
                                (Document each) -> each.at("/spec/size").asInt())
                        .reversed();
                var byColour = Comparator.comparing((Document each) -> each.text("/spec/colour"));
                var byName = Comparator.comparing(Document::name);
                var wanted = bySize.thenComparing(second == Way.UP ? byColour : byColour.reversed())
                        .thenComparing(third == Way.UP ? byName : byName.reversed());
                assertEquals(24, new HashSet<>(seen).size());
                for (int i = 1; i < seen.size(); i++) {
                    assertTrue(wanted.compare(seen.get(i - 1), seen.get(i)) <= 0, second + " " + third + " " + i);
                }
            }
        }
    }

    @Test
    void aPageThatEndsWithTheLastOneHasNoNext() {
        assertEquals("", store.list(ALL.page(120, 0, "")).next());
        assertFalse(store.list(ALL.page(119, 0, "")).next().isEmpty());
        assertEquals(
                "",
                store.list(ALL.page(50, 0, "").where(Filter.equal("name", "nobody")))
                        .next());
    }

    @Test
    void pagesAreStableWhileOthersComeAndGo() {
        for (var order : List.of(List.<Order>of(), List.of(new Order("name", Way.DOWN)))) {
            var query = ALL.sorted(order);
            var before = uids(store.list(query));
            var seen = new ArrayList<String>();
            var token = "";
            int round = 0;
            do {
                var page = store.list(query.page(50, 0, token));
                seen.addAll(uids(page));
                token = page.next();
                // The last that was seen goes, one that is still to come goes, and new ones come on both sides.
                remove(page.items().getLast());
                remove(store.list(query).items().getLast());
                place.clock.move(Duration.ofSeconds(round == 0 ? -10 : 20));
                var name = (round % 2 == 0 ? "a" : "z") + round + order.size();
                insert(store, THING, name, named(name));
                round++;
            } while (!token.isEmpty());
            assertEquals(seen.size(), new HashSet<>(seen).size(), "none is seen twice");
            var after = uids(store.list(query));
            assertTrue(
                    before.stream().filter(after::contains).allMatch(seen::contains), "whoever stayed has been seen");
        }
    }

    @Test
    void aTokenIsGoodOnAnyReplicaAndAfterARestart() {
        var token = store.list(ALL.page(50, 0, "")).next();
        store.close();
        assertEquals(50, size(place.store().list(ALL.page(50, 0, token))));
    }

    @Test
    void aTokenThatWasNotGivenForThisListIsRefused() {
        var token = store.list(ALL.page(50, 0, "")).next();
        refused(ALL, (token.charAt(0) == 'A' ? "B" : "A") + token.substring(1));
        refused(ALL, token.substring(0, 30) + (token.charAt(30) == 'A' ? "B" : "A") + token.substring(31));
        refused(ALL, token.substring(0, token.length() - 4));
        refused(ALL, "50");
        refused(ALL, "%%%");
        refused(Query.all(OTHER, Reach.scope(TENANT, PROJECT)), token);
        refused(Query.all(THING, Reach.scope("tenant-2", PROJECT)), token);
        refused(ALL.sorted(List.of(new Order("name", Way.UP))), token);
    }

    @Test
    void thoseWhoCountPagesByNumberSeeAllToo() {
        var seen = new ArrayList<String>();
        int offset = 0;
        while (true) {
            var page = store.list(ALL.page(50, offset, ""));
            seen.addAll(uids(page));
            offset = page.nextOffset();
            if (page.next().isEmpty()) break;
        }
        assertEquals(uids(store.list(ALL)), seen);
        assertEquals(0, size(store.list(ALL.page(50, 500, ""))));
    }

    @Test
    void aTokenStandsOverAnOffsetThatComesWithIt() {
        var first = store.list(ALL.page(50, 0, ""));
        var second = store.list(ALL.page(50, first.nextOffset(), first.next()));
        assertEquals(50, size(second));
        assertEquals(100, second.nextOffset());
    }

    @Test
    void noLimitMeansEverything() {
        var page = store.list(ALL.page(0, 0, ""));
        assertEquals(120, size(page));
        assertEquals("", page.next());
        assertEquals(120, page.count());
        assertEquals(20, size(store.list(ALL.page(0, 100, ""))));
    }

    private void refused(Query query, String token) {
        var problem = assertThrows(Problem.class, () -> store.list(query.page(50, 0, token)), token);
        assertEquals(Code.InvalidInput, problem.code());
    }

    private void remove(Document document) {
        store.write(actor(), tx -> {
            tx.find(THING, Reach.tenant(TENANT), document.uid()).ifPresent(tx::delete);
            return "";
        });
    }

    /** Not in the order in which they are made. */
    private static String uid(int number) {
        return "%08x".formatted(number * 0x9e3779b9);
    }

    private static int size(Page page) {
        return page.items().size();
    }

    private static List<String> uids(Page page) {
        return page.items().stream().map(Document::uid).toList();
    }
}
