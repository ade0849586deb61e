package dev.easel.kinds;

import static dev.easel.store.Kind.Field.Holds.MANY;
import static dev.easel.store.Kind.Field.Holds.TEXT;
import static dev.easel.store.Kind.Field.Holds.THEIRS;
import static dev.easel.store.Kind.Field.Holds.TIME;
import static dev.easel.store.Kind.Field.Holds.TRUTH;
import static dev.easel.store.Kind.Field.Holds.VERSION;
import static dev.easel.store.Kind.Scope.BOTH;
import static dev.easel.store.Kind.Scope.PROJECT;
import static dev.easel.store.Kind.Scope.TENANT;

import dev.easel.store.Kind;
import dev.easel.store.Kind.Shown;
import java.util.List;

/** The cast: every kind of document that the house keeps, one row each. The name is the noun of its permissions. */
public final class Kinds {
    /** One per tenant, under the tenant's own uid; the tenant's settings are parts of it. */
    public static final Kind TENANT_ROOT = Kind.of("tenant", TENANT);

    public static final Kind USER = Kind.of("user", TENANT)
            .unique("/easel/email")
            .field("/easel/email", TEXT, "email")
            .field("/spec/emailId", TEXT, "spec.emailId", "emailId")
            .field("/spec/roles", MANY, "roles")
            .field("/easel/projects/*/roles", MANY, "roles")
            .field("/easel/resourceRoles/*/roles", MANY, "roles")
            .field("/easel/resourceRoles/*/filterRefs", MANY, "filters")
            .field("/easel/projects/*/projectUid", MANY, "projects")
            .field("/easel/resourceRoles/*/projectUids", MANY, "projects")
            .secret("/easel/password", Shown.NEVER)
            .secret("/status/activationLink", Shown.CLEAR);
    public static final Kind TEAM = Kind.of("team", TENANT)
            .field("/spec/users", MANY, "users")
            .field("/spec/roles", MANY, "roles")
            .field("/easel/projects/*/roles", MANY, "roles")
            .field("/easel/resourceRoles/*/roles", MANY, "roles")
            .field("/easel/resourceRoles/*/filterRefs", MANY, "filters")
            .field("/easel/projects/*/projectUid", MANY, "projects")
            .field("/easel/resourceRoles/*/projectUids", MANY, "projects");
    public static final Kind ROLE = Kind.of("role", TENANT)
            .unique("/easel/name")
            .field("/spec/scope", TEXT, "spec.scope", "scope")
            .field("/spec/type", TEXT, "spec.type", "type");
    public static final Kind API_KEY = Kind.of("apiKey", TENANT)
            .free()
            .field("/easel/hash", TEXT, "hash")
            .field("/spec/user/uid", TEXT, "spec.userUid");
    public static final Kind PROJECT_ROOM = Kind.of("project", TENANT);
    public static final Kind FILTER = Kind.of("filter", TENANT);
    public static final Kind SSH_KEY = Kind.of("sshKey", BOTH);

    /** One per scope, under the uid of the project or tenant that it belongs to. */
    public static final Kind MACRO = Kind.of("macro", TENANT).free().secret("/macros/*/value", Shown.CLEAR);

    public static final Kind CLOUD_ACCOUNT =
            Kind.of("cloudaccount", BOTH).field("/metadata/labels", MANY, "tags", "metadata.labels");
    public static final Kind CLOUD_TYPE = Kind.of("cloudType", TENANT);

    /** Registries that users add, of every sort; the built-in ones are data. */
    public static final Kind REGISTRY = Kind.of("packRegistry", TENANT)
            .field("/easel/kind", TEXT, "kind")
            .secrets(List.of("/spec/auth/password", "/spec/auth/token"), Shown.CLEAR)
            .secrets(List.of("/spec/credentials/secretKey", "/spec/credentials/secretToken"), Shown.MASKED)
            .secrets(List.of("/spec/auth/tls/key", "/spec/tls/key"), Shown.MASKED)
            .secret("/spec/credentials/secretSpec/tls/key", Shown.MASKED);

