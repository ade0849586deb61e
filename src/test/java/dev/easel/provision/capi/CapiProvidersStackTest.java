package dev.easel.provision.capi;

import static dev.easel.provision.capi.Wishes.USUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.clouds.Cloud;
import dev.easel.contract.Json;
import dev.easel.provision.Blueprint;
import dev.easel.provision.Target;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Templates of the clouds whose providers publish their definitions, checked by a real API server that has these. */
final class CapiProvidersStackTest {
    private static final List<String> CLOUDS = List.of("aws", "eks", "gcp", "gke");

    private static final String CONFIG = """
            {'sshKeyName':'key','vpcId':'vpc-1','controlPlaneLoadBalancer':'internal','network':'n',
             'endpointAccess':{'public':true,'private':true,'publicCIDRs':['0.0.0.0/0']},
             'encryptionConfig':{'provider':'arn','resources':['secrets']},
             'addons':[{'name':'vpc-cni','version':'v1','conflictResolution':'overwrite','serviceAccountRoleARN':'arn'}],
             'managedClusterConfig':{'enableAutoPilot':false,'location':'europe-west3'}}
            """;

    private static final String POOL = """
            {'capacityType':'spot','spotMarketOptions':{'maxPrice':'0.5'},'subnetIds':{'eu-central-1a':'subnet-1'},
             'additionalSecurityGroups':[{'id':'sg-1'}],'additionalLabels':{'tier':'web'},'amiType':'AL2_x86_64',
             'subnet':'subnet-1','minSize':1,'maxSize':4,'additionalTags':{'team':'web'}}
            """;

    private final Target target = new Target(
            "tenant", "project", UUID.randomUUID().toString().replace("-", "").substring(0, 24), "checked", "capi");
    private Link link;

    @BeforeEach
    void open() {
        link = new Link(Stack.kubeconfig(), Clock.systemUTC(), new Wakes(_ -> {}));
        Stack.until("the management cluster answers", () -> link.trouble().isEmpty());
        link.reach().apply(Stack.namespace("capa-system"));
        link.reach().apply(new Stamp(target).namespace());
    }

    @AfterEach
    void close() {
        if (link == null) return;
        link.reach().delete(new Stamp(target).namespace());
        link.close();
    }

    @TestFactory
    Stream<DynamicTest> everyFieldIsOneThatTheProviderKnows() {
        return Wishes.clouds().stream()
                .filter(cloud -> CLOUDS.contains(cloud.name()))
                .map(cloud -> DynamicTest.dynamicTest(cloud.name(), () -> check(cloud)));
    }

    private void check(Cloud cloud) {
        var refused = new ArrayList<String>();
        for (var account :
                List.of(Wishes.account(), role("sts", "sts", "arn"), role("pod-identity", "podIdentity", "roleArn"))) {
            for (var wish : List.of(USUAL.on(cloud), whole(cloud))) {
                var plan = new Rendering(Wishes.as(target, wish), "checked", account).plan();
                for (var thing : plan.all()) refusal(thing).ifPresent(refused::add);
            }
        }
        assertEquals(List.of(), refused);
    }

    private Optional<String> refusal(Thing thing) {
        try {
            link.reach().rehearse(thing);
            return Optional.empty();
        } catch (KubernetesClientException | Wrong wrong) {
            return Optional.of(thing + ": " + wrong.getMessage());
        }
    }

    /** With all that may be left out. */
    private static Blueprint whole(Cloud cloud) {
        var wish = USUAL.on(cloud);
        var config = (ObjectNode) wish.material().config().deepCopy();
        config.setAll(Wishes.json(CONFIG));
        var pools = new LinkedHashMap<String, JsonNode>();
        wish.material()
                .pools()
                .forEach((name, pool) -> pools.put(name, ((ObjectNode) pool.deepCopy()).setAll(Wishes.json(POOL))));
        return USUAL.blueprint(cloud.name(), config, pools, Map.of());
    }

    @Test
    void whatPacksSayToKubeadmIsTaken() {
        var wish = CapiKubeadmTest.wish(CapiKubeadmTest.OS, CapiKubeadmTest.KUBERNETES, Map.of());
        var plan = new Rendering(Wishes.as(target, wish), "checked", Wishes.account()).plan();
        assertEquals(
                List.of(),
                plan.all().stream().flatMap(thing -> refusal(thing).stream()).toList());
    }

    @Test
    void aFieldThatTheProviderDoesNotKnowIsRefused() {
        var aws = Wishes.CLOUDS.named("aws").orElseThrow();
        var plan = new Rendering(Wishes.as(target, USUAL.on(aws)), "checked", Wishes.account()).plan();
        var template = plan.all().stream()
                .filter(thing -> thing.is("AWSMachineTemplate"))
                .findFirst()
                .orElseThrow();
        template.part("spec", "template", "spec").put("instanceKind", "m5.large");
        assertTrue(refusal(template).orElseThrow().contains("instanceKind"));
    }

    /** A template could otherwise make, or take over, what lets a provider into somebody else's account. */
    @Test
    void whatStandsInNoNamespaceIsRefused() {
        var identity = new Thing(Json.object()
                .put("apiVersion", "infrastructure.cluster.x-k8s.io/v1beta2")
                .put("kind", "AWSClusterStaticIdentity"));
        identity.part("metadata").put("name", "theirs");
        new Stamp(target).mark(List.of(identity));
        assertTrue(refusal(identity).orElseThrow().contains("stands in no namespace"));
    }

    private static ObjectNode role(String type, String part, String field) {
        var account = Wishes.account().put("credentialType", type);
        account.putObject(part).put(field, "arn:aws:iam::123456789012:role/made-up");
        return account;
    }
}
