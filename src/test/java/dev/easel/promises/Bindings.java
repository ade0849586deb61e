package dev.easel.promises;

import dev.easel.contract.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which uid of the living server stands for which uid of a transcript, and what the masked secrets are. */
final class Bindings {
    private static final Pattern UID = Pattern.compile("(?i).*uids?");

    /** Shorter ones could be a part of something else and are replaced only where they stand alone. */
    private static final int LONG_ENOUGH = 12;

    private final Map<String, String> live =
            new TreeMap<>(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
    private final Map<String, String> secrets = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    /** Secrets are named by the header or the field that carries them. */
    Bindings(Map<String, String> secrets) {
        this.secrets.putAll(secrets);
    }

    /** Learns from a reply: the uids of its pairs, its version tag, and the token when it brings one. */
    void learn(List<Pair> pairs, Exchange.Reply recorded, Exchange.Reply reply) {
        pairs.stream()
                .filter(pair -> UID.matcher(pair.key()).matches())
                .forEach(pair -> bind(pair.recorded(), pair.live()));
        bind(recorded.headers().get("ETag"), reply.headers().get("ETag"));
        var token = reply.body().path("Authorization").asString("");
        if (!token.isEmpty()) {
            secrets.put("Authorization", token);
        }
    }

    String text(String recorded) {
        var text = recorded;
        for (var binding : live.entrySet()) {
            if (binding.getKey().length() >= LONG_ENOUGH) {
                text = text.replace(binding.getKey(), binding.getValue());
            } else if (text.equals(binding.getKey())) {
                return binding.getValue();
            }
        }
        return text;
    }

    /** The value that stands under a name, with secrets in the place of masks. */
    String value(String name, String recorded) {
        return recorded.equals(Transcript.MASK) ? secrets.getOrDefault(name, recorded) : text(recorded);
    }

    JsonNode tree(String name, JsonNode recorded) {
        return switch (recorded.getNodeType()) {
            case OBJECT -> {
                var copy = new LinkedHashMap<String, JsonNode>();
                recorded.properties()
                        .forEach(field -> copy.put(text(field.getKey()), tree(field.getKey(), field.getValue())));
                yield Json.object().setAll(copy);
            }
            case ARRAY -> {
                var copy = Json.MAPPER.createArrayNode();
                recorded.forEach(item -> copy.add(tree(name, item)));
                yield copy;
            }
            case STRING -> Json.MAPPER.getNodeFactory().stringNode(value(name, recorded.stringValue()));
            default -> recorded;
        };
    }

    private void bind(JsonNode recorded, JsonNode reply) {
        if (recorded.isString() && reply.isString()) {
            bind(recorded.stringValue(), reply.stringValue());
        }
    }

    private void bind(@Nullable String recorded, @Nullable String reply) {
        if (recorded != null && reply != null && !recorded.isEmpty() && !recorded.equals(reply)) {
            live.putIfAbsent(recorded, reply);
        }
    }
}
