package dev.easel.profiles;

import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.templates.Layer;
import dev.easel.templates.Profile;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Profiles that are made from others: clones, and what was exported elsewhere. */
final class ProfileCopies {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String MASK = "********";

    private final Desk desk;
    private final ProfileDesk profiles;
    private final ImportedPacks imported;
    private final Contract contract;

    ProfileCopies(Desk desk, ProfileDesk profiles, ImportedPacks imported, Contract contract) {
        this.desk = desk;
        this.profiles = profiles;
        this.imported = imported;
        this.contract = contract;
    }

    /** A copy under another name or version, perhaps in another scope; a draft, as every new profile. */
    Reply clone(Call call) {
        var source = opened(call);
        var wanted = call.object().path("metadata");
        var target = target(call, wanted.path("target"));
        var given = Json.object();
        var metadata =
                given.putObject("metadata").put("name", wanted.path("name").asString(""));
        if (source.at("/metadata/labels").isObject()) metadata.set("labels", source.at("/metadata/labels"));
        var description = source.at("/metadata/annotations/description");
        if (description.isString()) metadata.putObject("annotations").set("description", description);
        var spec = given.putObject("spec").put("version", wanted.path("version").asString("1.0.0"));
        spec.set("template", template(source));
        spec.set("variables", ProfileVariables.clear(source));
        return Reply.uid(profiles.create(target, given).uid());
    }

    Reply validateClone(Call call) {
        opened(call);
        var wanted = call.object();
        var target = target(call, wanted.path("target"));
        var version = wanted.path("version").asString("1.0.0");
        return profiles.mustBeFree(target, wanted.path("name").asString(""), version);
    }

    /** The same request as if it had been made in the scope that the copy goes to. */
    private Call target(Call call, JsonNode target) {
        if (target.isMissingNode() || target.isNull()) return call;
        var scope = target.path("scope").asString("");
        var project = scope.equals("project")
                ? target.path("projectUid").asString(call.caller().project())
                : "";
        if (scope.equals("project") && project.isEmpty()) {
            throw Problem.invalid("body.metadata.target.projectUid", "is required");
        }
        if (!scope.equals("project") && !scope.equals("tenant")) {
            throw Problem.invalid("body.metadata.target.scope", "must be project or tenant");
        }
        if (!project.isEmpty()) desk.find(Kinds.PROJECT_ROOM, call, project);
        var other = new Call(
                call.operation(),
                call.path(),
                call.query(),
                call.headers(),
                call.body(),
                call.caller().in(project),
                call.id(),
                call.permission());
        ProfileDesk.mustBeAllowedTo(other, "clusterProfile.create");
        return other;
    }

    /** Content as a client would write it, with manifests whole. */
    private static ObjectNode template(ObjectNode source) {
        var published = (ObjectNode) source.at("/spec/published").deepCopy();
        for (var pack : published.path("packs")) {
            var given = (ObjectNode) pack;
            given.set("uid", pack.path("packUid"));
            var manifests = Layer.of(pack, source.at(Profile.MANIFESTS)).manifests();
            if (!pack.has("manifests")) continue;
            var list = given.putArray("manifests");
            manifests.forEach(file -> list.addObject().put("name", file.name()).put("content", file.content()));
        }
        return published;
    }

    /** Everything but sensitive defaults, for another Easel or another day. */
    Reply export(Call call) {
        var source = opened(call);
        var file = Json.object();
        var metadata = file.putObject("metadata")
                .put("name", source.at("/metadata/name").asString(""));
        metadata.put(
                "description", source.at("/metadata/annotations/description").asString(""));
        if (source.at("/metadata/labels").isObject()) metadata.set("labels", source.at("/metadata/labels"));
        var spec =
                file.putObject("spec").put("version", source.at("/spec/version").asString(""));
        var template = spec.putObject("template");
        template.put("type", source.at("/spec/published/type").asString(""));
        template.put("cloudType", source.at("/spec/published/cloudType").asString(""));
        template.set("packs", imported.written(call, source));
        var rows = ProfileVariables.clear(source);
        for (var row : rows) {
            if (row.path("isSensitive").asBoolean(false)) ((ObjectNode) row).put("defaultValue", MASK);
        }
        spec.set("variables", rows);
        var name = source.at("/metadata/name").asString("").replaceAll("[^A-Za-z0-9._-]", "_");
        if (!call.query("format").orElse("json").equals("yaml")) {
            var text = Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(file);
            return Reply.file(text, "application/octet-stream", name + ".json");
        }
        return Reply.file(YAML.writeValueAsBytes(file), "application/octet-stream", name + ".yaml");
    }

    Reply importBody(Call call) {
        return create(call, call.object());
    }

    Reply importFile(Call call) {
        var bytes = call.file("importFile").orElseThrow(() -> Problem.invalid("body.importFile", "is required"));
        var read = call.query("format").orElse("json").equals("yaml") ? yaml(bytes) : Json.parse(bytes);
        var faults = contract.operation("v1ClusterProfilesImport").body().check(read);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        if (!(read instanceof ObjectNode given)) throw Problem.invalid("body.importFile", "must hold an object");
        return create(call, given);
    }

    /** What was sent, with the registries that could serve each pack. */
    ObjectNode validateImport(Call call) {
        var given = call.object().deepCopy();
        var metadata = given.path("metadata");
        profiles.mustBeFree(
                call,
                metadata.path("name").asString(""),
                given.at("/spec/version").asString("1.0.0"));
        imported.match(call, given.at("/spec/template/packs"));
        return given;
    }

    private Reply create(Call call, ObjectNode given) {
        if (call.flag("publish")) ProfileDesk.mustBeAllowedTo(call, "clusterProfile.publish");
        mustHaveRealDefaults(given.at("/spec/variables"));
        var entity = Json.object();
        var metadata = Metadata.child(entity, "metadata");
        metadata.put("name", given.at("/metadata/name").asString(""));
        if (given.at("/metadata/labels").isObject()) metadata.set("labels", given.at("/metadata/labels"));
        var description = given.at("/metadata/description").asString("");
        if (!description.isEmpty()) metadata.putObject("annotations").put("description", description);
        var spec = entity.putObject("spec")
                .put("version", given.at("/spec/version").asString("1.0.0"));
        var template = spec.putObject("template");
        if (given.at("/spec/template") instanceof ObjectNode object) template.setAll(object.deepCopy());
        template.set("packs", imported.read(call, given.at("/spec/template/packs")));
        if (given.at("/spec/variables").isArray()) spec.set("variables", given.at("/spec/variables"));
        return Reply.uid(profiles.create(call, entity).uid());
    }

    /** Exports mask sensitive values, so they have to be entered again. */
    private static void mustHaveRealDefaults(JsonNode variables) {
        for (var row : variables) {
            if (row.path("isSensitive").asBoolean(false)
                    && row.path("defaultValue").asString("").equals(MASK)) {
                var name = row.path("name").asString("");
                throw Problem.invalid("body.spec.variables \"" + name + "\"", "is masked: enter its default again");
            }
        }
    }

    private static JsonNode yaml(byte[] bytes) {
        try {
            var tree = YAML.readTree(new String(bytes, StandardCharsets.UTF_8));
            return Json.parse(Json.MAPPER.writeValueAsBytes(tree));
        } catch (JacksonException wrong) {
            throw Problem.invalid("body.importFile", "must be YAML: " + wrong.getOriginalMessage());
        }
    }

    private ObjectNode opened(Call call) {
        return desk.store().open(desk.find(Kinds.CLUSTER_PROFILE, call, call.path("uid")));
    }
}
