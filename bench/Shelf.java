package bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A server that keeps documents, with the requests that it understands: what is compared with another of its sort. */
interface Shelf extends AutoCloseable {
    int PAGE = 1000;

    Client client();

    byte[] create(String prefix, long number);

    /** Where a document is, by its key. */
    String path(String key);

    /** Where fifty documents with a label are. */
    String labelled(String label, String value);

    /** The same for callers who do not mind what was true a moment ago. */
    default String roughly(String path) {
        return path;
    }

    /** Where a page of all documents is. */
    String all(int limit, String from);

    /** The status of a delete. */
    int deleted();

    /** The key of a document in a list. */
    String key(JsonNode document);

    /** How a list says where the next page begins. */
    String next(JsonNode list);

    Duration cpu() throws IOException;

    long residentMiB() throws IOException;

    @Override
    void close();

    default int port() {
        return client().port();
    }

    default byte[] get(String path) {
        return Request.get(path, client().headers());
    }

    default List<String> keys() throws IOException {
        var keys = new ArrayList<String>();
        var from = "";
        do {
            var list = client().get(all(PAGE, from));
            for (var document : list.path("items")) keys.add(key(document));
            from = next(list);
        } while (!from.isEmpty());
        return keys;
    }

    /** Puts documents onto it, asks for them, and takes them off again, until what makes it fast has happened. */
    default void warmUp(Plan plan, int callers, int count) throws IOException {
        Load.times(port(), callers, count, 201, number -> create("warm", number));
        var keys = keys();
        for (var asked : List.of(path(keys.getFirst()), labelled("owner", "team-7"))) {
            var request = get(asked);
            Load.run(port(), callers, plan.warmUp(), 200, _ -> request);
        }
        Load.times(port(), callers, keys.size(), deleted(), number -> delete(keys.get((int) number)));
    }

    private byte[] delete(String key) {
        return Request.delete(path(key), client().headers());
    }
}
