package dev.easel.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The published API and our additions to it, read from their files as data. */
public final class Contract {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final Schemas schemas;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Contract() {
        schemas = new Schemas(common().at("/components/schemas"));
        families().forEach(this::read);
    }

    /** Reads all files of the contract from the class path. */
    public static Contract load() {
        return new Contract();
    }

    /** What stands before and behind the paths: the head of the document, its schemas and its answers. */
    public static ObjectNode common() {
        return (ObjectNode) file("common");
    }

    /** The paths of each family, by its name. */
    public static Map<String, JsonNode> families() {
        var families = new TreeMap<String, JsonNode>();
        for (var name : file("index"))
            families.put(name.asString(), file(name.asString()).path("paths"));
        return families;
    }

    private static JsonNode file(String name) {
        var path = "/contract/" + name + ".json";
        try (var stream = Contract.class.getResourceAsStream(path)) {
            if (stream == null) throw new IllegalStateException("The class path has no " + path);
            return Json.MAPPER.readTree(stream);
        } catch (IOException wrong) {
            throw new UncheckedIOException(wrong);
        }
    }

    /** All operations, sorted by family and path. */
    public Collection<Operation> operations() {
        return List.copyOf(operations.values());
    }

    public boolean knows(String id) {
        return operations.containsKey(id);
    }

    public Operation operation(String id) {
        var operation = operations.get(id);
        if (operation == null) throw new IllegalArgumentException("The contract has no operation " + id);
        return operation;
    }

    public Schema schema(String name) {
        return schemas.named(name);
    }

    private void read(String family, JsonNode paths) {
        for (var path : paths.properties()) {
            for (var method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) add(family, path, method);
            }
        }
    }

    private void add(String family, Map.Entry<String, JsonNode> path, Map.Entry<String, JsonNode> method) {
        var node = method.getValue();
        var id = node.path("operationId").asString();
        var verb = method.getKey().toUpperCase(Locale.ROOT);
        var operation = new Operation(
                new Operation.Route(id, verb, path.getKey(), family),
                node.path("summary").asString(""),
                parameters(path.getValue(), node),
                Body.of(node, schemas),
                Response.of(node, schemas),
                Lifecycle.of(node));
        if (operations.put(id, operation) != null) throw new IllegalArgumentException("The contract has two " + id);
    }

    /** Those of the operation stand over those of its path; headers are the door's business. */
    private List<Parameter> parameters(JsonNode path, JsonNode operation) {
        var parameters = new LinkedHashMap<String, Parameter>();
        Stream.of(path, operation)
                .flatMap(level -> level.path("parameters").valueStream())
                .flatMap(node -> Parameter.of(node, schemas).stream())
                .forEach(parameter -> parameters.put(parameter.place() + parameter.name(), parameter));
        return List.copyOf(parameters.values());
    }
}
