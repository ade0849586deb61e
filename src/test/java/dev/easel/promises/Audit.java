package dev.easel.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.TestClient;
import dev.easel.contract.Json;
import dev.easel.promises.Deeds.Letter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Holds what a house says and keeps against everything it has said yes to: each thing is there, once, and whole. */
record Audit(Deeds deeds) {

    /** What has been written to each document, by the change log: how often which action, and the last version. */
    record Trail(Map<String, Integer> actions, long version) {
        static final Trail NONE = new Trail(Map.of(), 0);
    }

    static String projectOf(TestClient admin) {
        return admin.get("/v1/dashboard/projects/metadata")
                .ok()
                .at("/items/0/metadata/uid")
                .asString();
    }

    /** Asks the living house. */
    void served(TestClient admin) {
        var client = admin.in(projectOf(admin));
        assertTrue(
                deeds.letters().size() > 10,
                "too little was written: " + deeds.letters().size());
        assertTrue(deeds.orders().size() > 1, "too few clusters were ordered");
        documents(client.get("/v1/users/assets/sshkeys?limit=0").ok().path("items"));
        clusters(client);
    }

    void documents(JsonNode items) {
        var wanted = new TreeMap<String, String>();
        deeds.letters()
                .forEach((name, letter) ->
                        letter.text().ifPresent(text -> wanted.put(name, letter.uid() + " " + text)));
        var found = new TreeMap<String, String>();
        for (var item : items) {
            var what = item.at("/metadata/uid").asString() + " "
                    + item.at("/spec/publicKey").asString();
            assertEquals(null, found.put(item.at("/metadata/name").asString(), what), "made twice");
        }
        assertEquals(wanted, found);
    }

    private void clusters(TestClient client) {
        var machines = new ArrayList<String>();
        var expected = 0;
        for (var order : deeds.orders().entrySet()) {
            var config = Launch.running(client, order.getValue().uid());
            var workers = order.getValue().workers();
            machines.addAll(machines(client, config, "control-plane", 1));
            machines.addAll(machines(client, config, "workers", workers));
            expected += 1 + workers;
        }
        assertEquals(expected, machines.size());
        assertEquals(expected, new HashSet<>(machines).size(), "two machines have one uid");
        var names = new TreeSet<String>();
        for (var item : client.post("/v1/dashboard/spectroclusters/search?limit=0", "{}")
                .ok()
                .path("items")) {
            assertTrue(names.add(item.at("/metadata/name").asString()), "a cluster was made twice");
        }
        assertEquals(new TreeSet<>(deeds.orders().keySet()), names);
    }

    private static List<String> machines(TestClient client, String config, String pool, int wanted) {
        var seen = client.await(
                config + "/machinePools/" + pool + "/machines?limit=0",
                list -> list.path("items").size() == wanted
                        && list.path("items")
                                .valueStream()
                                .allMatch(item -> item.at("/status/instanceState")
                                        .asString("")
                                        .equals("Running")));
        return seen.path("items")
                .valueStream()
                .map(item -> item.at("/metadata/uid").asString())
                .toList();
    }

    /** Asks the database itself. */
    void stored(String url) throws SQLException {
        try (var connection = DriverManager.getConnection(url)) {
            var counts = counts(connection);
            assertEquals(deeds.orders().size(), counts.get("cluster"));
            assertEquals(deeds.orders().size(), counts.get("cloudconfig"));
            assertEquals(deeds.orders().size(), counts.get("world"));
            events(eventsOf(connection));
            trails(trailsOf(connection));
        }
    }

    private static Map<String, Integer> counts(Connection connection) throws SQLException {
        var counts = new TreeMap<String, Integer>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select kind, count(*) from document group by 1"
                        + " union all select 'world', count(*) from world")) {
            while (rows.next()) counts.put(rows.getString(1), rows.getInt(2));
        }
        return counts;
    }

    /** What happened in the world of a cluster, with when and to what; the uid of an event says only that it was told. */
    private static List<String> eventsOf(Connection connection) throws SQLException {
        var events = new ArrayList<String>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select object_uid, at, body from event")) {
            while (rows.next()) {
                var body = (ObjectNode) Json.MAPPER.readTree(rows.getString(3));
                ((ObjectNode) body.path("metadata")).remove("uid");
                events.add(rows.getString(1) + " " + rows.getLong(2) + " " + body);
            }
        }
        return events;
    }

    /** Whatever is done twice to a world happens twice in it. */
    void events(List<String> events) {
        var seen = new HashSet<String>();
        assertEquals(
                List.of(), events.stream().filter(event -> !seen.add(event)).toList(), "happened twice");
    }

    private static Map<String, Trail> trailsOf(Connection connection) throws SQLException {
        var trails = new TreeMap<String, Trail>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select uid, lower(action), count(*), max(version) from change"
                        + " where kind = 'sshKey' group by 1, 2")) {
            while (rows.next()) {
                var known = trails.getOrDefault(rows.getString(1), Trail.NONE);
                var actions = new TreeMap<>(known.actions());
                actions.put(rows.getString(2), rows.getInt(3));
                trails.put(rows.getString(1), new Trail(actions, Math.max(known.version(), rows.getLong(4))));
            }
        }
        return trails;
    }

    void trails(Map<String, Trail> trails) {
        deeds.letters().values().forEach(letter -> isRecorded(letter, trails.getOrDefault(letter.uid(), Trail.NONE)));
        assertEquals(deeds.letters().size(), trails.size(), "documents that nobody was told about");
    }

    private static void isRecorded(Letter letter, Trail trail) {
        var changes = trail.actions();
        var told = letter + " has " + trail;
        assertEquals(1, changes.getOrDefault("create", 0), told);
        assertEquals(letter.text().isEmpty() ? 1 : 0, changes.getOrDefault("delete", 0), told);
        var updates = letter.text().isEmpty() ? letter.writes() - 2 : letter.writes() - 1;
        assertTrue(changes.getOrDefault("update", 0) >= updates, told);
        assertEquals(1 + changes.getOrDefault("update", 0), trail.version(), told);
    }
}
