package dev.easel.clusters;

import static dev.easel.kinds.Kinds.CLUSTER;

import dev.easel.Family;
import dev.easel.clouds.Clouds;
import dev.easel.http.Binder;
import dev.easel.jobs.Reconciler;
import dev.easel.packs.Catalogue;
import dev.easel.provision.Engines;
import dev.easel.provision.Provisioner;
import dev.easel.provision.Target;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import java.time.Duration;

/** Clusters: made of profiles on a cloud, kept by a reconciler. */
public final class Clusters implements Family {
    private final Verbs verbs;
    private final Clouds clouds;
    private final Blueprints blueprints;
    private final Resolver resolver;
    private final Provisioner provisioner;
    private final Rooms rooms;
    private final Rule withinLimit;

    /** What stands behind the table. */
    private record Rooms(
            Creation creation,
            ConfigDesk configs,
            ProfileDesk profiles,
            Variables variables,
            Repave repave,
            Policies policies,
            Kubeconfigs kubeconfigs,
            Deletion deletion) {}

    /**
     * What the family needs from outside.
     *
     * @param kubeconfigs writes the kubeconfig of a cluster
     * @param withinLimit keeps the number of clusters within what the tenant may have
     * @param patience how long a deletion must last before it can be forced
     */
    public record Needs(
            Clouds clouds, Engines engines, Kubeconfigs.Writer kubeconfigs, Rule withinLimit, Duration patience) {}

    public Clusters(Verbs verbs, Needs needs) {
        this.verbs = verbs;
        clouds = needs.clouds();
        provisioner = needs.engines();
        withinLimit = needs.withinLimit();
        blueprints = new Blueprints(clouds);
        var desk = verbs.desk();
        resolver = new Resolver(desk.store());
        var variables = new Variables(desk, resolver);
        var attachments = new Attachments(resolver, variables);
        var configs = new ConfigDesk(desk);
        rooms = new Rooms(
                new Creation(desk, clouds, attachments, new EngineChoice(needs.engines()), needs.withinLimit()),
                configs,
                new ProfileDesk(desk, attachments),
                variables,
                new Repave(desk, attachments, new Foresight(desk.store(), provisioner, blueprints)),
                new Policies(desk),
                new Kubeconfigs(desk, needs.kubeconfigs()),
                new Deletion(desk, needs.patience()));
    }

    /** Where to find a cluster, and on which engine. */
    public static Target target(Document cluster) {
        return Blueprints.target(cluster);
    }

    /** @param catalogue names the charts of its packs */
    public Reconciler reconciler(Catalogue catalogue) {
        return new ClusterReconciler(verbs.desk().store(), provisioner, blueprints, catalogue);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1SpectroClustersDelete", "cluster.delete", rooms.deletion::delete);
        on.op(
                "v1SpectroClustersUidMetadataUpdate",
                verbs.setPart(CLUSTER, "/metadata", EngineChoice::keep, DriftChoice::mustBeKnown));
        bindProfiles(on);
        bindSettings(on);
        bindPolicies(on);
        new PerCloud(verbs, clouds, rooms.creation, rooms.configs).bind(on);
        bindViews(on);
    }

    private void bindViews(Binder on) {
        var desk = verbs.desk();
        var prices = new Prices(clouds);
        new Dashboards(desk, new Summaries(desk, blueprints, prices), clouds).bind(on);
        new Rates(desk, blueprints, prices).bind(on, clouds);
        new ProfileViews(desk, rooms.profiles).bind(on);
        new ResolvedValues(desk, resolver).bind(on);
        new Upkeep(desk).bind(on);
        new Certificates(desk).bind(on);
        new Imports(desk, withinLimit).bind(on, clouds);
        new Virtual(desk, rooms.configs).bind(on);
    }

