package bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the benchmarks ask a server to make; single quotes stand for double ones. */
final class Bodies {
    private static final List<String> LAYERS =
            List.of("ubuntu-aws 22.04", "kubernetes 1.32.11", "cni-calico 3.31.4", "csi-aws-ebs 1.55.0");

    private Bodies() {}

    /** A cloud account of three and a half kilobytes, most of it a note. */
    static String account(String prefix, long number) {
        var note = "what this account is for, and whom to ask when it stops working; ".repeat(48);
        return json("{'metadata':{'name':'%s-%d','labels':{'owner':'team-%d','stage':'test'},"
                        + "'annotations':{'note':'%s'}},'spec':{'credentialType':'secret',"
                        + "'accessKey':'AKIAEXAMPLE%09d','secretKey':'not-a-real-secret-of-any-account'}}")
                .formatted(prefix, number, number % 100, note, number);
    }

    /** The same as an object of Kubernetes. */
    static String resource(String prefix, long number) {
        return json("{'apiVersion':'bench.easel.dev/v1','kind':'CloudAccount',")
                + account(prefix, number).substring(1);
    }

    /** A cluster on AWS with one control plane machine for each three workers, and all that it needs. */
    static String cluster(Client house, String name, int nodes) throws IOException {
        return cluster(name, account(house, name), profile(house, name), nodes);
    }

    static String account(Client house, String name) throws IOException {
        return house.create("/v1/cloudaccounts/aws", account(name + "-account", 0));
    }

    static String cluster(String name, String account, String profile, int nodes) {
        int planes = nodes > 5 ? 3 : 1;
        return json("{'metadata':{'name':'%s','labels':{'owner':'bench'}},'spec':{'cloudAccountUid':'%s',"
                        + "'cloudConfig':{'region':'eu-west-1','sshKeyName':'bench'},'profiles':[{'uid':'%s'}],"
                        + "'machinepoolconfig':[%s,%s]}}")
                .formatted(
                        name,
                        account,
                        profile,
                        pool("control-plane", "'isControlPlane':true,'labels':['control-plane']", planes),
                        pool("workers", "'labels':['worker']", nodes - planes));
    }

    private static String pool(String name, String role, int size) {
        return json("{'poolConfig':{'name':'%s','size':%d,%s},'cloudConfig':{'instanceType':'m5.large',"
                        + "'rootDeviceSize':60,'azs':['eu-west-1a','eu-west-1b']}}")
                .formatted(name, size, json(role));
    }

    /** An infrastructure profile of four catalogue packs, published. */
    static String profile(Client house, String name) throws IOException {
        var registries = house.get("/v1/registries/metadata").path("items");
        var registry = registries
                .valueStream()
                .map(each -> each.has("metadata") ? each.path("metadata") : each)
                .filter(each -> each.path("name").asString("").equals("Public Repo"))
                .findFirst()
                .orElseThrow()
                .path("uid")
                .asString();
        var packs = new StringBuilder();
        for (var layer : LAYERS) packs.append(packs.isEmpty() ? "" : ",").append(pack(house, registry, layer));
        var body = json("{'metadata':{'name':'%s-profile'},'spec':{'version':'1.0.0','template':"
                        + "{'type':'cluster','cloudType':'aws','packs':[%s]}}}")
                .formatted(name, packs);
        var uid = house.create("/v1/clusterprofiles", body);
        house.send("PATCH", "/v1/clusterprofiles/" + uid + "/publish", "", 204);
        return uid;
    }

    private static String pack(Client house, String registry, String layer) throws IOException {
        var pair = layer.split(" ");
        var filters = "spec.name=%sANDspec.version=%sANDspec.registryUid=%s".formatted(pair[0], pair[1], registry);
        var found = house.get("/v1/packs?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8))
                .at("/items/0");
        return json("{'name':'%s','tag':'%s','registryUid':'%s','type':'spectro','uid':'%s','values':%s}")
                .formatted(
                        pair[0],
                        pair[1],
                        registry,
                        found.at("/metadata/uid").asString(),
                        found.at("/spec/values").toString());
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
