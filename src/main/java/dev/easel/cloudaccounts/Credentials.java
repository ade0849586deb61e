package dev.easel.cloudaccounts;

import dev.easel.clouds.Cloud;
import dev.easel.contract.Fault;
import dev.easel.contract.Json;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be told about credentials without asking a cloud: whether they are there, and whether they look like any. */
final class Credentials {
    private static final List<Form> NONE = List.of();

    /** What an AWS account needs, by the type of its credentials. */
    private static final Map<String, List<Form>> AWS = Map.of(
            "secret", List.of(Form.given("/accessKey"), Form.given("/secretKey")),
            "sts", List.of(Form.role("/sts/arn")),
            "pod-identity", List.of(Form.role("/podIdentity/roleArn")));

    private static final Map<String, List<Form>> FORMS = Map.of(
            "azure", List.of(Form.uuid("/tenantId"), Form.uuid("/clientId"), Form.given("/clientSecret")),
            "vsphere", List.of(Form.host("/vcenterServer"), Form.given("/username"), Form.given("/password")),
            "maas", List.of(Form.url("/apiEndpoint"), Form.given("/apiKey")),
            "apache-cloudstack", List.of(Form.url("/apiUrl"), Form.given("/apiKey"), Form.given("/secretKey")));

    private Credentials() {}

    /** Pointers into an account that its type of credentials needs besides those of its cloud. */
    static List<String> required(Cloud cloud, JsonNode spec) {
        return cloud.name().equals("aws")
                ? aws(spec).map(form -> "/spec" + form.pointer()).toList()
                : List.of();
    }

    /** What is wrong with the credentials that stand at a place of the request's body. */
    static List<Fault> faults(Cloud cloud, JsonNode spec, String at) {
        return switch (cloud.name()) {
            case "aws" ->
                Stream.concat(aws(spec).flatMap(form -> form.faults(spec, at)), policies(spec, at))
                        .toList();
            case "gcp" -> gcp(spec.path("jsonCredentials").asString(""), at + ".jsonCredentials");
            default ->
                FORMS.getOrDefault(cloud.name(), NONE).stream()
                        .flatMap(form -> form.faults(spec, at))
                        .toList();
        };
    }

    /** Secret clouds hand out keys by certificate, so nobody has them beforehand. */
    private static Stream<Form> aws(JsonNode spec) {
        var type = spec.path("credentialType").asString("");
        if (spec.path("secretSpec").isObject()) return Stream.empty();
        return AWS.getOrDefault(type.isEmpty() ? "secret" : type, NONE).stream();
    }

    private static Stream<Fault> policies(JsonNode spec, String at) {
        return arns(spec.path("policyARNs"), at + ".policyARNs");
    }

    static Stream<Fault> arns(JsonNode list, String at) {
        return Stream.iterate(0, i -> i + 1)
                .limit(list.size())
                .filter(i -> !Form.ARN.matcher(list.get(i).asString("")).matches())
                .map(i -> new Fault(at + "[" + i + "]", "is not an ARN"));
    }

    private static List<Fault> gcp(String text, String at) {
        if (text.isBlank()) return List.of(new Fault(at, "is required"));
        return key(text)
                .map(key -> Stream.of("project_id", "client_email", "private_key")
                        .filter(field -> key.path(field).asString("").isBlank())
                        .map(field -> new Fault(at, "has no " + field))
                        .toList())
                .findFirst()
                .orElse(List.of(new Fault(at, "is not the JSON of a service account's key")));
    }

    /** A service account's key, if the text is one. */
    static Stream<JsonNode> key(String text) {
        try {
            return Stream.of(Json.MAPPER.readTree(text)).filter(JsonNode::isObject);
        } catch (JacksonException wrong) {
            return Stream.empty();
        }
    }

    /** An account whose key is read where it stands as text. */
    static ObjectNode readable(ObjectNode account) {
        key(account.at("/spec/jsonCredentials").asString(""))
                .forEach(key -> ((ObjectNode) account.path("spec")).set("jsonCredentials", key));
        return account;
    }

    /** How a value must look. */
    private record Form(String pointer, Pattern pattern, String otherwise) {
        static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:(\\d{12}|aws)?:\\S+");
        private static final Pattern ROLE = Pattern.compile("arn:aws[a-z-]*:iam::\\d{12}:role/\\S+");
        private static final Pattern UUID =
                Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
        private static final Pattern URL = Pattern.compile("https?://[^\\s/]+\\S*");
        private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]+");
        private static final Pattern GIVEN = Pattern.compile("(?s).*\\S.*");

        static Form given(String pointer) {
            return new Form(pointer, GIVEN, "is required");
        }

        static Form role(String pointer) {
            return new Form(pointer, ROLE, "is not the ARN of a role, such as arn:aws:iam::123456789012:role/name");
        }

        static Form uuid(String pointer) {
            return new Form(pointer, UUID, "is not a UUID");
        }

        static Form url(String pointer) {
            return new Form(pointer, URL, "is not an http or https address");
        }

        static Form host(String pointer) {
            return new Form(pointer, HOST, "is not the name or address of a host");
        }

        Stream<Fault> faults(JsonNode spec, String at) {
            var value = spec.at(pointer).asString("");
            if (pattern.matcher(value).matches()) return Stream.empty();
            var path = at + pointer.replace('/', '.');
            return Stream.of(new Fault(path, value.isBlank() ? "is required" : otherwise));
        }
    }
}
