package bench;

import java.io.IOException;
import java.time.Duration;
import tools.jackson.databind.JsonNode;

/** Easel with its cloud accounts, as the launcher starts it. */
record EaselShelf(Running server, Client client) implements Shelf {
    private static final String ACCOUNTS = "/v1/cloudaccounts/aws";

    static EaselShelf start(Plan plan) throws IOException {
        var data = plan.fresh("peer");
        var server = Running.easel(plan.java(), data, "--rate-limit", "1000000", "--rate-burst", "10000000");
        var client = Client.of(server.port(), Running.apiKey(data));
        Create.raiseLimit(client);
        return new EaselShelf(server, client);
    }

    @Override
    public byte[] create(String prefix, long number) {
        return Request.post(ACCOUNTS, client.headers(), Bodies.account(prefix, number));
    }

    @Override
    public String path(String key) {
        return ACCOUNTS + "/" + key;
    }

    @Override
    public String labelled(String label, String value) {
        return ACCOUNTS + "?limit=50&filters=metadata.labels." + label + "%3D" + value;
    }

    @Override
    public String all(int limit, String from) {
        return ACCOUNTS + "?limit=" + limit + (from.isEmpty() ? "" : "&continue=" + from);
    }

    @Override
    public int deleted() {
        return 204;
    }

    @Override
    public String key(JsonNode document) {
        return document.at("/metadata/uid").asString();
    }

    @Override
    public String next(JsonNode list) {
        return list.at("/listmeta/continue").asString("");
    }

    @Override
    public Duration cpu() throws IOException {
        return server.cpu();
    }

    @Override
    public long residentMiB() throws IOException {
        return server.residentMiB();
    }

    @Override
    public void close() {
        server.close();
    }
}
