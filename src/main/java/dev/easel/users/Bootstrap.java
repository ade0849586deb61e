package dev.easel.users;

import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.store.Actor;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** Makes what must be there before anybody can sign in: a tenant with its roles, an administrator, a key, a project. */
public final class Bootstrap {
    private static final String PROJECT = "Default";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Bootstrap() {}

    /** The first administrator; an empty password or key is made up. */
    public record Admin(String email, String password, String apiKey) {}

    /**
     * What there is now.
     *
     * @param secrets of the administrator, on the first start only: nobody can read them later
     */
    public record House(String tenant, String project, Optional<Admin> secrets) {}

    /** May be called at every start, also by several replicas at once. */
    public static House run(Store store, String organisation, Admin admin) {
        var tenants = store.tenants();
        if (tenants.isEmpty()) {
            try {
                return first(store, organisation, admin);
            } catch (Problem another) {
                if (another.code() != Code.ResourceAlreadyExists) throw another;
            }
        }
        store.tenants()
                .forEach(tenant -> store.write(Actor.house(tenant, "", "start"), tx -> {
                    new Founding(tx).tenant(organisation, admin.email());
                    BuiltInRoles.write(tx);
                    return "";
                }));
        var tenant = store.tenants().getFirst();
        var projects = Query.all(Kinds.PROJECT_ROOM, Reach.tenant(tenant)).where(Filter.equal("name", PROJECT));
        var project = store.list(projects).items().stream().findFirst();
        return new House(tenant, project.map(room -> room.uid()).orElse(""), Optional.empty());
    }

    private static House first(Store store, String organisation, Admin wanted) {
        var admin = new Admin(
                wanted.email(),
                wanted.password().isEmpty() ? secret(15) + "aA1!" : wanted.password(),
                wanted.apiKey().isEmpty() ? secret(32) : wanted.apiKey());
        // Made from the root key: replicas that start together all try to make the same tenant, and one succeeds.
        var tenant =
                HexFormat.of().formatHex(store.sealer().sign("tenant", "first")).substring(0, 24);
        var project = store.write(Actor.house(tenant, "", "start"), tx -> {
            var founding = new Founding(tx);
            founding.tenant(organisation, admin.email());
            BuiltInRoles.write(tx);
            founding.key(founding.user(admin.email(), admin.password()), admin.apiKey());
            return founding.project(PROJECT);
        });
        return new House(tenant, project, Optional.of(admin));
    }

    private static String secret(int bytes) {
        var random = new byte[bytes];
        RANDOM.nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }
}
