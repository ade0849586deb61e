package dev.easel.provision.install;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** How the house makes objects in any API server: as they are given, in its own name, and with every field's name checked. */
public final class ServerSideApply {
    private static final String MANAGER = "easel";

    private ServerSideApply() {}

    public static PatchContext.Builder strict() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(MANAGER)
                .withForce(true)
                .withFieldValidation("Strict");
    }
}
