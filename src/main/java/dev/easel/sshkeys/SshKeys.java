package dev.easel.sshkeys;

import dev.easel.Family;
import dev.easel.contract.Problem;
import dev.easel.http.Binder;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Draft;
import dev.easel.resource.Rule;
import dev.easel.resource.Verbs;

/** Public keys that clusters let in, of the tenant or of a project. */
public final class SshKeys implements Family {
    private final Verbs verbs;
    private final Rule withinLimit;

    public SshKeys(Verbs verbs, Rule withinLimit) {
        this.verbs = verbs;
        this.withinLimit = withinLimit;
    }

    @Override
    public void bind(Binder on) {
        on.op("v1UserAssetsSshCreate", verbs.create(Kinds.SSH_KEY, withinLimit, SshKeys::mustHoldKey));
        on.op("v1UsersAssetsSshGet", verbs.list(Kinds.SSH_KEY));
        on.op("v1UsersAssetSshGetUid", verbs.get(Kinds.SSH_KEY));
        on.op("v1UsersAssetSshUpdate", verbs.replace(Kinds.SSH_KEY, SshKeys::mustHoldKey));
        on.op("v1UsersAssetSshDelete", verbs.delete(Kinds.SSH_KEY));
    }

    /** Kept letter by letter; a private key in its place would be shown to everybody who may read it. */
    private static void mustHoldKey(Draft draft) {
        var key = draft.text("/spec/publicKey");
        if (key.isBlank()) throw Problem.invalid("body.spec.publicKey", "is required");
        if (key.contains("PRIVATE KEY")) throw Problem.invalid("body.spec.publicKey", "must be a public key");
    }
}
