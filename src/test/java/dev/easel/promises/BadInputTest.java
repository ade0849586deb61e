package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.TestClient;
import dev.easel.contract.Json;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What one can do wrong: each gets one clear error that names the place, and changes nothing. */
final class BadInputTest {
    private static final String SSH_KEYS = "/v1/users/assets/sshkeys";
    private static final String ABSENT = "000000000000000000000000";

    private static final Map<String, String> UIDS = new TreeMap<>();

    private static Fixture house;
    private static TestClient project;

    @BeforeAll
    static void open() {
        house = new Fixture();
        project = house.project();
        UIDS.put("account", Launch.account(project, "account"));
        UIDS.put("profile", Launch.profile(project, "profile", "1.0.0", "1.32.11"));
        UIDS.put("older", Launch.profile(project, "profile", "0.9.0", "1.31.14"));
        UIDS.put("skipping", Launch.profile(project, "profile", "2.0.0", "1.34.6"));
        UIDS.put("azure", azure());
        UIDS.put("cluster", project.create(Launch.CLUSTERS, Launch.cluster("steady", uid("account"), uid("profile"))));
        UIDS.put("config", Launch.running(project, uid("cluster")).replaceFirst(".*/", ""));
        UIDS.put(
                "key",
                project.create(SSH_KEYS, "{'metadata':{'name':'key'},'spec':{'publicKey':'k'}}".replace('\'', '"')));
        UIDS.put(
                "common",
                house.admin().create(SSH_KEYS, "{\"metadata\":{\"name\":\"c\"},\"spec\":{\"publicKey\":\"k\"}}"));
        UIDS.put("project", projectUid());
        var macro = "{\"macros\":[{\"name\":\"colour\",\"value\":\"red\"}]}";
        house.admin().post("/v1/projects/" + uid("project") + "/macros", macro).status(204);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String azure() {
        var template = Map.of("type", "add-on", "cloudType", "azure", "packs", List.of());
        var uid = project.create(
                Launch.PROFILES, Launch.named("azure", Map.of("version", "1.0.0", "template", template)));
        project.patch(Launch.PROFILES + "/" + uid + "/publish", "").status(204);
        return uid;
    }

    private static String projectUid() {
        return house.admin()
                .get("/v1/dashboard/projects/metadata")
                .ok()
                .at("/items/0/metadata/uid")
                .asString();
    }

    private static String uid(String what) {
        return UIDS.get(what);
    }

    /**
     * Something wrong.
     *
     * @param request method and path; what stands in braces is a uid
     * @param body with single quotes and braces, or whatever else is to be sent
     * @param says what the message must contain: the path of the fault, or the name of what is not there
     */
    record Wrong(String name, String request, Object body, int status, String code, String says) {
        private static Wrong invalid(String name, String request, Object body, String says) {
            return new Wrong(name, request, body, 400, "InvalidInput", says);
        }

        private static Wrong absent(String name, String request, Object body, String says) {
            return new Wrong(name, request, body, 404, "ResourceNotFound", says);
        }

        private static Wrong conflict(String name, String request, Object body, String code) {
            return new Wrong(name, request, body, 409, code, "");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Wrong> shapes() {
        var post = "POST " + SSH_KEYS;
        return List.of(
                Wrong.invalid("not JSON", post, "{'metadata':\n oops}", "line 2"),
                Wrong.invalid("an array", post, "[]", "body must be an object"),
                Wrong.invalid("wrong type", post, "{'metadata':{'name':7}}", "body.metadata.name must be"),
                Wrong.invalid("two faults", post, "{'metadata':{'name':7},'spec':7}", "body.spec must be"),
                Wrong.invalid(
                        "unknown enum", "POST /v1/roles", "{'spec':{'scope':'galaxy'}}", "body.spec.scope must be"),
                Wrong.invalid(
                        "missing required",
                        "POST /v1/registries/helm",
                        "{'metadata':{'name':'r'},'spec':{'endpoint':'https://e.test'}}",
                        "body.spec.auth is required"),
                Wrong.invalid("no name", post, "{'spec':{'publicKey':'k'}}", "body.metadata.name is required"),
                Wrong.invalid("too long a name", post, key("n".repeat(257)), "body.metadata.name must not be longer"),
                new Wrong("too large", post, " ".repeat(17 << 20), 413, "BodyTooLarge", "16777216"),
                Wrong.invalid("too deep", post, "{'a':".repeat(600), "body"),
                Wrong.invalid("NUL", post, key("a\\u0000b"), "body.metadata.name must not contain NUL"),
                Wrong.invalid("half a pair", post, key("a\\ud800"), "body.metadata.name must not contain half"),
                Wrong.invalid("invalid UTF-8", post, latin("{'metadata':{'name':'\u00e9'}}"), "UTF-8"),
                Wrong.invalid("limit", "GET /v1/cloudaccounts/aws?limit=-1", "", "limit"),
                Wrong.invalid("no number", "GET /v1/cloudaccounts/aws?limit=many", "", "query.limit"),
                Wrong.invalid("a filter", "GET /v1/cloudaccounts/aws?filters=x%3D%3D", "", "filters"),
                Wrong.invalid("an order", "GET /v1/cloudaccounts/aws?orderBy=nonsense", "", "nonsense"));
    }

    static List<Wrong> documents() {
        return List.of(
                Wrong.conflict("a taken name", "POST " + SSH_KEYS, key("key"), "ResourceAlreadyExists"),
                Wrong.conflict(
                        "a taken project",
                        "POST /v1/projects",
                        "{'metadata':{'name':'Default'}}",
                        "ResourceAlreadyExists"),
                new Wrong(
                        "a taken macro",
                        "POST /v1/projects/{project}/macros",
                        "{'macros':[{'name':'colour','value':'blue'}]}",
                        422,
                        "MacroAlreadyExists",
                        "colour"),
                new Wrong(
                        "the tenant's, in a project",
                        "PUT " + SSH_KEYS + "/{common}",
                        key("c"),
                        403,
                        "Forbidden",
                        "ProjectUid"),
                Wrong.absent("unknown uid", "PUT " + SSH_KEYS + "/" + ABSENT, key("x"), ABSENT),
                new Wrong(
                        "unknown user",
                        "POST /v1/teams",
                        "{'metadata':{'name':'t'},'spec':{'users':['" + ABSENT + "']}}",
                        404,
                        "UserNotFound",
                        ABSENT),
                Wrong.absent(
                        "unknown role",
                        "POST /v1/teams",
                        "{'metadata':{'name':'t'},'spec':{'roles':['" + ABSENT + "']}}",
                        ABSENT),
                Wrong.conflict("a used account", "DELETE /v1/cloudaccounts/aws/{account}", "", "ResourceInUse"),
                Wrong.conflict("a used profile", "DELETE /v1/clusterprofiles/{profile}", "", "ResourceInUse"),
                Wrong.conflict("a full project", "DELETE /v1/projects/{project}", "", "ProjectNotEmpty"));
    }

    static List<Wrong> clusters() {
        var post = "POST " + Launch.CLUSTERS;
        var pool = "/v1/cloudconfigs/aws/{config}/machinePools";
        return List.of(
                Wrong.conflict(
                        "a taken name",
                        post,
                        cluster("steady", "{account}", "{profile}", 1, 2),
                        "ResourceAlreadyExists"),
                Wrong.absent(
                        "unknown account", post, cluster("x", ABSENT, "{profile}", 1, 2), "account '" + ABSENT + "'"),
                Wrong.absent(
                        "unknown profile", post, cluster("x", "{account}", ABSENT, 1, 2), "profile '" + ABSENT + "'"),
                Wrong.invalid("no profile", post, cluster("x", "{account}", "", 1, 2), "body.spec.profiles needs"),
                Wrong.invalid(
                        "a profile of another cloud",
                        post,
                        cluster("x", "{account}", "{azure}", 1, 2),
                        "body.spec.profiles has"),
                Wrong.invalid(
                        "a control plane of 2",
                        post,
                        cluster("x", "{account}", "{profile}", 2, 2),
                        "body.spec.machinepoolconfig[0].poolConfig.size"),
                Wrong.invalid(
                        "no workers",
                        post,
                        cluster("x", "{account}", "{profile}", 1, 0),
                        "body.spec.machinepoolconfig[1].poolConfig.size"),
                Wrong.invalid(
                        "shrinking below 1",
                        "PUT " + pool + "/workers",
                        Launch.pool("workers", 0),
                        "body.poolConfig.size"),
                Wrong.invalid(
                        "a control plane to 2",
                        "PUT " + pool + "/control-plane",
                        Launch.pool("control-plane", 2),
                        "body.poolConfig.size"),
                Wrong.absent("unknown pool", "PUT " + pool + "/nonsense", Launch.pool("nonsense", 1), "'nonsense'"),
                Wrong.conflict("a taken pool", "POST " + pool, Launch.pool("workers", 1), "ResourceAlreadyExists"),
                Wrong.invalid(
                        "without a control plane", "DELETE " + pool + "/control-plane", "", "path.machinePoolName"),
                Wrong.invalid(
                        "a downgrade", "PATCH /v1/spectroclusters/{cluster}/profiles", instead("{older}"), "1.31.14"),
                Wrong.invalid(
                        "a skipped minor",
                        "PATCH /v1/spectroclusters/{cluster}/profiles",
                        instead("{skipping}"),
                        "1.34.6"),
                Wrong.absent(
                        "attaching nothing", "PATCH /v1/spectroclusters/{cluster}/profiles", instead(ABSENT), ABSENT));
    }

    private static String key(String name) {
        return "{'metadata':{'name':'%s'},'spec':{'publicKey':'k'}}".formatted(name);
    }

    private static byte[] latin(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Object cluster(String name, String account, String profile, int controlPlane, int workers) {
        return Launch.cluster(
                name,
                account,
                profile,
                List.of(Launch.pool("control-plane", controlPlane), Launch.pool("workers", workers)));
    }

    private static String instead(String profile) {
        return "{'profiles':[{'uid':'%s','replaceWithProfile':'{profile}'}]}".formatted(profile);
    }

    @ParameterizedTest
    @MethodSource({"shapes", "documents", "clusters"})
    void itIsSaidAndNothingHappens(Wrong wrong) throws SQLException {
        var before = state();
        var request = filled(wrong.request).split(" ", 2);
        var tenantWide = request[1].startsWith("/v1/projects") || request[1].startsWith("/v1/teams");
        var client = tenantWide ? house.admin() : project;
        var reply = client.send(request[0], request[1], body(wrong.body)).status(wrong.status);
        assertEquals(wrong.code, reply.code());
        var message = reply.json().path("message").asString();
        assertTrue(message.contains(filled(wrong.says)), message);
        assertEquals(before, state());
    }

    private static Object body(Object body) {
        if (body instanceof byte[] || body.equals("")) return body;
        var text = body instanceof String given ? given.replace('\'', '"') : Json.MAPPER.writeValueAsString(body);
        return filled(text);
    }

    private static String filled(String text) {
        var filled = text;
        for (var uid : UIDS.entrySet()) filled = filled.replace("{" + uid.getKey() + "}", uid.getValue());
        return filled;
    }

    /** Every document with its version, and how many changes anybody has made; what clusters report by themselves is left out. */
    private static String state() throws SQLException {
        var state = new StringBuilder();
        try (var connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + house.folder().resolve("easel.db"));
                var statement = connection.createStatement()) {
            var rows = statement.executeQuery(
                    "select kind || ' ' || uid || ' ' || (case kind when 'cluster' then '' else version end)"
                            + " from document order by 1");
            while (rows.next()) state.append(rows.getString(1)).append('\n');
            var changes = statement.executeQuery("select count(*) from change where operation <> 'reconcile'");
            state.append(changes.getInt(1)).append(" changes");
        }
        return state.toString();
    }
}
