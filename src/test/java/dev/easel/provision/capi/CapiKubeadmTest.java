package dev.easel.provision.capi;

import static dev.easel.provision.capi.Wishes.USUAL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.provision.Blueprint;
import dev.easel.provision.Material;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What packs say to kubeadm. */
final class CapiKubeadmTest {
    static final String OS = """
            kubeadmconfig:
              preKubeadmCommands: [first]
              files: [{targetPath: /etc/one, targetPermissions: "0600", content: x}]
            """;

    static final String KUBERNETES = """
            kubeadmconfig:
              apiServer: {certSANs: [api.example], extraArgs: {profiling: false}}
              controllerManager: {extraArgs: {cloud-provider: none}}
              scheduler: {extraArgs: {profiling: "false"}}
              kubeletExtraArgs: {event-qps: 0}
              preKubeadmCommands: [second]
              imageRepository: registry.example
            """;

    static Blueprint wish(String os, String kubernetes, Map<String, String> behind) {
        var wish = USUAL.on(Wishes.CLOUDS.named("aws").orElseThrow());
        var known = wish.material();
        var texts = List.of(new Material.Texts(os, Map.of()), new Material.Texts(kubernetes, Map.of()));
        var material = new Material(known.config(), known.account(), known.pools(), behind, known.templates(), texts);
        return new Blueprint(
                wish.target(),
                wish.cloud(),
                wish.account(),
                "",
                "1.32.10",
                wish.pools(),
                wish.layers(),
                wish.cordoned(),
                wish.dismissed(),
                material);
    }

    private static JsonNode spec(Blueprint wish, String kind) {
        var thing = new Rendering(wish, "demo", Wishes.account())
                .plan().all().stream().filter(each -> each.is(kind)).findFirst().orElseThrow();
        return thing.is("KubeadmControlPlane") ? thing.at("/spec/kubeadmConfigSpec") : thing.at("/spec/template/spec");
    }

    @Test
    void theControlPlaneIsToldAllOfIt() {
        var spec = spec(wish(OS, KUBERNETES, Map.of()), "KubeadmControlPlane");
        assertEquals(Wishes.json("""
                {'controllerManager':{'extraArgs':[{'name':'cloud-provider','value':'none'}]},
                 'apiServer':{'extraArgs':[{'name':'profiling','value':'false'}],'certSANs':['api.example']},
                 'scheduler':{'extraArgs':[{'name':'profiling','value':'false'}]},
                 'imageRepository':'registry.example'}"""), spec.path("clusterConfiguration"));
        assertEquals("[\"first\",\"second\"]", spec.path("preKubeadmCommands").toString());
        for (var phase : List.of("initConfiguration", "joinConfiguration"))
            assertTrue(spec.path(phase).toString().contains("{\"name\":\"event-qps\",\"value\":\"0\"}"));
    }

    @Test
    void workersAreToldWhatConcernsThem() {
        var spec = spec(wish(OS, KUBERNETES, Map.of()), "KubeadmConfigTemplate");
        assertTrue(spec.path("clusterConfiguration").isMissingNode());
        assertEquals(
                "[{\"content\":\"x\",\"path\":\"/etc/one\",\"permissions\":\"0600\"}]",
                spec.path("files").toString());
        assertTrue(spec.at("/joinConfiguration/nodeRegistration/kubeletExtraArgs")
                .toString()
                .contains("event-qps"));
    }

    @Test
    void aPoolThatStaysBehindKeepsWhatItWasTold() {
        var behind = Map.of("workers", "kubeadmconfig: {kubeletExtraArgs: {event-qps: 9}}");
        var spec = spec(wish(OS, KUBERNETES, behind), "KubeadmConfigTemplate");
        assertTrue(spec.toString().contains("{\"name\":\"event-qps\",\"value\":\"9\"}"), spec::toString);
    }

    @Test
    void aListOfThePoolStandsForThoseOfThePacks() {
        var facts = Wishes.json("""
                {'os':{'kubeadmconfig':{'preKubeadmCommands':['first'],'kubeletExtraArgs':{'a':'1'}}},
                 'pool':{'overrideKubeadmConfiguration':'preKubeadmCommands: [own]\\nkubeletExtraArgs: {b: 2}'}}""");
        assertEquals(
                Wishes.json("{'preKubeadmCommands':['own'],'kubeletExtraArgs':{'a':'1','b':2}}")
                        .toString(),
                sorted(Overrides.of(facts)));
    }

    private static String sorted(JsonNode overrides) {
        return "{\"preKubeadmCommands\":%s,\"kubeletExtraArgs\":%s}"
                .formatted(overrides.path("preKubeadmCommands"), overrides.path("kubeletExtraArgs"));
    }

    @Test
    void valuesThatCannotBeReadAreToldWithTheirLayer() {
        var wrong = assertThrows(Wrong.class, () -> spec(wish(OS, "a: {b", Map.of()), "KubeadmControlPlane"));
        assertEquals("ValuesInvalid", wrong.reason());
        assertTrue(wrong.getMessage().startsWith("values of the pack kubernetes, line 1: "), wrong.getMessage());
    }
}
