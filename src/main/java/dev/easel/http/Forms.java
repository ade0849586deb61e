package dev.easel.http;

import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.contract.Wholesome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Turns HTML forms into the JSON object that {@link Call} documents: one field per part. */
final class Forms {
    private static final int MOST_PARTS = 32;
    private static final int MOST_PART_HEADERS = 8 * 1024;

    private Forms() {}

    static JsonNode urlencoded(byte[] bytes) {
        var form = Json.object();
        Queries.decode(new String(bytes, StandardCharsets.UTF_8), "body", form::put);
        return Wholesome.must(form);
    }

    /** The bytes are bounded and in memory already, so parts never go to files. */
    static JsonNode multipart(String type, byte[] bytes) {
        var config = new MultiPartConfig.Builder()
                .maxParts(MOST_PARTS)
                .maxSize(-1)
                .maxPartSize(-1)
                .maxMemoryPartSize(-1)
                .maxHeadersSize(MOST_PART_HEADERS)
                .build();
        try (var parts = MultiPartFormData.getParts(
                Content.Source.from(ByteBuffer.wrap(bytes)), new Attributes.Mapped(), type, config)) {
            var form = Json.object();
            for (var part : parts) put(form, part);
            return form;
        } catch (Problem problem) {
            throw problem;
        } catch (Exception wrong) {
            throw Problem.invalid("body", "must be a multipart form of at most %d parts".formatted(MOST_PARTS));
        }
    }

    private static void put(ObjectNode form, MultiPart.Part part) throws IOException {
        var content = Content.Source.asByteBuffer(part.getContentSource());
        var bytes = new byte[content.remaining()];
        content.get(bytes);
        if (part.getFileName() == null) {
            form.put(part.getName(), new String(bytes, StandardCharsets.UTF_8));
        } else {
            form.putObject(part.getName()).put("fileName", part.getFileName()).put("bytes", bytes);
        }
    }
}
