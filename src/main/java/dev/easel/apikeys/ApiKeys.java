package dev.easel.apikeys;

import dev.easel.Family;
import dev.easel.auth.Directory;
import dev.easel.auth.Porter;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.resource.Show;
import dev.easel.resource.Verbs;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import java.security.SecureRandom;
import java.util.Base64;
import tools.jackson.databind.node.ObjectNode;

/** Keys with which programs sign in. Everybody has their own; with the permission, those of others too. */
public final class ApiKeys implements Family {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Desk desk;
    private final Directory directory;
    private final Rule withinLimit;

    public ApiKeys(Verbs verbs, Directory directory, Rule withinLimit) {
        this.desk = verbs.desk();
        this.directory = directory;
        this.withinLimit = withinLimit;
    }

    @Override
    public void bind(Binder on) {
        on.op("v1ApiKeysCreate", Action.SIGNED_IN, this::create);
        on.op("v1ApiKeysList", Action.SIGNED_IN, this::list);
        on.op("v1ApiKeysUidGet", Action.SIGNED_IN, this::get);
        on.op("v1ApiKeysUidUpdate", Action.SIGNED_IN, this::update);
        on.op("v1ApiKeysUidActiveState", Action.SIGNED_IN, this::setState);
        on.op("v1ApiKeysUidState", Action.SIGNED_IN, this::setState);
        on.op("v1ApiKeysUidDelete", Action.SIGNED_IN, this::delete);
    }

    /** Answers the key itself, once: what is kept is its digest, from which nobody can make a key. */
    private Object create(Call call) {
        var given = call.object();
        var wanted = given.at("/spec/userUid").asString("");
        var owner = wanted.isEmpty() ? call.caller().user() : wanted;
        mustBeAllowed(call, owner, "apiKey.create");
        mustCover(call, owner);
        var random = new byte[32];
        RANDOM.nextBytes(random);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var body = given.deepCopy();
        var spec = Metadata.child(body, "spec");
        spec.remove("userUid");
        spec.set("user", user(call, owner));
        if (!spec.path("expiry").isString()) spec.remove("expiry");
        var key = desk.create(
                Kinds.API_KEY, call, body, withinLimit, ApiKeys::mustHaveName, ApiKeys::mustExpireLater, draft -> {
                    Metadata.child(draft.body(), "status").put("isActive", true);
                    Metadata.child(draft.body(), Desk.PRIVATE).put("hash", Porter.digest(secret));
                });
        return Reply.of(Json.object().put("apiKey", secret).put("uid", key.uid()));
    }

    private Object list(Call call) {
        var query = desk.query(Kinds.API_KEY, call);
        var all = call.caller().in("").may("apiKey.list");
        var seen = all
                ? query
                : query.where(Filter.equal("spec.userUid", call.caller().user()));
        return desk.page(seen, call, Show.PLAIN);
    }

    private Object get(Call call) {
        var key = find(call, "apiKey.get");
        return Reply.tagged(desk.show(key), key.version());
    }

    private Object update(Call call) {
        find(call, "apiKey.update");
        var given = call.object();
        return desk.change(
                Kinds.API_KEY,
                call,
                call.path("uid"),
                body -> {
                    if (given.path("metadata").isObject()) Metadata.adopt(body, given.get("metadata"), desk.now());
                    var expiry = given.at("/spec/expiry");
                    var spec = Metadata.child(body, "spec");
                    if (expiry.isString()) spec.set("expiry", expiry);
                    else spec.remove("expiry");
                },
                ApiKeys::mustExpireLater);
    }

    private Object setState(Call call) {
        find(call, "apiKey.update");
        var active = call.object().path("isActive").asBoolean(false);
        return desk.change(
                Kinds.API_KEY,
                call,
                call.path("uid"),
                body -> Metadata.child(body, "status").put("isActive", active));
    }

    private Object delete(Call call) {
        find(call, "apiKey.delete");
        return desk.delete(Kinds.API_KEY, call, call.path("uid"));
    }

    /** Somebody else's key does not exist for those who may not see it. */
    private Document find(Call call, String permission) {
        var key = desk.find(Kinds.API_KEY, call, call.path("uid"));
        var owner = key.text("/spec/user/uid");
        if (!owner.equals(call.caller().user()) && !call.caller().in("").may("apiKey.get")) {
            throw Problem.notFound("apiKey", key.uid());
        }
        mustBeAllowed(call, owner, permission);
        return key;
    }

    private static void mustBeAllowed(Call call, String owner, String permission) {
        if (owner.equals(call.caller().user()) || call.caller().in("").may(permission)) return;
        throw Problem.forbidden(permission);
    }

    /** Whoever has a key of a user is that user. */
    private void mustCover(Call call, String owner) {
        var person = directory.person(call.caller().tenant(), owner).orElseThrow(() -> Problem.notFound("user", owner));
        if (!call.caller().rights().covers(person.rights())) {
            throw Problem.of(Code.Forbidden, "The user %s has rights that you do not have", person.email());
        }
    }

    private ObjectNode user(Call call, String owner) {
        var user = desk.store()
                .find(Kinds.USER, Reach.tenant(call.caller().tenant()), owner)
                .orElseThrow(() -> Problem.notFound("user", owner));
        return Json.object()
                .put("uid", owner)
                .put("firstName", user.text("/spec/firstName"))
                .put("lastName", user.text("/spec/lastName"));
    }

    private static void mustHaveName(Draft draft) {
        if (draft.text("/metadata/name").isBlank()) throw Problem.invalid("body.metadata.name", "is required");
    }

    /** A zero time means none: clients send it for what was never set. */
    private static void mustExpireLater(Draft draft) {
        var expiry = draft.text("/spec/expiry");
        if (expiry.startsWith("0001-01-01"))
            Metadata.child(draft.body(), "spec").remove("expiry");
        else if (!expiry.isEmpty() && !Times.parse(expiry).isAfter(draft.tx().now())) {
            throw Problem.invalid("body.spec.expiry", "must be in the future");
        }
    }
}
