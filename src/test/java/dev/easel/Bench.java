package dev.easel;

import dev.easel.auth.Caller;
import dev.easel.auth.Gate.Credentials;
import dev.easel.auth.Porter;
import dev.easel.auth.Rights;
import dev.easel.auth.Tokens;
import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.guards.Meter;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.resource.Verbs;
import dev.easel.signin.Lockout;
import dev.easel.store.Store;
import dev.easel.tenants.Tenants;
import dev.easel.users.Bootstrap;
import dev.easel.users.People;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/** A few families at work without a network: gate, contract and handlers in the order of the door, on a database of its own. */
public final class Bench implements AutoCloseable {
    private static final Contract CONTRACT = Contract.load();
    public static final String PASSWORD = "Right-horse-1";

    public final Store store;
    public final People people;
    public final Tokens tokens;
    public final Bootstrap.House house;
    private final Binder binder = new Binder(CONTRACT);
    private final Porter porter;
    private Instant now = Instant.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS);

    /** What came back: a status, and a body that has been checked against the contract. */
    public record Answer(int status, JsonNode body, Map<String, String> headers) {
        public String uid() {
            return text("/uid");
        }

        public String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    /** The families of identity, as the house puts them together; five wrong passwords lock. */
    public Bench() {
        this((bench, _) -> {
            var verbs = new Verbs(bench.store);
            var lockout = new Lockout(bench.store, 5, 20, Duration.ofMinutes(15));
            return new Identity(verbs, bench.people, bench.tokens, lockout).families(new Tenants(verbs));
        });
    }

    public Bench(BiFunction<Bench, Clock, List<Family>> families) {
        try {
            var clock = InstantSource.system().withZone(ZoneOffset.UTC);
            store = Store.sqlite(Files.createTempDirectory("bench").resolve("easel.db"), new byte[32], moving(clock));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        people = new People(store);
        tokens = new Tokens(keys(), store.clock());
        house = Bootstrap.run(store, "Acme", new Bootstrap.Admin("admin@acme.example", PASSWORD, "admin-key"));
        porter = new Porter(people, tokens, new Meter(1000, 1000, store.clock())::take, store.clock());
        families.apply(this, store.clock()).forEach(family -> family.bind(binder));
        binder.check();
    }

    public Map<String, Binder.Bound> table() {
        return binder.table();
    }

    public void pass(Duration time) {
        now = now.plus(time);
    }

    /** Asks as the first administrator. */
    public Answer admin(String operation, String body, String... path) {
        return ask("admin-key", "", operation, body, path);
    }

    /**
     * Asks for an operation.
     *
     * @param credential an API key, "token …" or "" for a stranger
     * @param body JSON in which single quotes stand for double ones; "" for none
     * @param arguments values of path parameters, in the order of the path; {@code name=value} for the query
     */
    public Answer ask(String credential, String project, String operation, String body, String... arguments) {
        try {
            return answer(credential, project, operation, body, arguments);
        } catch (Problem problem) {
            return new Answer(problem.status(), problem.body("test"), problem.headers());
        }
    }

    /** Sends a file as the first administrator, as the part of a form. */
    public Answer upload(String operation, String part, byte[] bytes, String... arguments) {
        var form = Json.object();
        form.putObject(part).put("fileName", "file").put("bytes", bytes);
        try {
            return answer(new Asking("admin-key", "", operation), form, arguments);
        } catch (Problem problem) {
            return new Answer(problem.status(), problem.body("test"), problem.headers());
        }
    }

    private record Asking(String credential, String project, String operation) {}

    private Answer answer(String credential, String project, String id, String text, String... arguments) {
        var body = text.isEmpty() ? Json.MAPPER.missingNode() : Json.MAPPER.readTree(text.replace('\'', '"'));
        return answer(new Asking(credential, project, id), body, arguments);
    }

    private Answer answer(Asking asking, JsonNode body, String... arguments) {
        var id = asking.operation();
        var project = asking.project();
        var credential = asking.credential();
        var operation = CONTRACT.operation(id);
        var action = binder.table().get(id).action();
        var open = action.permission().equals(Action.OPEN);
        var token = credential.startsWith("token ") ? credential.substring(6) : "";
        var key = token.isEmpty() ? credential : "";
        var caller = open
                ? new Caller("", "", "", "", "", Rights.NONE)
                : porter.admit(new Credentials(token, key, project, ""));
        if (!open
                && !action.permission().equals(Action.SIGNED_IN)
                && caller.documents(action.permission()).equals(dev.easel.contract.Filter.NOTHING)) {
            throw Problem.forbidden(action.permission());
        }
        var faults = operation.body().check(body);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        var headers = Map.of("address", "192.0.2.1");
        return checked(
                action,
                new Call(
                        operation,
                        path(operation.path(), arguments),
                        query(arguments),
                        headers,
                        body,
                        caller,
                        "r1",
                        action.permission()));
    }

    private static Answer checked(Action action, Call call) {
        Object result;
        try {
            result = action.handler().handle(call);
        } catch (Problem problem) {
            throw problem;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        var reply = result instanceof Reply made ? made : Reply.of((JsonNode) result);
        var status = call.operation().success();
        if (reply instanceof Reply.File file && !file.type().equals("application/json")) {
            var text = new String(file.bytes(), StandardCharsets.UTF_8);
            return new Answer(status, Json.MAPPER.valueToTree(text), file.headers());
        }
        var value = reply instanceof Reply.File file
                ? new Reply.Value(Json.parse(file.bytes()), file.headers())
                : (Reply.Value) reply;
        var wrong = call.operation()
                .reply()
                .filter(_ -> status != 204)
                .map(schema -> schema.checkReply(value.value()))
                .orElse(List.of());
        if (!wrong.isEmpty()) throw new AssertionError(call.operation().id() + " " + wrong + " " + value.value());
        if (status == 204 && !value.value().isMissingNode()) throw new AssertionError("204 with a body");
        return new Answer(status, value.value(), value.headers());
    }

    private static Map<String, String> path(String template, String... arguments) {
        var values = new LinkedHashMap<String, String>();
        int next = 0;
        for (var step : template.split("/")) {
            if (step.startsWith("{")) values.put(step.substring(1, step.length() - 1), arguments[next++]);
        }
        return values;
    }

    private static Map<String, String> query(String... arguments) {
        var values = new LinkedHashMap<String, String>();
        for (var argument : arguments) {
            var pair = argument.split("=", 2);
            if (pair.length == 2) values.put(pair[0], pair[1]);
        }
        return values;
    }

    private Tokens.Keys keys() {
        return new Tokens.Keys() {
            @Override
            public String current(String tenant) {
                return store.sealer().keyId(tenant, "token");
            }

            @Override
            public byte[] key(String tenant, String id) {
                return store.sealer().signingKey(tenant, id);
            }
        };
    }

    private Clock moving(Clock base) {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return base.withZone(zone);
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public void close() {
        store.close();
    }
}
