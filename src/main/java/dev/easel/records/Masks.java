package dev.easel.records;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** Hides secrets in what is written down about requests. The one list of names whose values are never written. */
final class Masks {
    static final String MASK = "***";

    /** Compared without regard to case; covers JSON fields, headers, query and path parameters. */
    private static final Set<String> NAMES = Stream.of(
                    "activationKey",
                    "apiKey",
                    "authorization",
                    "clientKey",
                    "clientSecret",
                    "clientSecretKey",
                    "cookie",
                    "currentPassword",
                    "emailToken",
                    "encryptionKey",
                    "frpKubeconfig",
                    "hostAuthToken",
                    "hostPairingKey",
                    "idToken",
                    "imagePullSecret",
                    "jsonCredentials",
                    "keyBase64",
                    "kubeconfig",
                    "kubeconfigClient",
                    "newPassword",
                    "oldPassword",
                    "packServerSecret",
                    "passphrase",
                    "password",
                    "passwordToken",
                    "privateKey",
                    "proxy-authorization",
                    "refreshToken",
                    "relayState",
                    "rootCaPrivateKey",
                    "samlResponse",
                    "secretAccessKey",
                    "secretKey",
                    "secretToken",
                    "serviceAuthToken",
                    "sessionToken",
                    "set-cookie",
                    "signupToken",
                    "token",
                    "tokenKubeconfig",
                    "userPassword")
            .map(Masks::fold)
            .collect(Collectors.toUnmodifiableSet());

    /** The same in YAML text, such as a kubeconfig or the values of a pack. */
    private static final Pattern LINES = Pattern.compile(
            "(?im)^([ \\t-]*\"?(?:token|password|client-key-data|client-certificate-data|id-token|refresh-token"
                    + "|secretKey|secretAccessKey|clientSecret|privateKey)\"?[ \\t]*:[ \\t]*)\\S.*$");

    private Masks() {}

    static boolean secret(String name) {
        return NAMES.contains(fold(name));
    }

    static Map<String, String> values(Map<String, String> values) {
        return values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, one -> secret(one.getKey()) ? MASK : one.getValue()));
    }

    static String text(String text) {
        return text.indexOf('\n') < 0 ? text : LINES.matcher(text).replaceAll("$1" + MASK);
    }

    /** A copy with every secret value replaced; the shape stays, so that a client's reading can be replayed. */
    static JsonNode json(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(object);
            case ArrayNode array -> {
                var copy = JsonNodeFactory.instance.arrayNode();
                array.forEach(item -> copy.add(json(item)));
                yield copy;
            }
            case StringNode string -> StringNode.valueOf(text(string.stringValue()));
            default -> node;
        };
    }

    private static ObjectNode object(ObjectNode object) {
        var copy = JsonNodeFactory.instance.objectNode();
        var sensitive = object.path("isSensitive").asBoolean(false);
        for (var field : object.properties()) {
            var hidden = secret(field.getKey())
                    || sensitive
                            && (field.getKey().equals("value") || field.getKey().equals("defaultValue"));
            copy.set(field.getKey(), hidden ? hide(field.getValue()) : json(field.getValue()));
        }
        // The key of a certificate; elsewhere a key is the name of a tag or a setting.
        if (copy.get("tls") instanceof ObjectNode tls && tls.has("key")) tls.set("key", hide(tls.get("key")));
        return copy;
    }

    /** Only text is secret: an empty value tells a client that there is none, and an object may be a schema. */
    private static JsonNode hide(JsonNode value) {
        if (value instanceof ArrayNode array) {
            var copy = JsonNodeFactory.instance.arrayNode();
            array.forEach(item -> copy.add(hide(item)));
            return copy;
        }
        if (!value.isString()) return json(value);
        return StringNode.valueOf(value.stringValue().isEmpty() ? "" : MASK);
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
