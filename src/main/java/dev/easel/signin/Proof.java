package dev.easel.signin;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.guards.Passwords;
import dev.easel.http.Call;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who somebody is, by an e-mail and a password. */
record Proof(Store store, Lockout lockout) {

    /** The user that the body names, if the field of this name holds the password; throws otherwise. */
    Document of(Call call, String field) {
        var email = call.body().path("emailId").asString("").strip().toLowerCase(Locale.ROOT);
        var address = call.header("address").orElse("");
        lockout.mustBeOpen(email, address);
        var user = user(email, call.body().path("org").asString(""));
        var hash = user.map(known -> store.open(known).at("/easel/password").asString(""))
                .orElse("");
        if (!Passwords.matches(call.body().path(field).asString(""), hash)) {
            lockout.failed(email, address);
            throw Problem.of(Code.InvalidCredentials, "The e-mail or the password is wrong");
        }
        lockout.succeeded(email);
        return user.orElseThrow();
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
