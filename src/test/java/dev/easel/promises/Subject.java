package dev.easel.promises;

import dev.easel.clouds.Clouds;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.store.Kind;
import dev.easel.store.Kind.Shown;
import dev.easel.store.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * A kind of document as clients meet it: where it is made, read and listed, and a whole body of it.
 *
 * @param item path of one; a {@code *} stands for its uid
 * @param list how to list them: a method and a path
 * @param twice the code that a second one of the same name gets; "" when it may have the name too
 * @param body in single quotes; NAME stands for a name of its own
 */
record Subject(String create, String item, String list, String twice, Kind kind, String body) {
    /** A cloud that must be registered wherever these are made. */
    static final String CUSTOM = "nimbus";

    private static final String TAKEN = "ResourceAlreadyExists";
    private static final String SPEC = "{'metadata':{'name':'NAME'},'spec':%s}";
    private static final String TLS = "'tls':{'enabled':true,'key':'SECRET'}";

    static List<Subject> all() {
        var all = new ArrayList<>(List.of(
                plain("/v1/users/assets/sshkeys", Kinds.SSH_KEY, "{'publicKey':'ssh-ed25519 AAAA'}"),
                plain("/v1/teams", Kinds.TEAM, "{'users':[],'roles':[]}"),
                plain("/v1/roles", Kinds.ROLE, "{'scope':'project','permissions':['cluster.get']}"),
                plain("/v1/users", Kinds.USER, "{'emailId':'NAME@easel.test','firstName':'A','lastName':'B'}"),
                at("/v1/projects", "GET /v1/dashboard/projects/metadata", Kinds.PROJECT_ROOM, "{}"),
                at("/v1/filters/tag", "GET /v1/filters", Kinds.FILTER, "{'filterGroup':{'filters':[{'key':'a'}]}}"),
                new Subject("/v1/apiKeys", "/v1/apiKeys/*", "GET /v1/apiKeys", "", Kinds.API_KEY, SPEC.formatted("{}")),
                profile()));
        all.addAll(accounts());
        all.addAll(registries());
        return all;
    }

    private static Subject plain(String path, Kind kind, String spec) {
        return at(path, "GET " + path, kind, spec);
    }

    private static Subject at(String path, String list, Kind kind, String spec) {
        return new Subject(path, path + "/*", list, TAKEN, kind, SPEC.formatted(spec));
    }

    private static Subject profile() {
        var layer = "{'name':'notes','layer':'addon','type':'manifest','manifests':[{'name':'m','content':'a: b'}]}";
        var variable = "{'name':'pass','isSensitive':true,'defaultValue':'SECRET'}";
        var spec = "{'version':'1.0.0','template':{'type':'add-on','packs':[%s]},'variables':[%s]}"
                .formatted(layer, variable);
        return new Subject(
                "/v1/clusterprofiles",
                "/v1/clusterprofiles/*",
                "POST /v1/dashboard/clusterprofiles",
                "ClusterProfileAlreadyExists",
                Kinds.CLUSTER_PROFILE,
                SPEC.formatted(spec));
    }

    private static List<Subject> accounts() {
        return List.of(
                account("aws", "{'accessKey':'AK','secretKey':'S','secretToken':'S','secretSpec':{'tls':{'key':'S'}}}"),
                account("azure", "{'tenantId':'t','clientId':'c','clientSecret':'S'}"),
                account("gcp", "{'jsonCredentials':'S'}"),
                account("vsphere", "{'vcenterServer':'v','username':'u','password':'S'}"),
                account("maas", "{'apiEndpoint':'http://maas.test/MAAS','apiKey':'S'}"),
                account("apache-cloudstack", "{'apiUrl':'http://stack.test/','apiKey':'S','secretKey':'S'}"),
                customAccount());
    }

    private static Subject customAccount() {
        var secrets = Clouds.load().custom(CUSTOM).account().orElseThrow().secrets();
        var kind = Kinds.CLOUD_ACCOUNT.of(CUSTOM).secrets(secrets, Shown.NEVER);
        return plain("/v1/cloudaccounts/cloudTypes/" + CUSTOM, kind, "{'credentials':{'token':'S'}}");
    }

    private static Subject account(String cloud, String spec) {
        var secrets =
                Clouds.load().named(cloud).orElseThrow().account().orElseThrow().secrets();
        var kind = Kinds.CLOUD_ACCOUNT.of(cloud).secrets(secrets, Shown.NEVER);
        return plain("/v1/cloudaccounts/" + cloud, kind, spec);
    }

    private static List<Subject> registries() {
        var basic = "{'endpoint':'https://charts.test','auth':{'type':'basic','username':'u','password':'S',%s}}";
        var token = "{'endpoint':'https://packs.test','auth':{'type':'token','token':'S',%s}}";
        var ecr = "{'endpoint':'1.dkr.ecr.test','isPrivate':true,%s,'credentials':{'credentialType':'secret',"
                + "'accessKey':'AK','secretKey':'S','secretToken':'S','secretSpec':{'tls':{'key':'S'}}}}";
        return List.of(
                plain("/v1/registries/helm", Kinds.REGISTRY, basic.formatted(TLS)),
                plain("/v1/registries/pack", Kinds.REGISTRY, token.formatted(TLS)),
                oci("basic", basic.formatted(TLS).replace("'auth'", "'providerType':'helm','auth'")),
                oci("ecr", ecr.formatted(TLS)));
    }

    private static Subject oci(String sort, String spec) {
        return new Subject(
                "/v1/registries/oci/" + sort,
                "/v1/registries/oci/*/" + sort,
                "GET /v1/registries/oci/summary",
                TAKEN,
                Kinds.REGISTRY,
                SPEC.formatted(spec));
    }

    ObjectNode body(String name) {
        return (ObjectNode) Json.MAPPER.readTree(body.replace('\'', '"').replace("NAME", name));
    }

    /** A body whose every secret says how it may be seen. */
    ObjectNode body(String name, String canary) {
        var filled = (ObjectNode)
                Json.MAPPER.readTree(body(name).toString().replace("SECRET", canary(canary, Shown.MASKED)));
        kind.secrets().forEach((pointer, shown) -> Tree.each(filled, pointer, _ -> canary(canary, shown)));
        return filled;
    }

    /** What may not show in any reply. */
    static String canary(String canary, Shown shown) {
        return shown == Shown.CLEAR ? canary + "-clear" : canary + "-hidden";
    }

    String item(String uid) {
        return item.replace("*", uid);
    }

    boolean hasSecrets() {
        return body.contains("SECRET") || covered().findAny().isPresent();
    }

    boolean isInProjects() {
        return kind.scope() != Kind.Scope.TENANT;
    }

    /** Pointers of secrets that a client can send and that this body has. */
    Stream<String> covered() {
        var covered = new ArrayList<String>();
        var seen = body("any");
        kind.secrets()
                .keySet()
                .forEach(pointer -> Tree.each(seen, pointer, text -> {
                    covered.add(pointer);
                    return text;
                }));
        return covered.stream();
    }

    @Override
    public String toString() {
        return create;
    }
}
