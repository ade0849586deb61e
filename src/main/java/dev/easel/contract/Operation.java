package dev.easel.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One line of the contract: what may be asked, and what the answer looks like when all goes well. */
public record Operation(
        Route route,
        String summary,
        List<Parameter> parameters,
        Body body,
        Response response,
        Optional<Lifecycle> lifecycle) {

    public String id() {
        return route.id;
    }

    /** In capitals. */
    public String method() {
        return route.method;
    }

    /** The template, with names in braces. */
    public String path() {
        return route.path;
    }

    /** The file of the contract that holds the operation. */
    public String family() {
        return route.family;
    }

    public int success() {
        return response.status();
    }

    public Optional<Schema> reply() {
        return response.schema();
    }

    /** What is wrong with the values in the path and in the query. Names that the contract lacks are ignored. */
    public List<Fault> check(Map<String, String> path, Map<String, List<String>> query) {
        var faults = new ArrayList<Fault>();
        for (var parameter : parameters) {
            var name = parameter.name();
            faults.addAll(parameter.check(
                    parameter.place() == Parameter.Place.PATH
                            ? List.of(path.getOrDefault(name, ""))
                            : query.getOrDefault(name, List.of())));
        }
        return faults;
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(method(), path(), id());
    }

    /** How an operation is named and found. */
    public record Route(String id, String method, String path, String family) {}
}