    private void bindProfiles(Binder on) {
        on.op("v1SpectroClustersPatchProfiles", "cluster.update", rooms.profiles::patch);
        on.op("v1SpectroClustersUpdateProfiles", "cluster.update", rooms.profiles::put);
        on.op("v1SpectroClustersDeleteProfiles", "cluster.update", rooms.profiles::delete);
        on.op("v1SpectroClustersUidVariablesGet", "cluster.get", rooms.variables::list);
        on.op(
                "v1SpectroClustersUidVariablesPatch",
                "cluster.update",
                call -> rooms.variables.patch(call, rooms.profiles));
        on.op("v1SpectroClustersUidRepaveGet", "cluster.get", rooms.repave::status);
        on.op("v1SpectroClustersUidRepaveApproveUpdate", "cluster.update", rooms.repave::approve);
        on.op("v1SpectroClustersUidValidateRepave", "cluster.get", rooms.repave::validate);
    }

    private void bindSettings(Binder on) {
        on.op("v1SpectroClustersUidLocationPut", verbs.setField(CLUSTER, "/status/location", "/location"));
        on.op("v1SpectroClustersUidTimezoneUpdate", config("timezone"));
        on.op("v1SpectroClustersUidClusterMetaAttributeUpdate", config("clusterMetaAttribute"));
        on.op("V1ControlPlaneHealthCheckTimeoutUpdate", config("controlPlaneHealthCheckTimeout"));
        on.op("V1HostClusterConfigUpdate", config("hostClusterConfig"));
        on.op(
                "v1SpectroClustersUidOsPatchUpdate",
                verbs.setField(CLUSTER, "/spec/clusterConfig/machineManagementConfig/osPatchConfig", "/osPatchConfig"));
        on.op("v1SpectroClustersUidAdminKubeConfig", "cluster.delete", rooms.kubeconfigs::get);
        on.op("v1SpectroClustersUidKubeConfig", "cluster.get", rooms.kubeconfigs::get);
        on.op("v1SpectroClustersUidKubeConfigClientGet", "cluster.get", rooms.kubeconfigs::get);
        on.op("v1SpectroClustersUidStatusSpcApplyGet", verbs.part(CLUSTER, "/status/spcApply"));
    }

    private dev.easel.http.Action config(String field) {
        return verbs.setField(CLUSTER, "/spec/clusterConfig/" + field, "/" + field);
    }

    private void bindPolicies(Binder on) {
        var policies = rooms.policies;
        on.op("v1ClusterFeatureBackupGet", "cluster.get", policies::backup);
        on.op("v1ClusterFeatureBackupCreate", "cluster.update", policies::setBackup);
        on.op("v1ClusterFeatureBackupUpdate", "cluster.update", policies::setBackup);
        on.op("v1ClusterFeatureBackupScheduleReset", "cluster.update", policies::removeBackup);
        on.op("v1ClusterFeatureComplianceScanGet", "cluster.get", policies::scan);
        on.op("v1ClusterFeatureComplianceScanCreate", "cluster.update", policies::setScan);
        on.op("v1ClusterFeatureComplianceScanUpdate", "cluster.update", policies::setScan);
        on.op("v1SpectroClustersUidConfigNamespacesGet", "cluster.get", call -> policies.items(call, "namespaces"));
        on.op(
                "v1SpectroClustersUidConfigNamespacesUpdate",
                "cluster.update",
                call -> policies.setItems(call, "namespaces"));
        on.op(
                "v1SpectroClustersUidConfigNamespacesUidGet",
                "cluster.get",
                call -> policies.item(call, "namespaces", "namespaceUid"));
        on.op(
                "v1SpectroClustersUidConfigNamespacesUidUpdate",
                "cluster.update",
                call -> policies.setItem(call, "namespaces", "namespaceUid"));
        on.op("v1SpectroClustersUidConfigRbacsGet", "cluster.get", call -> policies.items(call, "rbacs"));
        on.op("v1SpectroClustersUidConfigRbacsUpdate", "cluster.update", call -> policies.setItems(call, "rbacs"));
        on.op("v1SpectroClustersUidConfigRbacsUidGet", "cluster.get", call -> policies.item(call, "rbacs", "rbacUid"));
        on.op(
                "v1SpectroClustersUidConfigRbacsUidUpdate",
                "cluster.update",
                call -> policies.setItem(call, "rbacs", "rbacUid"));
    }
}
