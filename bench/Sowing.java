package bench;

import dev.easel.auth.Porter;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Kind;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/** Fills data folders with much of one thing. Each way returns the headers of the caller who is to be measured. */
final class Sowing {
    /** How many accounts have the label that is asked for, whatever the number of others. */
    static final int FOUND = 100;

    /** Accounts that are there when something else grows. */
    static final int FEW = 1_000;

    private static final Kind ACCOUNT = Kinds.CLOUD_ACCOUNT.of("aws");
    private static final int TOGETHER = 2_000;
    private static final int PROJECTS_OF_A_USER = 10;
    private static final int USERS_OF_A_PROJECT = 100;
    private static final int ACCOUNTS_OF_A_TENANT = 100;

    private Sowing() {}

    static String documents(Seed seed, int count) {
        seed.write(tx -> raiseLimit(tx, seed.tenant()));
        for (int from = 0; from < count; from += TOGETHER) {
            int first = from;
            int end = Math.min(count, from + TOGETHER);
            seed.write(tx -> each(first, end, number -> account(tx, seed.project(), number, count)));
        }
        return Request.key(seed.apiKey(), seed.project());
    }

    /** Each user has one role in each of ten projects; the caller is one of them. */
    static String bindings(Seed seed, int count) {
        documents(seed, FEW);
        int users = Math.max(1, count / PROJECTS_OF_A_USER);
        int projects = Math.max(PROJECTS_OF_A_USER, count / USERS_OF_A_PROJECT);
        var role = seed.store().list(Query.all(Kinds.ROLE, Reach.tenant(seed.tenant()))).items().stream()
                .filter(each -> each.name().equals("Project Admin"))
                .findFirst()
                .orElseThrow()
                .uid();
        seed.write(tx ->
                each(1, projects, number -> tx.insert(Kinds.PROJECT_ROOM, "", Seed.uid(number), project(number))));
        for (int from = 0; from < users; from += TOGETHER) {
            int first = from;
            int end = Math.min(users, from + TOGETHER);
            seed.write(tx -> each(first, end, number -> user(tx, number, role, homes(seed, number, projects))));
        }
        seed.write(tx -> tx.insert(Kinds.API_KEY, "", Seed.uid(-7), key(Seed.uid(0), "key-of-user-0")));
        return Request.key("key-of-user-0", seed.project());
    }

    /** Each with the documents of a fresh one, and some accounts. */
    static String tenants(Seed seed, int count) {
        documents(seed, FEW);
        var kinds = List.of(Kinds.TENANT_ROOT, Kinds.ROLE, Kinds.USER, Kinds.API_KEY, Kinds.PROJECT_ROOM);
        var first = kinds.stream()
                .flatMap(kind -> seed.store().list(Query.all(kind, Reach.tenant(seed.tenant()))).items().stream())
                .toList();
        for (int tenant = 1; tenant < count; tenant++) {
            var uid = Seed.uid(tenant);
            seed.writeIn(uid, tx -> {
                for (var document : first) copy(tx, uid, document);
                each(0, ACCOUNTS_OF_A_TENANT, number -> account(tx, seed.project(), number, FEW));
            });
        }
        return Request.key(seed.apiKey(), seed.project());
    }

    private static void each(int from, int end, IntConsumer work) {
        for (int number = from; number < end; number++) work.accept(number);
    }

    private static void copy(Tx tx, String tenant, Document document) {
        var body = document.body().deepCopy();
        var isRoot = document.kind().name().equals(Kinds.TENANT_ROOT.name());
        if (isRoot) ((ObjectNode) body.path("metadata")).put("uid", tenant);
        if (document.kind().name().equals(Kinds.API_KEY.name())) {
            ((ObjectNode) body.path("easel")).put("hash", Porter.digest("key of " + tenant));
        }
        tx.insert(document.kind(), "", isRoot ? tenant : document.uid(), body);
    }

    /** More than a tenant may ask for, so that one kind can grow as far as it takes. */
    private static void raiseLimit(Tx tx, String tenant) {
        var root = tx.find(Kinds.TENANT_ROOT, Reach.tenant(tenant), tenant).orElseThrow();
        var body = root.body().deepCopy();
        for (var row : body.at("/settings/resourceLimits/resources")) {
            if (row.path("kind").asString("").equals("cloudaccount")) ((ObjectNode) row).put("limit", 100_000_000);
        }
        tx.replace(root, body);
    }

    private static void account(Tx tx, String project, int number, int count) {
        var rare = number % (count / FOUND) == 0;
        var body = Json.object().put("kind", "aws");
        var metadata =
                body.putObject("metadata").put("name", "account-" + number).put("uid", Seed.uid(number));
        metadata.putObject("labels")
                .put("owner", rare ? "team-7" : "team-x" + number % 90)
                .put("stage", "test");
        metadata.putObject("annotations").put("scope", "project").put("projectUid", project);
        body.putObject("spec")
                .put("credentialType", "secret")
                .put("accessKey", "AKIA" + number)
                .put("secretKey", "none");
        tx.insert(ACCOUNT, project, Seed.uid(number), body);
    }

    private static ObjectNode project(int number) {
        var body = Json.object();
        body.putObject("metadata").put("name", "project-" + number).put("uid", Seed.uid(number));
        body.putObject("spec");
        body.putObject("status").put("isDisabled", false);
        return body;
    }

    /** All are in the project Default, and in nine others. */
    private static List<String> homes(Seed seed, int number, int projects) {
        return IntStream.range(0, PROJECTS_OF_A_USER)
                .mapToObj(i -> i == 0 ? seed.project() : Seed.uid(1 + (number * 9 + i - 1) % (projects - 1)))
                .toList();
    }

    private static void user(Tx tx, int number, String role, List<String> projects) {
        var email = "user-" + number + "@easel.local";
        var body = Json.object();
        body.putObject("metadata").put("name", email).put("uid", Seed.uid(number));
        body.putObject("spec").put("emailId", email).putArray("roles");
        body.putObject("status").put("isActive", true);
        var rooms = body.putObject("easel").put("email", email).putArray("projects");
        for (var project : projects)
            rooms.addObject().put("projectUid", project).putArray("roles").add(role);
        tx.insert(Kinds.USER, "", Seed.uid(number), body);
    }

    private static ObjectNode key(String user, String secret) {
        var body = Json.object();
        body.putObject("metadata").put("name", "bench").put("uid", Seed.uid(-7));
        body.putObject("spec").putObject("user").put("uid", user);
        body.putObject("status").put("isActive", true);
        body.putObject("easel").put("hash", Porter.digest(secret));
        return body;
    }
}
