package dev.easel.contract;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The published API and our additions to it, read from their files as data. */
public final class Contract {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");

    private final OpenApi document;
    private final Schemas schemas;
    private final Map<String, Operation> operations = new LinkedHashMap<>();

    private Contract(OpenApi document) {
        this.document = document;
        this.schemas = new Schemas(document.common().at("/components/schemas"));
        document.families().forEach(this::read);
    }

    /** Reads all files of the contract from the class path. */
    public static Contract load() {
        return new Contract(OpenApi.read());
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

    /** The whole contract as one OpenAPI 3.1 document. */
    public byte[] openapi() {
        return document.bytes();
    }

    private void read(String family, ObjectNode paths) {
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
