package dev.easel.http;

import dev.easel.contract.Operation;
import dev.easel.contract.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.jetty.util.UrlEncoded;

/** Reads the query and the path of a request, and checks both against the contract. */
final class Queries {
    private Queries() {}

    static Map<String, String> read(Visit visit) {
        return firsts(all(visit));
    }

    static Map<String, String> checked(Visit visit, Operation operation, Map<String, String> path) {
        var query = all(visit);
        var faults = operation.check(path, query);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return firsts(query);
    }

    private static Map<String, List<String>> all(Visit visit) {
        var values = new LinkedHashMap<String, List<String>>();
        var query = visit.request().getHttpURI().getQuery();
        decode(
                query == null ? "" : query,
                "query",
                (name, value) ->
                        values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value));
        return values;
    }

    /** Percent-encoded names and values; what does not decode is refused, never patched up. */
    static void decode(String text, String where, BiConsumer<String, String> each) {
        try {
            UrlEncoded.decodeUtf8To(text, 0, text.length(), each, false, false, false);
        } catch (IllegalArgumentException wrong) {
            throw Problem.invalid(where, "must be percent-encoded UTF-8");
        }
    }

    private static Map<String, String> firsts(Map<String, List<String>> values) {
        var firsts = new LinkedHashMap<String, String>();
        values.forEach((name, list) -> firsts.put(name, list.getFirst()));
        return firsts;
    }
}
