package dev.easel.profiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.easel.Bench;
import dev.easel.Bench.Answer;
import dev.easel.catalogue.Packs;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Contract;
import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.packs.Catalogue;
import dev.easel.registries.Registries;
import dev.easel.resource.Verbs;
import dev.easel.store.Actor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ProfilesTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final Clouds CLOUDS = Clouds.load();
    private static final Contract CONTRACT = Contract.load();
    private static final String PUBLIC = "4d361f2179e345ffde25fcef";
    private static final String KUBERNETES = uid("kubernetes", "1.30.4");

    private final Bench bench = new Bench((made, _) -> {
        var verbs = new Verbs(made.store);
        return List.of(
                new Profiles(verbs, new Profiles.Data(CATALOGUE, CLOUDS, CONTRACT, _ -> {})),
                new Packs(verbs, CATALOGUE),
                new Registries(verbs, CATALOGUE, _ -> {}));
    });

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void strangersAreTurnedAway() {
        assertEquals(
                401, bench.ask("", "", "v1ClusterProfilesCreate", infra("a")).status());
    }

    @Test
    void whatIsWrittenIsReadWithUidLayerAndRegistryFilledIn() {
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base")).uid();
        var profile = get(uid);
        assertEquals("1.0.0", profile.text("/spec/version"));
        var pack = profile.body().at("/spec/published/packs/0");
        assertEquals("k8s", pack.path("layer").asString());
        assertEquals(KUBERNETES, pack.path("packUid").asString());
        assertEquals(PUBLIC, pack.path("registryUid").asString());
        assertEquals("# as written\n  pack: {}\n\n", pack.path("values").asString());
        assertFalse(pack.has("uid"));
        assertEquals("tenant", profile.text("/metadata/annotations/scope"));
        assertEquals(uid, profile.text("/spec/versions/0/uid"));
        assertFalse(profile.body().at("/status/isPublished").asBoolean());
        assertFalse(profile.body().has("easel"));
        assertEquals(PUBLIC, bench.admin("v1PacksUid", "", KUBERNETES).text("/registryUid"));
    }

    @Test
    void publishingIsSaidAtOnceOrLater() {
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base")).uid();
        assertEquals(204, bench.admin("v1ClusterProfilesPublish", "", uid).status());
        assertTrue(get(uid).body().at("/status/isPublished").asBoolean());
        var other = bench.admin("v1ClusterProfilesCreate", infra("other"), "publish=true")
                .uid();
        assertTrue(get(other).body().at("/status/isPublished").asBoolean());
    }

    @Test
    void aNameHasEachVersionOnce() {
        assertEquals(201, bench.admin("v1ClusterProfilesCreate", infra("base")).status());
        var again = bench.admin("v1ClusterProfilesCreate", infra("base"));
        assertEquals("ClusterProfileAlreadyExists", again.text("/code"));
        assertEquals(
                409,
                bench.admin("v1ClusterProfilesValidateNameVersion", "", "name=base")
                        .status());
        assertEquals(
                204,
                bench.admin("v1ClusterProfilesValidateNameVersion", "", "name=base", "version=1.0.1")
                        .status());
        var next = infra("base").replace("'spec':{", "'spec':{'version':'1.1.0-rc.1',");
        var uid = bench.admin("v1ClusterProfilesCreate", next).uid();
        assertEquals(2, get(uid).body().at("/spec/versions").size());
        var wrong =
                bench.admin("v1ClusterProfilesCreate", infra("base").replace("'spec':{", "'spec':{'version':'v1.2',"));
        assertEquals(400, wrong.status());
        assertTrue(wrong.text("/message").startsWith("body.spec.version"));
        assertEquals(
                2,
                bench.admin("v1ClusterProfilesMetadata", "").body().get("items").size());
        assertEquals(
                201,
                bench.ask("admin-key", bench.house.project(), "v1ClusterProfilesCreate", infra("base"))
                        .status());
        var seen = bench.ask("admin-key", bench.house.project(), "v1ClusterProfilesMetadata", "");
        assertEquals(3, seen.body().get("items").size());
    }

    @Test
    void aProjectMayOnlyReadTheTenants() {
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base")).uid();
        var project = bench.house.project();
        assertEquals(
                200,
                bench.ask("admin-key", project, "v1ClusterProfilesGet", "", uid).status());
        assertEquals(
                403,
                bench.ask("admin-key", project, "v1ClusterProfilesDelete", "", uid)
                        .status());
        var own = bench.ask("admin-key", project, "v1ClusterProfilesCreate", infra("own"))
                .uid();
        assertEquals(404, get(own).status());
    }

    @Test
    void packsThatDoNotFitAreRefused() {
        refused(infra("a").replace("'uid':'" + KUBERNETES + "'", "'uid':'none'"), 404, "'kubernetes 1.30.4 (none)'");
        refused(
                infra("a").replace("'uid':'" + KUBERNETES + "',", "").replace("1.30.4", "9.9.9"),
                404,
                "kubernetes 9.9.9");
        refused(infra("a").replace("'cloudType':'aws'", "'cloudType':'all'"), 400, "must name a cloud");
        refused(infra("a").replace("'cloudType':'aws'", "'cloudType':'eks'"), 400, "does not fit eks");
        refused(infra("a").replace("'type':'infra'", "'type':'add-on'"), 400, "which an add-on profile cannot have");
        var twice = infra("a").replace("'packs':[", "'packs':[{'name':'x--kubernetes','tag':'1.30.5'},");
        refused(twice, 400, "is a second one of the layer k8s");
        var same = infra("a").replace("'packs':[", "'packs':[{'name':'kubernetes','uid':'" + KUBERNETES + "'},");
        refused(same, 400, "is in the profile twice");
        assertEquals(
                0,
                bench.admin("v1ClusterProfilesMetadata", "").body().get("items").size());
    }

    @Test
    void packsAreFoundByNameTagAndRegistry() {
        var packs = "{'name':'kubernetes','tag':'1.30.x','registryUid':'%s','type':'spectro'}".formatted(PUBLIC);
        var uid = bench.admin("v1ClusterProfilesCreate", profile("floating", "infra", "aws", packs))
                .uid();
        var pack = get(uid).body().at("/spec/published/packs/0");
        assertEquals("1.30.x", pack.path("tag").asString());
        assertEquals("1.30.14", pack.path("version").asString());
    }

    @Test
    void packsOfATenantsRegistryAreKnownFromThenOn() {
        var helm =
                "{'metadata':{'name':'charts'},'spec':{'endpoint':'https://c.example.com','auth':{'type':'noAuth'}}}";
        var registry = bench.admin("v1RegistriesHelmCreate", helm).uid();
        var packs =
                "{'name':'podinfo','tag':'6.5.0','registryUid':'%s','type':'helm','values':'a: 1'}".formatted(registry);
        var uid = bench.admin("v1ClusterProfilesCreate", profile("web", "add-on", "all", packs))
                .uid();
        var pack = get(uid).text("/spec/published/packs/0/packUid");
        assertEquals(registry, bench.admin("v1PacksUid", "", pack).text("/registryUid"));
        var tags = bench.admin("v1PacksNameRegistryUidList", "", "podinfo", registry);
        assertEquals(pack, tags.text("/tags/0/packUid"));
        var second = bench.admin("v1ClusterProfilesCreate", profile("web2", "add-on", "all", packs))
                .uid();
        assertEquals(pack, get(second).text("/spec/published/packs/0/packUid"));
        assertEquals(
                "ResourceInUse",
                bench.admin("v1RegistriesHelmUidDelete", "", registry).text("/code"));
        refused(profile("x", "add-on", "all", packs.replace(registry, "nowhere")), 404, "'nowhere'");
    }

    @Test
    void manifestsKeepTheirUidsOverChanges() {
        var uid = bench.admin("v1ClusterProfilesCreate", addOn("extra", "a: 1")).uid();
        var pack = get(uid).body().at("/spec/published/packs/0");
        assertEquals("spectro-manifest-pack", pack.path("packUid").asString());
        assertEquals("addon", pack.path("layer").asString());
        assertFalse(pack.has("tag"));
        assertFalse(pack.at("/manifests/0").has("content"));
        var first = manifests(uid).at("/items/0");
        assertEquals("a: 1", first.at("/spec/published/content").asString());
        var body = addOn("extra", "a: 2").replace(",'cloudType':'all'", "");
        assertEquals(204, bench.admin("v1ClusterProfilesUpdate", body, uid).status());
        var second = manifests(uid).at("/items/0");
        assertEquals(first.at("/metadata/uid"), second.at("/metadata/uid"));
        assertEquals("a: 2", second.at("/spec/published/content").asString());
        assertEquals(2, get(uid).body().at("/spec/published/version").asInt());
        assertEquals(
                404,
                bench.admin("v1ClusterProfilesUidPacksUidManifests", "", uid, "none")
                        .status());
        assertEquals(
                404,
                bench.admin("v1ClusterProfilesUidPacksUidManifests", "", uid + "_x", "files")
                        .status());
    }

    @Test
    void manifestsAreAddedChangedAndRemovedOneByOne() {
        var uid = bench.admin("v1ClusterProfilesCreate", addOn("extra", "a: 1")).uid();
        var more = "{'name':'more','content':'b: 1'}";
        var made = bench.admin("v1ClusterProfilesUidPacksNameManifestsAdd", more, uid, "files")
                .uid();
        assertEquals(
                400,
                bench.admin("v1ClusterProfilesUidPacksNameManifestsAdd", more, uid, "files")
                        .status());
        var change = "{'name':'more','content':'b: 2'}";
        bench.admin("v1ClusterProfilesUidPacksNameManifestsUidUpdate", change, uid, "files", made);
        var got = bench.admin("v1ClusterProfilesUidPacksNameManifestsUidGet", "", uid, "files", made);
        assertEquals("b: 2", got.text("/spec/published/content"));
        var all = bench.admin("v1ClusterProfilesUidPacksManifestsGet", "", uid).body();
        assertEquals(2, all.at("/spec/packs/0/spec/manifests").size());
        bench.admin("v1ClusterProfilesUidPacksNameManifestsUidDelete", "", uid, "files", made);
        assertEquals(1, manifests(uid).path("items").size());
    }

    @Test
    void packsAreAddedChangedAndRemovedOneByOne() {
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base")).uid();
        var calico = CATALOGUE.tags("cni-calico", PUBLIC).getFirst();
        var add = "{'pack':{'name':'cni-calico','uid':'%s','tag':'%s','values':'x: 1'}}"
                .formatted(calico.uid(), calico.version());
        assertEquals(
                calico.uid(),
                bench.admin("v1ClusterProfilesUidPacksAdd", add, uid).uid());
        assertEquals(400, bench.admin("v1ClusterProfilesUidPacksAdd", add, uid).status());
        var update = add.replace("x: 1", "x: 2");
        assertEquals(
                204,
                bench.admin("v1ClusterProfilesUidPacksNameUpdate", update, uid, "cni-calico")
                        .status());
        var pack = bench.admin("V1ClusterProfilesUidPacksNameGet", "", uid, "cni-calico");
        assertEquals("x: 2", pack.text("/spec/pack/values"));
        assertEquals("Public Repo", pack.text("/spec/registry/name"));
        assertEquals(
                2,
                bench.admin("v1ClusterProfilesUidPacksGet", "", uid)
                        .body()
                        .get("items")
                        .size());
        var config = bench.admin("v1ClusterProfilesUidPacksConfigGet", "", uid, "cni-calico", "packUid=x");
        assertEquals("x: 2", config.text("/items/0/spec/values"));
        var gone = bench.admin("v1ClusterProfilesUidPacksNameDelete", "", uid, "kubernetes");
        assertTrue(gone.text("/message").contains("must keep a pack of the layer k8s"));
        var patch = "{'packs':[{'name':'kubernetes','tag':'1.30.5','values':'y: 1'}]}";
        assertEquals(
                204, bench.admin("v1ClusterProfilesPacksRefUpdate", patch, uid).status());
        assertEquals("1.30.5", get(uid).text("/spec/published/packs/0/version"));
    }

    @Test
    void variablesKeepTheirOrderAndTheirFields() {
        var rows = "'variables':[{'name':'b','defaultValue':'1','format':'number'},{'name':'a','isSensitive':true,"
                + "'defaultValue':'secret'}],";
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base").replace("'spec':{", "'spec':{" + rows))
                .uid();
        var variables = variables(uid);
        assertEquals("[\"b\",\"a\"]", names(variables));
        assertEquals("secret", variables.at("/1/defaultValue").asString());
        assertEquals(3, variables.get(0).size());
        assertFalse(get(uid).body().toString().contains("secret"));
        var stored =
                bench.store.find(Kinds.CLUSTER_PROFILE, dev.easel.store.Query.Reach.tenant(bench.house.tenant()), uid);
        assertFalse(stored.orElseThrow().body().toString().contains("'secret'".replace('\'', '"')));
        bench.admin(
                "V1ClusterProfilesUidVariablesPatch",
                "{'variables':[{'name':'b','defaultValue':'2'},{'name':'c'}]}",
                uid);
        assertEquals("[\"b\",\"a\",\"c\"]", names(variables(uid)));
        assertEquals("2", variables(uid).at("/0/defaultValue").asString());
        assertEquals("secret", variables(uid).at("/1/defaultValue").asString());
        var other =
                bench.admin("V1ClusterProfilesUidVariablesPut", "{'variables':[{'name':'b','format':'string'}]}", uid);
        assertTrue(other.text("/message").contains("must keep the format number"));
        assertEquals(
                204,
                bench.admin("V1ClusterProfilesUidVariablesDelete", "{'variables':['b']}", uid)
                        .status());
        assertEquals(
                404,
                bench.admin("V1ClusterProfilesUidVariablesDelete", "{'variables':['b']}", uid)
                        .status());
        assertEquals(
                204,
                bench.admin("V1ClusterProfilesUidVariablesPut", "{'variables':[]}", uid)
                        .status());
        assertEquals(0, variables(uid).size());
        var wrong =
                bench.admin("V1ClusterProfilesUidVariablesPut", "{'variables':[{'name':'x','immutable':true}]}", uid);
        assertEquals(400, wrong.status());
    }

    @Test
    void metadataIsChangedByItself() {
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base")).uid();
        var patch = "{'metadata':{'name':'base','labels':{'team':'blue'},'annotations':{'description':'d'}},"
                + "'spec':{'version':'2.0.0'}}";
        assertEquals(
                204,
                bench.admin("v1ClusterProfilesUidMetadataUpdate", patch, uid).status());
        var profile = get(uid);
        assertEquals("2.0.0", profile.text("/spec/published/profileVersion"));
        assertEquals("blue", profile.text("/metadata/labels/team"));
        assertEquals("tenant", profile.text("/metadata/annotations/scope"));
        assertEquals(1, search("{'filter':{'tags':{'eq':['team:blue']}}}").size());
    }

    @Test
    void profilesAreSearchedByTheOlderFilter() {
        bench.admin("v1ClusterProfilesCreate", infra("base"));
        bench.admin("v1ClusterProfilesCreate", infra("base").replace("'spec':{", "'spec':{'version':'1.10.0',"));
        bench.admin("v1ClusterProfilesCreate", addOn("extra", "a: 1"));
        assertEquals(3, search("{}").size());
        assertEquals(2, search("{'filter':{'environment':['aws']}}").size());
        assertEquals(1, search("{'filter':{'profileName':{'contains':'EXT'}}}").size());
        assertEquals(1, search("{'filter':{'version':{'gt':'1.9.0'}}}").size());
        assertEquals(1, search("{'filter':{'profileType':['add-on']}}").size());
        var first = search("{'sort':[{'field':'profileName','order':'desc'}]}").get(0);
        assertEquals("extra", first.at("/metadata/name").asString());
        var uid = first.at("/metadata/uid").asString();
        assertEquals(
                "files",
                bench.admin("v1ClusterProfilesUidSummary", "", uid).text("/specSummary/published/packs/0/name"));
    }

    @Test
    void aProfileInUseIsNotDeleted() {
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base")).uid();
        var free = bench.admin("v1ClusterProfilesCreate", infra("free")).uid();
        bench.store.write(Actor.house(bench.house.tenant(), bench.house.project(), "test"), tx -> {
            var cluster = Json.object();
            cluster.putObject("metadata").put("name", "web").put("uid", "c1").putObject("annotations");
            cluster.putObject("spec")
                    .putArray("clusterProfileTemplates")
                    .addObject()
                    .put("uid", uid);
            return tx.insert(Kinds.CLUSTER, bench.house.project(), "c1", cluster);
        });
        assertEquals(
                "ResourceInUse", bench.admin("v1ClusterProfilesDelete", "", uid).text("/code"));
        assertEquals("web", get(uid).text("/status/inUseClusters/0/name"));
        var report = bench.admin("v1ClusterProfilesBulkDelete", "{'uids':['%s','%s','none']}".formatted(uid, free));
        assertEquals(1, report.body().get("deletedCount").asInt());
        assertEquals(2, report.body().get("failures").size());
        assertEquals(404, get(free).status());
    }

    @Test
    void aCloneIsANewVersionOrANewHome() {
        var uid = bench.admin("v1ClusterProfilesCreate", addOn("extra", "a: 1")).uid();
        var next = "{'metadata':{'name':'extra','version':'1.0.1'}}";
        var clone = bench.admin("v1ClusterProfilesUidClone", next, uid).uid();
        assertEquals("1.0.1", get(clone).text("/spec/version"));
        assertEquals(
                "a: 1", manifests(clone).at("/items/0/spec/published/content").asString());
        assertEquals(409, bench.admin("v1ClusterProfilesUidClone", next, uid).status());
        assertEquals(
                409,
                bench.admin("v1ClusterProfilesUidCloneValidate", "{'name':'extra','version':'1.0.1'}", uid)
                        .status());
        var home = "{'metadata':{'name':'extra','target':{'scope':'project','projectUid':'%s'}}}"
                .formatted(bench.house.project());
        var moved = bench.admin("v1ClusterProfilesUidClone", home, uid).uid();
        assertEquals(404, get(moved).status());
        assertEquals(
                200,
                bench.ask("admin-key", bench.house.project(), "v1ClusterProfilesGet", "", moved)
                        .status());
    }

    @Test
    void anExportCanBeImported() {
        var rows = "'variables':[{'name':'a','defaultValue':'1'}],";
        var uid = bench.admin("v1ClusterProfilesCreate", infra("base").replace("'spec':{", "'spec':{" + rows))
                .uid();
        for (var format : List.of("json", "yaml")) {
            var file = bench.admin("V1ClusterProfilesUidExport", "", uid, "format=" + format)
                    .body()
                    .asString();
            var bytes = file.replace("base", format).getBytes(StandardCharsets.UTF_8);
            var made = bench.upload(
                    "v1ClusterProfilesImportFile", "importFile", bytes, "format=" + format, "publish=true");
            assertEquals(
                    get(uid).body().at("/spec/published/packs"),
                    get(made.uid()).body().at("/spec/published/packs"));
        }
        var garbage = "{\"spec\":{\"template\":[]}}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                400,
                bench.upload("v1ClusterProfilesImportFile", "importFile", garbage)
                        .status());
        var exported = bench.admin("V1ClusterProfilesUidExport", "", uid).body().asString();
        assertEquals(
                409, bench.admin("v1ClusterProfilesImportValidate", exported).status());
        var other = exported.replace("\"base\"", "\"copy\"");
        var matched = bench.admin("v1ClusterProfilesImportValidate", other).body();
        assertEquals(
                PUBLIC,
                matched.at("/spec/template/packs/0/registry/matchingRegistries/0/uid")
                        .asString());
        var copy = bench.admin("v1ClusterProfilesImport", other, "publish=true").uid();
        assertEquals(
                get(uid).body().at("/spec/published/packs"), get(copy).body().at("/spec/published/packs"));
        assertEquals(variables(uid), variables(copy));
    }

    @Test
    void packsAreValidatedBeforeTheyAreAProfile() {
        var template = "{'type':'infra','cloudType':'aws','packs':[{'name':'kubernetes','tag':'1.30.4'}]}";
        var results =
                bench.admin("v1ClusterProfilesValidatePacks", template).body().at("/packs/results");
        assertEquals(3, results.size());
        assertEquals("LayerMissing", results.at("/1/errors/0/code").asString());
        var unknown = bench.admin("v1ClusterProfilesValidatePacks", template.replace("kubernetes", "kubernetis"));
        assertEquals(404, unknown.status());
        var macro = template.replace("'tag'", "'values':'a: {{ .spectro.macro.gone }}','tag'");
        var answer = bench.admin("v1ClusterProfilesValidatePacks", macro);
        assertEquals(400, answer.status());
        assertTrue(
                answer.text("/message").contains("layer \"kubernetes\": line 1: the macro \"gone\""),
                answer.text("/message"));
    }

    @Test
    void namesAreResolvedAsFarAsTheyAreKnown() {
        bench.store.write(Actor.house(bench.house.tenant(), "", "test"), tx -> {
            var macros = Json.object();
            macros.putArray("macros").addObject().put("name", "team").put("value", "blue");
            return tx.insert(Kinds.MACRO, "", bench.house.tenant(), macros);
        });
        var values = "a: {{ .spectro.macro.team | upper }}\\nb: {{ .spectro.system.cluster.uid }}";
        var uid = bench.admin(
                        "v1ClusterProfilesCreate", infra("base").replace("# as written\\n  pack: {}\\n\\n", values))
                .uid();
        var resolved = bench.admin("v1ClusterProfilesUidPacksResolvedValuesGet", "", uid)
                .body()
                .get("resolved");
        assertEquals("blue", resolved.path(".spectro.macro.team").asString());
        assertTrue(get(uid).body().at("/status/hasUserMacros").asBoolean());
        assertEquals("team", bench.admin("v1MacrosList", "").text("/macros/0/name"));
    }

    private Answer get(String uid) {
        return bench.admin("v1ClusterProfilesGet", "", uid);
    }

    private JsonNode manifests(String uid) {
        return bench.admin("v1ClusterProfilesUidPacksUidManifests", "", uid, "files")
                .body();
    }

    private JsonNode variables(String uid) {
        return bench.admin("V1ClusterProfilesUidVariablesGet", "", uid).body().get("variables");
    }

    private JsonNode search(String body) {
        return bench.admin("v1ClusterProfilesFilterSummary", body).body().get("items");
    }

    private static String names(JsonNode variables) {
        var names = Json.MAPPER.createArrayNode();
        variables.forEach(row -> names.add(row.get("name")));
        return names.toString();
    }

    private void refused(String body, int status, String message) {
        var answer = bench.admin("v1ClusterProfilesCreate", body);
        assertEquals(status, answer.status(), () -> answer.body().toString());
        assertTrue(answer.text("/message").contains(message), () -> answer.text("/message"));
    }

    private static String infra(String name) {
        var pack = "{'name':'kubernetes','uid':'%s','tag':'1.30.4','values':'# as written\\n  pack: {}\\n\\n'}";
        return profile(name, "infra", "aws", pack.formatted(KUBERNETES));
    }

    private static String addOn(String name, String content) {
        var pack = "{'name':'files','type':'manifest','manifests':[{'name':'m','content':'%s'}]}".formatted(content);
        return profile(name, "add-on", "all", pack);
    }

    private static String profile(String name, String type, String cloud, String packs) {
        return "{'metadata':{'name':'%s'},'spec':{'template':{'type':'%s','cloudType':'%s','packs':[%s]}}}"
                .formatted(name, type, cloud, packs);
    }

    private static String uid(String name, String version) {
        return CATALOGUE.find(name, version, PUBLIC).orElseThrow().uid();
    }
}
