package dev.easel.signin;

import dev.easel.auth.Tokens;
import dev.easel.auth.Tokens.Claims;
import dev.easel.contract.Problem;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Metadata;
import dev.easel.store.Actor;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import dev.easel.tables.SessionTable;
import java.time.Duration;
import java.util.Optional;

/** Sessions and the tokens that name them: a token lives for minutes, a session as long as it is refreshed. */
final class Sessions {
    private static final Duration IDLE = Duration.ofMinutes(240);
    private static final Duration TOKEN = Duration.ofMinutes(15);

    private final Store store;
    private final Tokens tokens;

    Sessions(Store store, Tokens tokens) {
        this.store = store;
        this.tokens = tokens;
    }

    record Pass(String token, Duration life) {}

    private record Lives(Duration token, Duration idle) {}

    Pass open(Document user, Call call) {
        var id = Metadata.newUid();
        var lives = lives(user.tenant());
        store.write(actor(user, call), tx -> {
            var reach = Reach.tenant(user.tenant());
            var current = tx.find(Kinds.USER, reach, user.uid()).orElseThrow(() -> gone());
            var body = current.body().deepCopy();
            Metadata.child(body, "status").put("lastSignIn", Times.text(tx.now()));
            tx.replace(current, body);
            SessionTable.open(
                    tx,
                    new SessionTable.Row(id, user.tenant(), user.uid(), tx.now().plus(lives.idle())));
            return "";
        });
        return new Pass(tokens.issue(user.tenant(), user.uid(), id, lives.token()), lives.token());
    }

    /** Another token for the same session; the old one may have run out already, as long as the session has not. */
    Pass refresh(String token, Call call) {
        var claims = tokens.readEvenExpired(token);
        var user = store.find(Kinds.USER, Reach.tenant(claims.tenant()), claims.user())
                .filter(known -> known.at("/status/isActive").asBoolean(true))
                .orElseThrow(() -> gone());
        PasswordPolicy.of(store, user.tenant()).mustBeFresh(user, store.clock().instant());
        var lives = lives(claims.tenant());
        store.write(actor(user, call), tx -> {
            SessionTable.find(tx.session(), claims.session())
                    .filter(row -> isOf(row, claims) && tx.now().isBefore(row.expires()))
                    .orElseThrow(() -> gone());
            SessionTable.extend(tx, claims.session(), tx.now().plus(lives.idle()));
            return "";
        });
        return new Pass(tokens.issue(claims.tenant(), claims.user(), claims.session(), lives.token()), lives.token());
    }

    /** Ends the session of a token; whose it is does not matter to those who may end any. */
    void end(String token, Call call) {
        var claims = tokens.readEvenExpired(token);
        var caller = call.caller();
        var own = claims.user().equals(caller.user());
        if (!claims.tenant().equals(caller.tenant()) || !own && !caller.in("").may("user.update")) {
            throw Problem.forbidden("user.update");
        }
        store.write(Actor.of(caller, call.operation().id(), call.id()), tx -> {
            SessionTable.end(tx, claims.tenant(), claims.session());
            return "";
        });
    }

    private Lives lives(String tenant) {
        var root = store.find(Kinds.TENANT_ROOT, Reach.tenant(tenant), tenant);
        var token = minutes(root, "/settings/authTokenSettings/expiryTimeMinutes", TOKEN);
        var idle = minutes(root, "/settings/sessionSettings/idleMinutes", IDLE);
        return new Lives(token, token.compareTo(idle) > 0 ? token : idle);
    }

    private static Duration minutes(Optional<Document> root, String pointer, Duration standard) {
        var minutes = root.map(tenant -> tenant.at(pointer).asInt(0)).orElse(0);
        return minutes > 0 ? Duration.ofMinutes(minutes) : standard;
    }

    private static boolean isOf(SessionTable.Row row, Claims claims) {
        return row.tenant().equals(claims.tenant()) && row.user().equals(claims.user());
    }

    private static Actor actor(Document user, Call call) {
        return new Actor(
                user.tenant(),
                "",
                user.uid(),
                user.text("/spec/emailId"),
                call.operation().id(),
                call.id(),
                Optional.empty());
    }

    private static Problem gone() {
        return Problem.unauthenticated("The session has ended");
    }
}
