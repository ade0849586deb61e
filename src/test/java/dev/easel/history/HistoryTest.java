package dev.easel.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.Bench.Answer;
import dev.easel.cloudaccounts.CloudAccounts;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HistoryTest {
    private final Bench bench = new Bench((made, _) -> {
        var verbs = new Verbs(made.store);
        return List.of(new History(verbs), new CloudAccounts(verbs, Clouds.load(), _ -> {}));
    });

    @AfterEach
    void close() {
        bench.close();
    }

    private String account(String project, String name) {
        var body = "{'metadata':{'name':'%s'},'spec':{'accessKey':'AKIA','secretKey':'hush'}}".formatted(name);
        return bench.ask("admin-key", project, "v1CloudAccountsAwsCreate", body).uid();
    }

    private Answer newest() {
        return bench.admin("v1AuditsList", "", "limit=1");
    }

    @Test
    void aChangeIsToldInWords() {
        var uid = account("", "lab");
        var update =
                "{'metadata':{'name':'lab','labels':{'team':'blue'}},'spec':{'accessKey':'AKIB','secretKey':'hush2'}}";
        bench.admin("v1CloudAccountsAwsUpdate", update, uid);
        var audit = newest();
        assertEquals("update", audit.text("/items/0/spec/actionType"));
        assertEquals(uid, audit.text("/items/0/spec/resource/uid"));
        assertEquals("cloudaccount", audit.text("/items/0/spec/resource/kind"));
        assertEquals("user", audit.text("/items/0/spec/actor/actorType"));
        assertFalse(audit.text("/items/0/spec/actor/user/uid").isEmpty());
        var words = bench.admin("v1AuditsUidGetSysMsg", "", audit.text("/items/0/metadata/uid"));
        assertTrue(words.text("/actionMsg").endsWith(" changed the cloudaccount \"lab\""));
        var content = words.text("/contentMsg");
        assertTrue(content.contains("set metadata.labels to {\"team\":\"blue\"}"), content);
        assertTrue(content.contains("changed spec.accessKey from \"AKIA\" to \"AKIB\""), content);
        assertFalse(content.contains("hush"), content);
        assertFalse(content.contains("sealed"), content);
    }

    @ParameterizedTest
    @CsvSource({
        "resourceKind=cloudaccount, 3",
        "resourceKind=spectrocluster, 0",
        "actionType=delete, 0",
        "userUid=nobody, 0",
        "tenantUid=another, 0",
        "endTime=2000-01-01T00:00:00.000Z, 0",
    })
    void filtersNarrow(String filter, int count) {
        for (var name : List.of("a", "b", "c")) account("", name);
        var answer = bench.admin("v1AuditsList", "", filter);
        assertEquals(count, answer.body().get("items").size());
        assertEquals(count, answer.body().at("/listmeta/count").asInt());
    }

    @Test
    void pagesGoOnByTokenAndByNumberWhileChangesCome() {
        for (int i = 0; i < 7; i++) account("", "a" + i);
        var seen = new HashSet<String>();
        var token = "";
        do {
            var page = bench.admin("v1AuditsList", "", "limit=3", "resourceKind=cloudaccount", "continue=" + token);
            page.body()
                    .get("items")
                    .forEach(
                            item -> assertTrue(seen.add(item.at("/metadata/uid").asString())));
            token = page.text("/listmeta/continue");
            account("", "later" + seen.size());
        } while (!token.isEmpty());
        assertEquals(7, seen.size());
        var second = bench.admin("v1AuditsList", "", "limit=3", "offset=3");
        assertEquals(6, second.body().at("/listmeta/offset").asInt());
        assertEquals(400, bench.admin("v1AuditsList", "", "continue=x").status());
    }

    @Test
    void aProjectSeesItsOwnChanges() {
        var project = bench.house.project();
        account("", "tenants");
        var number = newest().text("/items/0/metadata/uid");
        account(project, "projects");
        var own = bench.ask("admin-key", project, "v1AuditsList", "", "resourceKind=cloudaccount");
        assertEquals(1, own.body().get("items").size());
        assertEquals(project, own.text("/items/0/spec/actor/project/uid"));
        assertEquals("Default", own.text("/items/0/spec/actor/project/name"));
        assertEquals(
                404,
                bench.ask("admin-key", project, "v1AuditsUidGet", "", number).status());
        assertEquals(
                0,
                bench.ask("admin-key", project, "v1AuditsList", "", "projectUid=x")
                        .body()
                        .get("items")
                        .size());
        assertEquals(
                2,
                bench.admin("v1AuditsList", "", "resourceKind=cloudaccount")
                        .body()
                        .get("items")
                        .size());
    }

    @Test
    void aNoteExplainsAChange() {
        account("", "lab");
        var uid = newest().text("/items/0/metadata/uid");
        assertEquals(
                204,
                bench.admin("v1AuditsUidMsgUpdate", "{'userMsg':'for the lab'}", uid)
                        .status());
        assertEquals(
                204,
                bench.admin("v1AuditsUidMsgUpdate", "{'userMsg':'for the new lab'}", uid)
                        .status());
        assertEquals("for the new lab", bench.admin("v1AuditsUidGet", "", uid).text("/spec/userMsg"));
        assertEquals(
                400,
                bench.admin("v1AuditsUidMsgUpdate", "{'userMsg':'no'}", uid).status());
        assertEquals(400, bench.admin("v1AuditsUidMsgUpdate", "{}", uid).status());
        assertEquals(
                404,
                bench.admin("v1AuditsUidMsgUpdate", "{'userMsg':'for whom'}", "999999")
                        .status());
        assertEquals(404, bench.admin("v1AuditsUidGet", "", "x").status());
        assertEquals(401, bench.ask("", "", "v1AuditsList", "").status());
    }

    private String cluster() {
        var body = Json.object();
        body.putObject("metadata").put("name", "lab");
        var project = bench.house.project();
        return bench.store
                .write(
                        Actor.house(bench.house.tenant(), project, "test"),
                        tx -> tx.insert(Kinds.CLUSTER, project, "c1", body))
                .uid();
    }

    @Test
    void eventsOfAnObjectAreKeptUntilTheyAreDeleted() {
        var project = bench.house.project();
        var event =
                "{'involvedObject':{'kind':'Pod','name':'p','uid':'p1'},'relatedObject':{'kind':'spectrocluster','uid':'%s'},"
                        + "'reason':'R','message':'M','severity':'Warning','metadata':{'creationTimestamp':'0001-01-01T00:00:00.000Z'}}";
        assertEquals(404, create(project, event.formatted("nobody")).status());
        var uid = cluster();
        assertEquals(201, create(project, event.formatted(uid)).status());
        var all = "[" + event.formatted(uid) + "," + event.formatted(uid).replace("R", "S") + "]";
        assertEquals(
                2,
                bench.ask("admin-key", project, "v1EventsComponentsCreateBulk", all)
                        .body()
                        .size());
        var page = events(project, uid, "limit=2");
        assertEquals(2, page.body().get("items").size());
        assertEquals(3, page.body().at("/listmeta/count").asInt());
        var rest = events(project, uid, "limit=2", "continue=" + page.text("/listmeta/continue"));
        assertEquals(1, rest.body().get("items").size());
        assertEquals("", rest.text("/listmeta/continue"));
        assertTrue(rest.text("/items/0/metadata/creationTimestamp").startsWith("20"));
        assertEquals(
                3, bench.admin("v1EventsComponentsList", "").body().get("items").size());
        assertEquals(0, events("", "c2").body().get("items").size());
        bench.ask("admin-key", project, "v1EventsComponentsObjTypeUidDelete", "", "spectrocluster", uid);
        assertEquals(0, events("", uid).body().get("items").size());
        assertEquals(400, create(project, "{'reason':'R'}").status());
    }

    private Answer create(String project, String event) {
        return bench.ask("admin-key", project, "v1EventsComponentsCreate", event);
    }

    private Answer events(String project, String uid, String... query) {
        var arguments = new java.util.ArrayList<>(List.of("spectrocluster", uid));
        arguments.addAll(List.of(query));
        return bench.ask(
                "admin-key", project, "v1EventsComponentsObjTypeUidList", "", arguments.toArray(String[]::new));
    }
}
