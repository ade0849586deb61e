package dev.easel.signin;

import dev.easel.Family;
import dev.easel.auth.Tokens;
import dev.easel.contract.Json;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Signing in with a password, staying signed in, and signing out. */
public final class SignIn implements Family {
    private final Store store;
    private final Sessions sessions;
    private final Proof proof;

    public SignIn(Store store, Tokens tokens, Lockout lockout) {
        this.store = store;
        this.sessions = new Sessions(store, tokens);
        this.proof = new Proof(store, lockout);
    }

    @Override
    public void bind(Binder on) {
        on.op("v1Authenticate", Action.OPEN, this::authenticate);
        on.op("v1AuthRefresh", Action.OPEN, this::refresh);
        on.op("v1UsersAuthTokensRevoke", Action.SIGNED_IN, this::revoke);
        on.op("v1AuthOrg", Action.OPEN, this::organisation);
        on.op("V1AuthOrgs", Action.SIGNED_IN, this::organisations);
        on.op("V1SsoLogins", Action.OPEN, _ -> Json.MAPPER.createArrayNode());
        on.op("V1AuthSsoProviders", Action.OPEN, _ -> Json.MAPPER.createArrayNode());
    }

    private Object authenticate(Call call) {
        var user = proof.of(call, "password");
        var policy = PasswordPolicy.of(store, user.tenant());
        policy.mustBeFresh(user, store.clock().instant());
        var headers = new LinkedHashMap<String, String>();
        policy.reminder(user, store.clock().instant())
                .ifPresent(end -> headers.put("Easel-Password-Expires", Times.text(end)));
        return signedIn(call, sessions.open(user, call), headers);
    }

    private Object refresh(Call call) {
        return signedIn(call, sessions.refresh(call.path("token"), call), new LinkedHashMap<>());
    }

    /** The token in the body for programs, and in a cookie that scripts cannot read for browsers. */
    private static Reply signedIn(Call call, Sessions.Pass pass, Map<String, String> headers) {
        var body = Json.object().put("Authorization", pass.token()).put("isMfa", false);
        var wanted = call.query("setCookie").map(Boolean::parseBoolean).orElse(true);
        var cookie = "Authorization=%s; Path=/; Max-Age=%d; HttpOnly; Secure; SameSite=Strict"
                .formatted(pass.token(), pass.life().toSeconds());
        if (wanted) headers.put("Set-Cookie", cookie);
        return new Reply.Value(body, headers);
    }

    private Object revoke(Call call) {
        for (var token : call.body().path("tokens")) sessions.end(token.asString(""), call);
        return Reply.none();
    }

    /** How one signs in to an organisation. Nobody learns from the answer whether there is one of that name. */
    private Object organisation(Call call) {
        return signInOf(call.query("orgName").orElse(""))
                .put("appEnv", "self-hosted")
                .put("rootDomain", "")
                .put("securityMode", "")
                .put("totalTenants", 1)
                .put("orgName", call.query("orgName").orElse(""));
    }

    private Object organisations(Call call) {
        var tenant = call.caller().tenant();
        var name = store.find(Kinds.TENANT_ROOT, Reach.tenant(tenant), tenant).map(Document::name);
        var reply = Json.object();
        reply.putArray("organizations").add(signInOf(name.orElse("")));
        return reply;
    }

    private static ObjectNode signInOf(String name) {
        var way = Json.object().put("name", name).put("authType", "password").put("redirectUrl", "");
        way.putArray("ssoLogins");
        return way;
    }
}
