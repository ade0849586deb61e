package dev.easel.profiles;

import dev.easel.Family;
import dev.easel.clouds.Clouds;
import dev.easel.contract.Contract;
import dev.easel.http.Binder;
import dev.easel.packs.Catalogue;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;

/** Cluster profiles: what a cluster is made of, layer by layer, in versions. */
public final class Profiles implements Family {
    private final ProfileDesk profiles;
    private final ProfileViews views;
    private final ProfilePacks packs;
    private final ProfileManifests manifests;
    private final ProfileVariables variables;
    private final ProfileCopies copies;
    private final ProfileChecks checks;
    private final ProfileNames names;

    /** What profiles are checked against, besides each other; the limit is that of how many there may be. */
    public record Data(Catalogue catalogue, Clouds clouds, Contract contract, Rule withinLimit) {}

    public Profiles(Verbs verbs, Data data) {
        var desk = verbs.desk();
        var source = new PackSource(data.catalogue());
        var packing = new Packing(source);
        names = new ProfileNames(desk);
        variables = new ProfileVariables(desk);
        profiles =
                new ProfileDesk(desk, packing, new ProfileRules(source, data.clouds(), data.withinLimit()), variables);
        views = new ProfileViews(desk, data.catalogue());
        var packViews = new PackViews(desk, data.catalogue(), names);
        packs = new ProfilePacks(desk, profiles, packing, packViews);
        manifests = new ProfileManifests(desk, profiles, packViews);
        var imported = new ImportedPacks(desk, data.catalogue(), packViews);
        copies = new ProfileCopies(desk, profiles, imported, data.contract());
        checks = new ProfileChecks(desk, packing, source, names);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1ClusterProfilesCreate", "clusterProfile.create", profiles::create);
        on.op("v1ClusterProfilesGet", "clusterProfile.get", views::get);
        on.op("v1ClusterProfilesUpdate", "clusterProfile.update", profiles::update);
        on.op("v1ClusterProfilesUidMetadataUpdate", "clusterProfile.update", profiles::metadata);
        on.op("v1ClusterProfilesPublish", "clusterProfile.publish", profiles::publish);
        on.op("v1ClusterProfilesDelete", "clusterProfile.delete", profiles::delete);
        on.op("v1ClusterProfilesBulkDelete", "clusterProfile.delete", profiles::deleteAll);
        on.op("v1ClusterProfilesValidateNameVersion", "clusterProfile.get", profiles::validateName);
        on.op("v1ClusterProfilesMetadata", "clusterProfile.list", views::metadata);
        on.op("v1ClusterProfilesFilterSummary", "clusterProfile.list", views::summaries);
        on.op("v1ClusterProfilesUidSummary", "clusterProfile.get", views::summary);
        on.op("v1MacrosList", "macro.list", names::macros);
        bindContent(on);
        bindPacks(on);
        bindCopies(on);
    }

    private void bindContent(Binder on) {
        on.op("V1ClusterProfilesUidVariablesGet", "clusterProfile.get", variables::list);
        on.op("V1ClusterProfilesUidVariablesPut", "clusterProfile.update", call -> variables.put(call, profiles));
        on.op("V1ClusterProfilesUidVariablesPatch", "clusterProfile.update", call -> variables.patch(call, profiles));
        on.op("V1ClusterProfilesUidVariablesDelete", "clusterProfile.update", call -> variables.delete(call, profiles));
        on.op("v1ClusterProfilesUidPacksResolvedValuesGet", "clusterProfile.get", names::resolved);
        on.op("v1ClusterProfilesValidatePacks", "clusterProfile.create", checks::validate);
        on.op("v1ClusterProfilesUidValidatePacks", "clusterProfile.update", checks::validateFor);
    }

    private void bindPacks(Binder on) {
        on.op("v1ClusterProfilesUidPacksGet", "clusterProfile.get", packs::list);
        on.op("v1ClusterProfilesUidPacksAdd", "clusterProfile.update", packs::add);
        on.op("V1ClusterProfilesUidPacksNameGet", "clusterProfile.get", packs::get);
        on.op("v1ClusterProfilesUidPacksNameUpdate", "clusterProfile.update", packs::update);
        on.op("v1ClusterProfilesUidPacksNameDelete", "clusterProfile.update", packs::remove);
        on.op("v1ClusterProfilesPacksRefUpdate", "clusterProfile.update", packs::patch);
        on.op("v1ClusterProfilesUidPacksConfigGet", "clusterProfile.get", packs::config);
        on.op("v1ClusterProfilesUidPacksManifestsGet", "clusterProfile.get", manifests::all);
        on.op("v1ClusterProfilesUidPacksUidManifests", "clusterProfile.get", manifests::list);
        on.op("v1ClusterProfilesUidPacksNameManifestsAdd", "clusterProfile.update", manifests::add);
        on.op("v1ClusterProfilesUidPacksNameManifestsUidGet", "clusterProfile.get", manifests::get);
        on.op("v1ClusterProfilesUidPacksNameManifestsUidUpdate", "clusterProfile.update", manifests::update);
        on.op("v1ClusterProfilesUidPacksNameManifestsUidDelete", "clusterProfile.update", manifests::remove);
    }

    private void bindCopies(Binder on) {
        on.op("v1ClusterProfilesUidClone", "clusterProfile.create", copies::clone);
        on.op("v1ClusterProfilesUidCloneValidate", "clusterProfile.get", copies::validateClone);
        on.op("V1ClusterProfilesUidExport", "clusterProfile.get", copies::export);
        on.op("v1ClusterProfilesImport", "clusterProfile.create", copies::importBody);
        on.op("v1ClusterProfilesImportFile", "clusterProfile.create", copies::importFile);
        on.op("v1ClusterProfilesImportValidate", "clusterProfile.create", copies::validateImport);
    }
}
