package dev.easel.engines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Fixture;
import dev.easel.demo.DevCloud;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** What hinders a cluster of its own: it is told with a reason, nothing half-made is left, and it goes on when it can. */
final class CapiObstaclesStackTest {
    private static final String POLICY = """
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicy
            metadata: {name: NAME}
            spec:
              failurePolicy: Fail
              matchConstraints:
                resourceRules:
                - {apiGroups: [cluster.x-k8s.io], apiVersions: ["*"], operations: [OPERATION], resources: [PLURAL]}
                - {apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps]}
              variables:
              - {name: it, expression: "request.operation == 'DELETE' ? oldObject : object"}
              validations:
              - expression: "variables.it.metadata.name != 'NAME' && (!has(variables.it.spec) || !has(variables.it.spec.clusterName) || variables.it.spec.clusterName != 'NAME')"
                message: the house rules forbid it
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: ValidatingAdmissionPolicyBinding
            metadata: {name: NAME}
            spec: {policyName: NAME, validationActions: [Deny]}
            """;
    private static final List<String> made = new ArrayList<>();
    private static Optional<Management> management = Optional.empty();
    private static Optional<Fixture> house = Optional.empty();
    private static Optional<Estate> estate = Optional.empty();
    private static String steady = "";

    private final List<HasMetadata> policies = new ArrayList<>();

    @BeforeAll
    static void open() {
        management = Optional.of(Management.own());
        there().mend();
        house = Optional.of(
                new Fixture("--management-kubeconfig", there().kubeconfig().toString()));
        estate = house.map(server -> Estate.on(server, Engine.CAPI));
        steady = create("steady", ours().body("steady"));
    }

    @AfterEach
    void allow() {
        policies.forEach(policy -> there().client().resource(policy).delete());
    }

    @AfterAll
    static void close() {
        if (management.isEmpty()) return;
        made.forEach(ours()::delete);
        made.forEach(ours()::awaitGone);
        made.forEach(uid -> assertFalse(there().hasRoom(uid)));
        house.ifPresent(Fixture::close);
        there().close();
    }

    private static Management there() {
        return management.orElseThrow();
    }

    private static Estate ours() {
        return estate.orElseThrow();
    }

    private static String create(String name, ObjectNode body) {
        var uid = ours().create(name, body);
        made.add(uid);
        return uid;
    }

    /** From now on the API server refuses something for clusters of a name, in words of ours. */
    private void deny(String name, String plural, String operation) {
        var text = POLICY.replace("NAME", name).replace("PLURAL", plural).replace("OPERATION", operation);
        var objects = there().client()
                .load(new ByteArrayInputStream(text.getBytes(UTF_8)))
                .items();
        for (var object : objects)
            policies.add(there().client().resource(object).create());
        Waiting.until("the policy is in force", () -> isDenied(name), () -> "objects are taken");
    }

    /** A policy takes a moment; each forbids a config map beside what it is about. */
    private static boolean isDenied(String name) {
        try {
            var probe = new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .build();
            there().client()
                    .configMaps()
                    .inNamespace("default")
                    .resource(probe)
                    .dryRun(true)
                    .create();
            return false;
        } catch (KubernetesClientException refused) {
            return refused.getMessage().contains("house rules");
        }
    }

    private void allowAll() {
        policies.forEach(policy -> there().client().resource(policy).delete());
        policies.clear();
    }

    @Test
    void poolsThatAreForbiddenAreToldAndComeWhenTheyMay() {
        deny("nopools", "machinedeployments", "CREATE");
        var uid = create("nopools", ours().body("nopools"));
        ours().awaitFault(uid, "ApplyRejected", "the house rules forbid it");
        assertTrue(ours().events(uid).stream().anyMatch(event -> event.reason().equals("ApplyRejected")));
        allowAll();
        ours().awaitNoFault(uid, "ApplyRejected");
        assertEquals(1, there().count("MachineDeployment", "machinedeployments", uid));
    }

    @Test
    void machinesThatAreForbiddenAreToldAndComeWhenTheyMay() {
        deny("nomachines", "machines", "CREATE");
        var uid = create("nomachines", ours().body("nomachines"));
        ours().awaitFault(uid, ".*", "the house rules forbid it");
        assertEquals(0, there().machines(uid).size());
        allowAll();
        Waiting.until("machines come", () -> !there().machines(uid).isEmpty(), () -> ours().picture(uid));
        ours().awaitNoFault(uid, "MachineCreationFailed|MachineGenerationFailed");
    }

