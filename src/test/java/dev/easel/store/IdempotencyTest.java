package dev.easel.store;

import static dev.easel.store.Place.PROJECT;
import static dev.easel.store.Place.TENANT;
import static dev.easel.store.Place.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.easel.auth.Caller;
import dev.easel.auth.Rights;
import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.store.Idempotency.Answer;
import dev.easel.store.Idempotency.Claim;
import dev.easel.store.Kind.Scope;
import dev.easel.store.Query.Reach;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** A request under a key has its effect once, whenever and wherever it is sent again. */
@ParameterizedClass
@EnumSource(Databases.class)
final class IdempotencyTest {
    private static final Kind THING = Kind.of("thing", Scope.PROJECT).free();
    private static final Claim CLAIM = new Claim(TENANT, "user-1", "key-1", "digest-1");

    @Parameter
    Databases database;

    private final AtomicInteger effects = new AtomicInteger();
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
    void theSameRequestGetsTheSameReply() throws Exception {
        var first = once(CLAIM, this::create);
        assertEquals(first, once(CLAIM, this::create));
        assertEquals(1, things());
        store.close();
        store = place.store();
        assertEquals(first, once(CLAIM, this::create), "after a restart, too");
        assertEquals(1, things());
    }

    @Test
    void anotherBodyOrAnotherUserIsAnotherMatter() throws Exception {
        once(CLAIM, this::create);
        code(Code.IdempotencyKeyReused, new Claim(TENANT, "user-1", "key-1", "digest-2"), this::create);
        once(new Claim(TENANT, "user-2", "key-1", "digest-2"), this::create);
        once(new Claim("tenant-2", "user-1", "key-1", "digest-2"), this::create);
        assertEquals(3, effects.get());
    }

    @Test
    void whatIsRunningIsNotStartedAgain() throws Exception {
        var inside = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> once(CLAIM, () -> {
                inside.countDown();
                go.await();
                return create();
            }));
            inside.await();
            code(Code.RequestInProgress, CLAIM, this::create);
            go.countDown();
            assertEquals(first.get(), once(CLAIM, this::create));
        }
        assertEquals(1, things());
    }

    @Test
    void ofManyAtOnceOneActs() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) threads.submit(() -> once(CLAIM, this::create));
        }
        assertEquals(1, things());
    }

    @Test
    void aRequestThatFailsMayBeTriedAgain() throws Exception {
        code(Code.Conflict, CLAIM, () -> {
            throw Problem.of(Code.Conflict, "no");
        });
        assertThrows(
                StackOverflowError.class,
                () -> once(CLAIM, () -> {
                    throw new StackOverflowError();
                }));
        once(CLAIM, this::create);
        assertEquals(1, things());
    }

    @Test
    void aCrashAfterTheCommitRepeatsNothing() throws Exception {
        assertThrows(
                Halt.class,
                () -> once(CLAIM, () -> {
                    create();
                    throw new Halt();
                }));
        var uid = store.list(Query.all(THING, Reach.tenant(TENANT)))
                .items()
                .getFirst()
                .uid();
        assertEquals(uid, once(CLAIM, this::create).path("uid").asString());
        assertEquals(1, things());
    }

    @Test
    void aClaimOfAProcessThatDiedIsLetGo() throws Exception {
        claimAsADyingProcessWould();
        code(Code.RequestInProgress, CLAIM, this::create);
        store.close();
        store = place.store();
        if (database == Databases.POSTGRES) {
            code(Code.RequestInProgress, CLAIM, this::create);
            place.clock.move(Duration.ofMinutes(6));
        }
        once(CLAIM, this::create);
        assertEquals(1, things());
    }

    @Test
    void aKeyIsKeptForADay() throws Exception {
        var first = once(CLAIM, this::create);
        place.clock.move(Duration.ofHours(23));
        assertEquals(first, once(CLAIM, this::create));
        place.clock.move(Duration.ofHours(2));
        once(CLAIM, this::create);
        assertEquals(2, things());
    }

    private JsonNode once(Claim claim, Answer work) throws Exception {
        return Idempotency.once(store, claim, place.clock.instant(), work);
    }

    private void code(Code code, Claim claim, Answer work) {
        assertEquals(code, assertThrows(Problem.class, () -> once(claim, work)).code());
    }

    private JsonNode create() {
        var uid = "u" + effects.incrementAndGet();
        var caller = new Caller(TENANT, PROJECT, "user-1", "ann@example.org", "key:1", Rights.NONE);
        store.write(Actor.of(caller, "v1Test", "request-1"), tx -> tx.insert(THING, PROJECT, uid, named(uid)));
        return Json.object().put("uid", uid).put("also", "this");
    }

    /** The first step of a request whose process is killed then. */
    private void claimAsADyingProcessWould() {
        store.database()
                .write(session -> session.update(
                        "insert into idempotency (tenant, user_uid, claim, digest, state, reply, expires)"
                                + " values (?, ?, ?, ?, 'running', '', ?)",
                        CLAIM.tenant(),
                        CLAIM.user(),
                        CLAIM.key(),
                        CLAIM.digest(),
                        place.clock.instant().plus(Duration.ofMinutes(5)).toEpochMilli()));
    }

    private long things() {
        return store.count(Query.all(THING, Reach.tenant(TENANT)));
    }

    private static final class Halt extends Error {}
}
