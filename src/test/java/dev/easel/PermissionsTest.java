package dev.easel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.easel.auth.Rights;
import dev.easel.contract.Contract;
import dev.easel.http.Action;
import dev.easel.permissions.Permissions;
import dev.easel.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the table demands is what roles can give. */
final class PermissionsTest {

    @Test
    void everyPermissionOfTheTableIsOneThatRolesCanGrant(@TempDir Path folder) {
        var settings = Settings.read(List.of("--data", folder.toString()), Map.of());
        var store = Store.sqlite(folder.resolve("easel.db"), new byte[32], Clock.systemUTC());
        try (var house = new House(settings, store, Contract.load())) {
            var permissions = Permissions.load();
            var unknown = new TreeSet<String>();
            house.binder().table().forEach((operation, bound) -> {
                var permission = bound.action().permission();
                var open = permission.equals(Action.OPEN) || permission.equals(Action.SIGNED_IN);
                var everybody = Rights.NONE.allows("", permission);
                if (!open && !everybody && !permissions.knows(permission)) unknown.add(operation + " " + permission);
            });
            assertEquals(new TreeSet<>(), unknown);
        }
    }
}
