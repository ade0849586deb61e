package dev.easel.users;

import dev.easel.auth.Porter;
import dev.easel.contract.Json;
import dev.easel.guards.Passwords;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Metadata;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.store.Tx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The first documents of a tenant, which no request has asked for. */
record Founding(Tx tx) {

    static ObjectNode metadata(Tx tx, String name, String uid, String scope) {
        var now = Times.text(tx.now());
        var metadata = Json.object().put("name", name).put("uid", uid);
        metadata.put("creationTimestamp", now).put("lastModifiedTimestamp", now);
        metadata.putObject("annotations")
                .put("scope", scope)
                .put("tenantUid", tx.actor().tenant());
        return metadata;
    }

    /** The tenant itself, with every setting that it does not have yet at its default. */
    void tenant(String organisation, String email) {
        var uid = tx.actor().tenant();
        var old = tx.find(Kinds.TENANT_ROOT, Reach.tenant(uid), uid);
        var body = old.map(root -> root.body().deepCopy()).orElseGet(() -> {
            var fresh = Json.object();
            fresh.set("metadata", metadata(tx, organisation, uid, "tenant"));
            var spec = fresh.putObject("spec").put("orgName", organisation).put("orgEmailId", email);
            spec.put("authType", "password").put("defaultLoginMode", "devops");
            fresh.putObject("status").put("isActive", true);
            return fresh;
        });
        var settings = Metadata.child(body, "settings");
        defaults().properties().stream()
                .filter(entry -> !settings.has(entry.getKey()))
                .forEach(entry -> settings.set(entry.getKey(), entry.getValue()));
        old.ifPresentOrElse(root -> tx.replace(root, body), () -> tx.insert(Kinds.TENANT_ROOT, "", uid, body));
    }

    String user(String email, String password) {
        var uid = Metadata.newUid();
        var body = Json.object();
        body.set("metadata", metadata(tx, email, uid, "tenant"));
        var spec = body.putObject("spec")
                .put("emailId", email)
                .put("firstName", "First")
                .put("lastName", "Administrator");
        spec.putArray("roles").add(BuiltInRoles.uid(BuiltInRoles.TENANT_ADMIN));
        body.putObject("status").put("isActive", true);
        body.putObject("easel")
                .put("email", email.toLowerCase(Locale.ROOT))
                .put("password", Passwords.hash(password))
                .put("passwordSet", Times.text(tx.now()));
        tx.insert(Kinds.USER, "", uid, body);
        return uid;
    }

    void key(String user, String secret) {
        var uid = Metadata.newUid();
        var body = Json.object();
        body.set("metadata", metadata(tx, "first", uid, "tenant"));
        body.putObject("spec")
                .putObject("user")
                .put("uid", user)
                .put("firstName", "First")
                .put("lastName", "Administrator");
        body.putObject("status").put("isActive", true);
        body.putObject("easel").put("hash", Porter.digest(secret));
        tx.insert(Kinds.API_KEY, "", uid, body);
    }

    String project(String name) {
        var uid = Metadata.newUid();
        var body = Json.object();
        body.set("metadata", metadata(tx, name, uid, "tenant"));
        body.putObject("spec");
        body.putObject("status").put("isDisabled", false);
        tx.insert(Kinds.PROJECT_ROOM, "", uid, body);
        return uid;
    }

    private static JsonNode defaults() {
        try (var in = Founding.class.getResourceAsStream("/tenants/settings.json")) {
            if (in == null) throw new IllegalStateException("/tenants/settings.json is missing");
            return Json.MAPPER.readTree(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
