package dev.easel.users;

import dev.easel.contract.Json;
import dev.easel.kinds.Kinds;
import dev.easel.permissions.Permissions;
import dev.easel.store.Query.Reach;
import dev.easel.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** The roles that every tenant has from the start. They are documents like custom ones, but nobody can change them. */
final class BuiltInRoles {
    static final String TENANT_ADMIN = "Tenant Admin";

    private BuiltInRoles() {}

    /** The same for a role in every house, so that configurations can name it. */
    static String uid(String name) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(("role " + name).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 24);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Brings a tenant's built-in roles up to what this house knows. */
    static void write(Tx tx) {
        var permissions = Permissions.load();
        for (var role : Permissions.page("roles")) {
            var name = role.get("name").asString();
            var scope = role.get("scope").asString();
            var body = Json.object();
            var spec = Json.object().put("scope", scope).put("type", "system");
            var granted = spec.putArray("permissions");
            permissions.spelt(scope, role.get("may")).forEach(granted::add);
            body.set("spec", spec);
            body.putObject("status").put("isEnabled", true);
            body.putObject("easel").put("name", name.toLowerCase(Locale.ROOT));
            write(tx, name, body);
        }
    }

    private static void write(Tx tx, String name, ObjectNode body) {
        var uid = uid(name);
        var old = tx.find(Kinds.ROLE, Reach.tenant(tx.actor().tenant()), uid);
        body.set(
                "metadata",
                old.map(role -> role.at("/metadata")).orElseGet(() -> Founding.metadata(tx, name, uid, "system")));
        old.ifPresentOrElse(role -> tx.replace(role, body), () -> tx.insert(Kinds.ROLE, "", uid, body));
    }
}
