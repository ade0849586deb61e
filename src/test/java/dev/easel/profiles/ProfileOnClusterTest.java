package dev.easel.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.contract.Json;
import dev.easel.packs.Catalogue;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** Profiles as a whole server uses them: attached to clusters, with macros and variables. */
final class ProfileOnClusterTest {
    private static final Catalogue CATALOGUE = Catalogue.load();

    @Test
    void aMacroThatIsNotThereIsNamedWhenTheClusterIsMade() {
        try (var fixture = new Fixture()) {
            var project = fixture.project();
            var account = project.create(
                    "/v1/cloudaccounts/aws",
                    "{\"metadata\":{\"name\":\"a\"},\"spec\":{\"accessKey\":\"AK\",\"secretKey\":\"SK\"}}");
            var profile = project.create(
                    "/v1/clusterprofiles?publish=true", infrastructure("team: {{ .spectro.macro.team }}"));
            var refused = project.post("/v1/spectroclusters/aws", cluster(account, profile));
            assertEquals(400, refused.status());
            assertTrue(
                    refused.text().contains("layer \\\"kubernetes\\\": line 1: the macro \\\"team\\\""),
                    refused.text());
            var home = project.get("/v1/dashboard/projects/metadata")
                    .ok()
                    .at("/items/0/metadata/uid")
                    .asString();
            project.post("/v1/projects/" + home + "/macros", "{\"macros\":[{\"name\":\"team\",\"value\":\"blue\"}]}")
                    .status(204);
            var cluster = project.create("/v1/spectroclusters/aws", cluster(account, profile));
            project.await(
                    "/v1/spectroclusters/" + cluster,
                    seen -> seen.at("/status/state").asString("").equals("Running"));
            project.delete("/v1/projects/" + home + "/macros", "{\"macros\":[{\"name\":\"team\"}]}")
                    .status(204);
            project.await(
                    "/v1/spectroclusters/" + cluster,
                    seen -> seen.at("/status/conditions").toString().contains("UnresolvedName"));
            project.post("/v1/projects/" + home + "/macros", "{\"macros\":[{\"name\":\"team\",\"value\":\"red\"}]}")
                    .status(204);
            project.await(
                    "/v1/spectroclusters/" + cluster,
                    seen -> !seen.at("/status/conditions").toString().contains("UnresolvedName"));
            assertEquals(
                    "ResourceInUse",
                    project.delete("/v1/clusterprofiles/" + profile).code());
            var used = project.get("/v1/clusterprofiles/" + profile).ok();
            assertEquals(cluster, used.at("/status/inUseClusterUids/0").asString());
        }
    }

    private static ObjectNode infrastructure(String values) {
        var body = Json.object();
        body.putObject("metadata").put("name", "base");
        var template = body.putObject("spec")
                .putObject("template")
                .put("type", "infra")
                .put("cloudType", "aws");
        var packs = template.putArray("packs");
        for (var name : List.of("ubuntu-aws", "kubernetes", "cni-calico", "csi-aws-ebs")) {
            var tag = CATALOGUE
                    .tags(name, CATALOGUE.registries().getFirst().uid())
                    .getFirst();
            packs.addObject()
                    .put("name", name)
                    .put("uid", tag.uid())
                    .put("tag", tag.version())
                    .put("values", name.equals("kubernetes") ? values : "");
        }
        return body;
    }

    private static ObjectNode cluster(String account, String profile) {
        var body = Json.object();
        body.putObject("metadata").put("name", "web");
        var spec = body.putObject("spec").put("cloudAccountUid", account);
        spec.putArray("profiles").addObject().put("uid", profile);
        spec.putObject("cloudConfig").put("region", "eu-west-1").put("sshKeyName", "k");
        var pool = spec.putArray("machinepoolconfig").addObject();
        pool.putObject("poolConfig")
                .put("name", "control-plane")
                .put("size", 1)
                .put("isControlPlane", true)
                .putArray("labels")
                .add("control-plane");
        pool.putObject("cloudConfig")
                .put("instanceType", "t3.large")
                .put("rootDeviceSize", 60)
                .putArray("azs")
                .add("eu-west-1a");
        return body;
    }
}
