package dev.easel.registries;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import java.net.URI;
import java.net.URISyntaxException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** What must hold for registries. */
final class RegistryRules {
    /** As the contract says; clients read it without asking whether it is there, of public registries too. */
    private static final JsonNode DEFAULT_CREDENTIALS = StringNode.valueOf("secret");

    private final Shelf shelf;

    RegistryRules(Shelf shelf) {
        this.shelf = shelf;
    }

    Rule begin(Sort sort) {
        return draft -> {
            var kept = Metadata.child(draft.body(), Desk.PRIVATE);
            kept.put("kind", sort.kind()).put("sort", sort.word());
        };
    }

    /** A registry of another sort does not exist at this path. */
    Rule mustBe(Sort sort) {
        return draft -> {
            if (!draft.text("/easel/sort").equals(sort.word())) {
                throw Problem.notFound("%s registry".formatted(sort.word()), draft.uid());
            }
        };
    }

    /** Names are unique over all sorts; those of the tenant's own are held apart by the store. */
    void mustHaveFreeName(Draft draft) {
        var name = draft.text("/metadata/name");
        if (shelf.isTaken(name)) {
            throw Problem.of(Code.ResourceAlreadyExists, "The registry \"%s\" is built in", name);
        }
    }

    Rule mustBeComplete(Sort sort) {
        return draft -> {
            var spec = Metadata.child(draft.body(), "spec");
            if (sort == Sort.ECR)
                Metadata.child(spec, "credentials").putIfAbsent("credentialType", DEFAULT_CREDENTIALS);
            check(sort, spec, "body.spec");
        };
    }

    /** A layer of a profile that comes from nowhere could not be installed again. */
    void mustNotBeUsed(Draft draft) {
        var reach = Reach.tenant(draft.call().caller().tenant());
        var users = Query.all(Kinds.CLUSTER_PROFILE, reach).where(Filter.equal("registries", draft.uid()));
        var count = draft.tx().count(users);
        if (count > 0) {
            throw Problem.of(
                    Code.ResourceInUse,
                    "The registry %s is used by %d cluster profiles",
                    draft.text("/metadata/name"),
                    count);
        }
    }

    /** Says whether a spec would do; nobody is asked at the address it names. */
    Reply validate(Sort sort, Call call) {
        check(sort, call.object(), "body");
        return Reply.none();
    }

    private static void check(Sort sort, JsonNode spec, String at) {
        mustBeAddress(spec.path("endpoint").asString(""), sort, at + ".endpoint");
        var auth = spec.path("auth");
        switch (auth.path("type").asString("noAuth")) {
            case "basic" -> {
                must(auth, "username", at + ".auth");
                must(auth, "password", at + ".auth");
            }
            case "token" -> must(auth, "token", at + ".auth");
            default -> {}
        }
        if (sort == Sort.ECR && spec.path("isPrivate").asBoolean(false)) {
            mustHaveCredentials(spec.path("credentials"), at + ".credentials");
        }
    }

    private static void mustHaveCredentials(JsonNode credentials, String at) {
        switch (credentials.path("credentialType").asString("secret")) {
            case "secret" -> {
                must(credentials, "accessKey", at);
                must(credentials, "secretKey", at);
            }
            case "sts" -> must(credentials.path("sts"), "arn", at + ".sts");
            default -> must(credentials.path("podIdentity"), "roleArn", at + ".podIdentity");
        }
    }

    private static void must(JsonNode holder, String field, String at) {
        if (holder.path(field).asString("").isBlank()) throw Problem.invalid(at + "." + field, "is required");
    }

    /** Helm and pack registries are URLs; oci ones are often just a host and a path. */
    private static void mustBeAddress(String endpoint, Sort sort, String at) {
        var text = sort.kind().equals("oci") && !endpoint.contains("://") ? "https://" + endpoint : endpoint;
        try {
            var uri = new URI(text.strip());
            var scheme = String.valueOf(uri.getScheme());
            if (scheme.matches("https?|oci") && uri.getHost() != null) return;
        } catch (URISyntaxException wrong) {
            throw Problem.invalid(at, "must be the URL of a registry: " + wrong.getReason());
        }
        throw Problem.invalid(at, "must be the URL of a registry, such as https://charts.example.com");
    }
}