    /** Packs of registries that users add, known since a profile first named them. */
    public static final Kind PACK = Kind.of("pack", TENANT)
            .unique("/spec/registryUid", "/spec/name", "/spec/version")
            .field("/spec/name", TEXT, "spec.name")
            .field("/spec/registryUid", TEXT, "spec.registryUid")
            .field("/spec/version", VERSION, "spec.version");

    /** A profile is a name and a version; versions of a name are siblings. */
    public static final Kind CLUSTER_PROFILE = Kind.of("clusterProfile", BOTH)
            .unique("/metadata/name", "/spec/version")
            .field("/metadata/name", TEXT, "profileName")
            .field("/spec/version", VERSION, "spec.version", "version")
            .field("/spec/published/cloudType", TEXT, "spec.cloudType", "environment")
            .field("/spec/published/type", TEXT, "spec.type", "profileType")
            .field("/metadata/annotations/scope", TEXT, "scope")
            .field("/easel/fips", TEXT, "fips")
            .field("/metadata/labels", MANY, "tags", "metadata.labels")
            .field("/spec/published/packs/*/registryUid", MANY, "registries")
            .secret("/easel/defaults/*", Shown.CLEAR);

    public static final Kind CLUSTER = Kind.of("cluster", PROJECT)
            .field("/metadata/name", TEXT, "clusterName")
            .field("/status/state", TEXT, "clusterState", "status.state")
            .field("/status/health/state", TEXT, "healthState")
            .field("/spec/cloudType", TEXT, "environment", "spec.cloudType")
            .field("/spec/isDeleted", TRUTH, "isDeleted")
            .field("/easel/accountUid", TEXT, "cloudAccountUid")
            .field("/status/repave/state", TEXT, "repaveState")
            .field("/metadata/labels", MANY, "tags", "metadata.labels")
            .field("/spec/clusterProfileTemplates/*/uid", MANY, "profiles")
            .field("/spec/clusterConfig/hostClusterConfig/hostCluster/uid", MANY, "hostCluster")
            .field("/easel/origin", MANY, "origin")
            .field("/easel/region", MANY, "region")
            .field("/easel/foundation/kubernetes/tag", MANY, "kubernetesVersion")
            .secret("/easel/kubeToken", Shown.NEVER)
            .secret("/easel/foundation/*/values", Shown.NEVER)
            .secret("/easel/variables/*/*/value", Shown.NEVER)
            .reconciled();

    /** The cloud's side of a cluster: account, network, machine pools. A change of it wakes the cluster. */
    public static final Kind CLOUD_CONFIG = Kind.of("cloudconfig", PROJECT)
            .free()
            .field("/easel/clusterUid", TEXT, "clusterUid")
            .field("cluster clusterUid", THEIRS, "tags")
            .field("/spec/machinePoolConfig/*/hosts/*/hostUid", MANY, "hosts")
            .field("/spec/cloudAccountRef/uid", TEXT, "cloudAccountUid");

    /** A failure that somebody ordered; one that has ended is kept a while, for worlds that nobody looked at since. */
    public static final Kind REHEARSAL_FAULT = Kind.of("rehearsalFault", TENANT)
            .free()
            .field("/spec/clusterUid", TEXT, "clusterUid")
            .field("/spec/cloudAccountUid", TEXT, "cloudAccountUid")
            .field("/easel/until", TIME, "until");

    /** What a user has to say about a change, under the number of the change. */
    public static final Kind AUDIT_NOTE = Kind.of("auditNote", TENANT).free();

    private Kinds() {}

    /** Every row, for the suites that each kind must pass. */
    public static List<Kind> all() {
        return List.of(
                TENANT_ROOT,
                USER,
                TEAM,
                ROLE,
                API_KEY,
                PROJECT_ROOM,
                FILTER,
                SSH_KEY,
                MACRO,
                CLOUD_ACCOUNT,
                CLOUD_TYPE,
                REGISTRY,
                PACK,
                CLUSTER_PROFILE,
                CLUSTER,
                CLOUD_CONFIG,
                REHEARSAL_FAULT,
                AUDIT_NOTE);
    }
}
