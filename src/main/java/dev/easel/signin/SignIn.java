package dev.easel.signin;

import dev.easel.Family;
import dev.easel.auth.Tokens;
import dev.easel.contract.Code;
import dev.easel.contract.Json;
import dev.easel.contract.Problem;
import dev.easel.guards.Passwords;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Signing in with a password, staying signed in, and signing out. */
public final class SignIn implements Family {
    private final Store store;
    private final Sessions sessions;
    private final Lockout lockout;

    public SignIn(Store store, Tokens tokens, Lockout lockout) {
        this.store = store;
        this.sessions = new Sessions(store, tokens);
        this.lockout = lockout;
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
        var email = call.body().path("emailId").asString("").strip().toLowerCase(Locale.ROOT);
        var address = call.header("address").orElse("");
        lockout.mustBeOpen(email, address);
        var user = user(email, call.body().path("org").asString(""));
        var hash = user.map(known -> store.open(known).at("/easel/password").asString(""))
                .orElse("");
        if (!Passwords.matches(call.body().path("password").asString(""), hash)) {
            lockout.failed(email, address);
            throw Problem.of(Code.InvalidCredentials, "The e-mail or the password is wrong");
        }
        lockout.succeeded(email);
        return signedIn(call, sessions.open(user.orElseThrow(), call));
    }

    private Object refresh(Call call) {
        return signedIn(call, sessions.refresh(call.path("token"), call));
    }

    /** The token in the body for programs, and in a cookie that scripts cannot read for browsers. */
    private static Reply signedIn(Call call, Sessions.Pass pass) {
        var body = Json.object().put("Authorization", pass.token()).put("isMfa", false);
        var wanted = call.query("setCookie").map(Boolean::parseBoolean).orElse(true);
        if (!wanted) return Reply.of(body);
        var cookie = "Authorization=%s; Path=/; Max-Age=%d; HttpOnly; Secure; SameSite=Strict"
                .formatted(pass.token(), pass.life().toSeconds());
        return new Reply.Value(body, Map.of("Set-Cookie", cookie));
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

    /** Whoever may sign in with this e-mail; one person may be in several organisations. */
    private Optional<Document> user(String email, String organisation) {
        List<Document> users = email.isEmpty() ? List.of() : store.anywhere(Kinds.USER, "email", email);
        return users.stream()
                .filter(user -> user.at("/status/isActive").asBoolean(true))
                .filter(user -> organisation.isEmpty() || isIn(user, organisation))
                .findFirst();
    }

    private boolean isIn(Document user, String organisation) {
        return store.find(Kinds.TENANT_ROOT, Reach.tenant(user.tenant()), user.tenant())
                .filter(tenant -> tenant.name().equalsIgnoreCase(organisation))
                .isPresent();
    }
}