    @Test
    void aClusterThatMustNotBeDeletedSaysSoAndGoesLater() {
        var uid = create("kept", ours().body("kept"));
        Waiting.until("it is there", () -> there().count("Cluster", "clusters", uid) == 1, () -> ours().picture(uid));
        deny("kept", "clusters", "DELETE");
        ours().delete(uid);
        ours().awaitFault(uid, "DeleteRejected", "the house rules forbid it");
        assertEquals("Deleting", ours().state(uid));
        allowAll();
        ours().awaitGone(uid);
        made.remove(uid);
        assertFalse(there().hasRoom(uid));
    }

    @Test
    void aProviderThatIsMissingIsNamedAndNothingIsMade() {
        var body = ours().body("unprovided");
        var config = (ObjectNode) body.at("/spec/cloudConfig");
        config.put("values", config.path("values").asString().replace("DevCluster", "MoonCluster"));
        var uid = create("unprovided", body);
        var told = ours().awaitFault(uid, "ProviderMissing", "MoonCluster");
        assertTrue(told.message().contains("clusterctl init"), told::message);
        assertFalse(there().hasRoom(uid));
    }

    @Test
    void aTemplateThatDoesNotRenderNamesTheLineAndCanBeMended() {
        var body = ours().body("unrendered");
        var pools = body.at("/spec/machinepoolconfig");
        var good = DevCloud.values("workers", 2);
        var bad = good.replace("criSocket: unix:///var/run/containerd/containerd.sock", "criSocket: ${no.such.fact}");
        ((ObjectNode) pools.get(1).path("cloudConfig")).put("values", bad);
        var uid = create("unrendered", body);
        var told = ours().awaitFault(uid, "TemplateInvalid", "no.such.fact");
        var line = bad.substring(0, bad.indexOf("${no")).lines().count();
        assertTrue(told.message().contains("line " + line + ":"), told::message);
        assertFalse(there().hasRoom(uid));
        ours().resize(uid, "workers", 2);
        ours().awaitNoFault(uid, "TemplateInvalid");
        Waiting.until("machines come", () -> !there().machines(uid).isEmpty(), () -> ours().picture(uid));
    }

    @Test
    void brokenYamlIsRefusedOrToldWithItsLine() {
        var body = ours().body("broken");
        ((ObjectNode) body.at("/spec/cloudConfig")).put("values", "apiVersion: v1\nkind: [");
        var reply = ours().tryToCreate(body);
        if (reply.status() == 400) return;
        var uid = reply.status(201).json().path("uid").asString();
        made.add(uid);
        ours().awaitFault(uid, "TemplateInvalid", "line ");
        assertFalse(there().hasRoom(uid));
    }

    @Test
    void aMachineThatSomebodyDeletesIsReplaced() {
        ours().awaitWhole(steady, 2);
        var before = ours().uids(steady, machine -> machine.pool().equals("workers"));
        var victim = there().machines(steady).stream()
                .filter(machine -> before.contains(machine.getMetadata().getUid()))
                .findFirst()
                .orElseThrow();
        there().all("Machine", "machines").resource(victim).delete();
        Waiting.until(
                "it is gone",
                () -> !ours().uids(steady, _ -> true)
                        .contains(victim.getMetadata().getUid()),
                () -> ours().picture(steady));
        ours().awaitWhole(steady, 2);
        assertTrue(
                ours().events(steady).stream().anyMatch(event -> event.reason().equals("MachineDeleted")));
        assertEquals(3, there().machines(steady).size());
    }

    @Test
    void whatSomebodyEditsIsMendedEvenIfTheyClaimIt() {
        ours().awaitWhole(steady, 2);
        for (var how : Set.of(PatchType.JSON_MERGE, PatchType.SERVER_SIDE_APPLY)) {
            edit(how);
            Waiting.until("it is mended", () -> there().workersAskedFor(steady) == 2, () -> ours().picture(steady));
        }
        ours().awaitWhole(steady, 2);
        assertEquals(3, there().machines(steady).size());
    }

    private static void edit(PatchType how) {
        var found = deployments().list().getItems().getFirst();
        var patch = """
                {"apiVersion":"cluster.x-k8s.io/v1beta2","kind":"MachineDeployment","metadata":{"name":"%s"},"spec":{"replicas":0}}
                """.formatted(found.getMetadata().getName());
        var context = new PatchContext.Builder().withPatchType(how).withFieldManager("somebody");
        if (how == PatchType.SERVER_SIDE_APPLY) context.withForce(true);
        deployments().withName(found.getMetadata().getName()).patch(context.build(), patch);
    }

    private static NonNamespaceOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            deployments() {
        return there().all("MachineDeployment", "machinedeployments").inNamespace(Management.namespace(steady));
    }
}
