package dev.easel.users;

import dev.easel.resource.Metadata;
import dev.easel.store.Actor;
import dev.easel.store.Store;

/** A second tenant beside the first one: no operation of the contract makes one. */
public final class OtherTenant {
    private OtherTenant() {}

    /** Founds a tenant as the first one was founded; answers the API key of its administrator. */
    public static String key(Store store) {
        var tenant = Metadata.newUid();
        var key = "key-of-the-administrator-of-" + tenant;
        return store.write(Actor.house(tenant, "", "start"), tx -> {
            var founding = new Founding(tx);
            founding.tenant("other-" + tenant, "admin@" + tenant + ".test");
            BuiltInRoles.write(tx);
            founding.key(founding.user("admin@" + tenant + ".test", "Other-horse-8-battery"), key);
            founding.project("Default");
            return key;
        });
    }
}
