package dev.easel.contract;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON reader and writer of the house, bounded in depth, string and number length. */
public final class Json {
    public static final JsonMapper MAPPER = bounded(256);

    /** What we put around what was given must still be read, so less depth is taken in than is read again. */
    private static final JsonMapper GIVEN = bounded(64);

    private Json() {}

    private static JsonMapper bounded(int depth) {
        var bounds = StreamReadConstraints.builder().maxNestingDepth(depth).maxStringLength(8 << 20);
        var factory = JsonFactory.builder()
                .streamReadConstraints(bounds.maxNumberLength(100).build());
        return JsonMapper.builder(factory.build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                // A double would turn 1e999 into infinity, which is no JSON, and unknown fields must come back as they
                // were.
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build();
    }

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Reads a request body; anything but one UTF-8 JSON value is the caller's mistake. No bytes are a missing node. */
    public static JsonNode parse(byte[] body) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body));
            return Wholesome.must(GIVEN.readTree(text.toString()));
        } catch (CharacterCodingException wrong) {
            throw Problem.invalid("body", "must be UTF-8");
        } catch (JacksonException wrong) {
            throw Problem.invalid("body", "must be JSON: " + reason(wrong));
        }
    }

    /** Takes out fields that are null: clients write them for what is not set, and on the wire null is absent. */
    public static JsonNode settle(JsonNode tree) {
        if (tree instanceof ObjectNode object)
            object.properties().removeIf(field -> field.getValue().isNull());
        tree.forEach(Json::settle);
        return tree;
    }

    private static String reason(JacksonException wrong) {
        var place = wrong.getLocation();
        var text = wrong.getOriginalMessage().lines().findFirst().orElse("cannot be read");
        return place == null || place.getLineNr() < 1
                ? text
                : "%s (line %d, column %d)".formatted(text, place.getLineNr(), place.getColumnNr());
    }
}
