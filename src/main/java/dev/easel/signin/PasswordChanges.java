package dev.easel.signin;

import dev.easel.Family;
import dev.easel.auth.Caller;
import dev.easel.auth.Directory;
import dev.easel.auth.Porter;
import dev.easel.auth.Rights;
import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.guards.Passwords;
import dev.easel.http.Action;
import dev.easel.http.Binder;
import dev.easel.http.Call;
import dev.easel.http.Reply;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Metadata;
import dev.easel.store.Actor;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import dev.easel.tables.SessionTable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Setting passwords: by their owner, by somebody who holds as much, or with the link that a new user is given. */
public final class PasswordChanges implements Family {
    private final Store store;
    private final Directory directory;
    private final Lockout lockout;

    public PasswordChanges(Store store, Directory directory, Lockout lockout) {
        this.store = store;
        this.directory = directory;
        this.lockout = lockout;
    }

    @Override
    public void bind(Binder on) {
        on.op("v1UsersUidPasswordChange", Action.SIGNED_IN, this::change);
        on.op("V1UsersPasswordChange", Action.OPEN, this::changeByProof);
        on.op("v1PasswordActivate", Action.OPEN, this::activate);
    }

    private Object change(Call call) {
        var uid = call.path("uid");
        if (uid.equals(call.caller().user())) return changeOwn(call, uid);
        var caller = call.caller();
        if (!caller.in("").may("user.update")) throw Problem.forbidden("user.update");
        var user = store.find(Kinds.USER, Reach.tenant(caller.tenant()), uid)
                .orElseThrow(() -> Problem.notFound("user", uid));
        var covered = directory
                .person(caller.tenant(), uid)
                .filter(person -> caller.rights().covers(person.rights()))
                .isPresent();
        if (!covered) throw Problem.of(Code.Forbidden, "The user %s has rights that you do not have", user.name());
        return set(Actor.of(caller, call.operation().id(), call.id()), user, call);
    }

    /** The old password says whose it is, also when it has expired and opens nothing else any more. */
    private Object changeByProof(Call call) {
        var user = new Proof(store, lockout).of(call, "currentPassword");
        var who = new Caller(user.tenant(), "", user.uid(), user.text("/spec/emailId"), "", Rights.NONE);
        return set(Actor.of(who, call.operation().id(), call.id()), user, call);
    }

    private Object changeOwn(Call call, String uid) {
        var caller = call.caller();
        var user = store.find(Kinds.USER, Reach.tenant(caller.tenant()), uid)
                .orElseThrow(() -> Problem.notFound("user", uid));
        var email = user.text("/easel/email");
        lockout.mustBeOpen(email, "");
        var current = call.object().path("currentPassword").asString("");
        if (!Passwords.matches(current, store.open(user).at("/easel/password").asString(""))) {
            lockout.failed(email, "");
            throw Problem.of(Code.InvalidCredentials, "The current password is wrong");
        }
        lockout.succeeded(email);
        return set(Actor.of(caller, call.operation().id(), call.id()), user, call);
    }

    private Object activate(Call call) {
        var token = call.path("passwordToken");
        var user = owner(token)
                .filter(known -> known.text("/easel/activation/digest").equals(Porter.digest(token)))
                .filter(known -> store.clock().instant().isBefore(Times.parse(known.text("/easel/activation/expires"))))
                .orElseThrow(() -> Problem.unauthenticated("The link is not valid, or no longer"));
        return set(Actor.house(user.tenant(), "", call.operation().id()), user, call);
    }

    /** The link says whose it is; that it is genuine is seen from the digest. */
    private Optional<Document> owner(String token) {
        try {
            var whose = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split("\\.");
            return whose.length == 3 ? store.find(Kinds.USER, Reach.tenant(whose[0]), whose[1]) : Optional.empty();
        } catch (IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    /** A new password ends every session, and the link with which one could be set. */
    private Object set(Actor actor, Document user, Call call) {
        var field = call.operation().id().equals("v1PasswordActivate") ? "password" : "newPassword";
        var password = call.object().path(field).asString("");
        PasswordPolicy.of(store, user.tenant()).check(password, "body." + field);
        var hash = Passwords.hash(password);
        store.write(actor, tx -> {
            var old = tx.find(Kinds.USER, Reach.tenant(user.tenant()), user.uid())
                    .orElseThrow(() -> Problem.notFound("user", user.uid()));
            var body = old.body().deepCopy();
            Metadata.child(body, Desk.PRIVATE)
                    .put("password", hash)
                    .put("passwordSet", Times.text(tx.now()))
                    .remove("activation");
            Metadata.child(body, "status").remove("activationLink");
            SessionTable.endAll(tx, user.uid());
            return tx.replace(old, body);
        });
        return Reply.none();
    }
}
