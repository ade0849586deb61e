package dev.easel.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    public List<Parameter> parameters(Parameter.Place place) {
        return parameters.stream()
                .filter(parameter -> parameter.place() == place)
                .toList();
    }

    /** What is wrong with the values of a query. Names that the contract lacks are ignored. */
    public List<Fault> check(Map<String, List<String>> query) {
        return faults(Parameter.Place.QUERY, name -> query.getOrDefault(name, List.of()));
    }

    /** What is wrong with the values that stand in the path. */
    public List<Fault> checkPath(Map<String, String> values) {
        return faults(
                Parameter.Place.PATH,
                name -> Optional.ofNullable(values.get(name)).stream().toList());
    }

    private List<Fault> faults(Parameter.Place place, Function<String, List<String>> given) {
        return parameters(place).stream()
                .flatMap(parameter -> parameter.check(given.apply(parameter.name())).stream())
                .toList();
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(method(), path(), id());
    }

    /** How an operation is named and found. */
    public record Route(String id, String method, String path, String family) {}
}
