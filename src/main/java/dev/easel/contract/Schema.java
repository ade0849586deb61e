package dev.easel.contract;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** A shape from the contract, compiled once. It checks shape only; what the shape means is the family's business. */
public final class Schema {
    private final Shape shape;
    private final JsonNode source;

    Schema(Shape shape, JsonNode source) {
        this.shape = shape;
        this.source = source;
    }

    /** What is wrong with a request body. */
    public List<Fault> check(JsonNode value) {
        return check(value, "body");
    }

    /** What is wrong with a value of a request that stands at the given place. */
    public List<Fault> check(JsonNode value, String at) {
        return run(value, at, Mode.REQUEST);
    }

    /** What is wrong with an answer: as strict as the strictest client that decodes it. */
    public List<Fault> checkReply(JsonNode value) {
        return run(value, "reply", Mode.REPLY);
    }

    /** The schema as it stands in the contract, with its references. */
    public JsonNode source() {
        return source;
    }

    boolean isList() {
        return shape.takes(Types.ARRAY);
    }

    boolean isText() {
        return shape.takes(Types.STRING);
    }

    private List<Fault> run(JsonNode value, String at, Mode mode) {
        var findings = new Findings(mode);
        shape.check(value, new Place.Root(at), findings);
        return findings.faults();
    }

    /** Who wrote the value. */
    enum Mode {
        REQUEST,
        REPLY
    }
}
