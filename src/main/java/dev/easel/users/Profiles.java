package dev.easel.users;

import dev.easel.auth.Porter;
import dev.easel.contract.Code;
import dev.easel.contract.Filter;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.resource.Desk;
import dev.easel.resource.Draft;
import dev.easel.resource.Metadata;
import dev.easel.resource.Rule;
import dev.easel.store.Query;
import dev.easel.store.Query.Reach;
import dev.easel.store.Times;
import dev.easel.tables.SessionTable;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What must be true of a user, and what a new one gets. */
final class Profiles {
    private static final Duration LINK = Duration.ofHours(24);
    private static final SecureRandom RANDOM = new SecureRandom();

    private Profiles() {}

    /** An address that mail could go to, of any letters; two users whose addresses differ in case only are the same. */
    static void mustHaveAddress(Draft draft) {
        var email = draft.text("/spec/emailId").strip();
        if (!email.matches("[^@\\s]+@[^@\\s]+") || email.length() > 254) {
            throw Problem.invalid("body.spec.emailId", "must be an e-mail address");
        }
        Metadata.child(draft.body(), Desk.PRIVATE).put("email", email.toLowerCase(Locale.ROOT));
        var metadata = Metadata.child(draft.body(), "metadata");
        if (metadata.path("name").asString("").isBlank()) metadata.put("name", called(draft, email));
    }

    private static String called(Draft draft, String email) {
        var name = (draft.text("/spec/firstName") + " " + draft.text("/spec/lastName")).strip();
        return name.isEmpty() ? email : name;
    }

    static Rule mustHoldGrantableRoles() {
        return draft -> {
            var before = draft.old().map(old -> old.at("/spec/roles")).orElseGet(() -> draft.at("/none"));
            new Grants(draft.tx(), draft.call()).mustBeGrantable("tenant", "", draft.at("/spec/roles"), before);
        };
    }

    /** A new user is active at once and gets a link with which a password can be set; nothing is mailed. */
    static void begin(Draft draft) {
        var random = new byte[24];
        RANDOM.nextBytes(random);
        var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var whose = draft.call().caller().tenant() + "." + draft.uid() + "." + secret;
        var token = Base64.getUrlEncoder().withoutPadding().encodeToString(whose.getBytes(StandardCharsets.UTF_8));
        var status = Metadata.child(draft.body(), "status");
        status.put("isActive", true).put("activationLink", "/v1/auth/password/" + token + "/activate");
        var own = Metadata.child(draft.body(), Desk.PRIVATE);
        own.putObject("activation")
                .put("digest", Porter.digest(token))
                .put("expires", Times.text(draft.tx().now().plus(LINK)));
        var mode = Metadata.child(draft.body(), "spec").remove("loginMode");
        if (mode != null && !mode.asString("").isEmpty()) own.set("loginMode", mode);
    }

    /** Teams stand in the team, not in the user: a new user is put into each that the request names. */
    static void join(Draft draft) {
        var teams = Metadata.child(draft.body(), "spec").remove("teams");
        if (teams == null) return;
        for (var uid : teams) {
            var team = draft.tx()
                    .find(Kinds.TEAM, Reach.tenant(draft.call().caller().tenant()), uid.asString(""))
                    .orElseThrow(() -> Problem.notFound("team", uid.asString("")));
            new Grants(draft.tx(), draft.call()).mustCover(team);
            Desk.change(draft.tx(), team, draft.call(), body -> members(body).add(draft.uid()));
        }
    }

    static ArrayNode members(ObjectNode team) {
        var spec = Metadata.child(team, "spec");
        return spec.path("users") instanceof ArrayNode known ? known : spec.putArray("users");
    }

    /** Takes over what a request says about a user; roles stay when it does not name any. */
    static void adopt(ObjectNode body, JsonNode given, Instant now) {
        if (given.path("metadata").isObject()) Metadata.adopt(body, given.get("metadata"), now);
        var spec = Metadata.child(body, "spec");
        for (var field : new String[] {"firstName", "lastName"}) {
            spec.put(field, given.path("spec").path(field).asString(""));
        }
        var email = given.at("/spec/emailId").asString("");
        if (!email.isEmpty()) spec.put("emailId", email);
        if (given.at("/spec/roles") instanceof ArrayNode roles) spec.set("roles", roles);
        var active = given.at("/status/isActive");
        if (active.isBoolean()) Metadata.child(body, "status").set("isActive", active);
    }

    static void mustBeSomebodyElse(Draft draft) {
        if (draft.uid().equals(draft.call().caller().user())) {
            throw Problem.of(Code.ResourceInUse, "You cannot delete yourself");
        }
    }

    /** What goes with a user: memberships, API keys and sessions. */
    static void leave(Draft draft) {
        var tx = draft.tx();
        var reach = Reach.tenant(draft.call().caller().tenant());
        for (var team : tx.list(Query.all(Kinds.TEAM, reach).where(Filter.equal("users", draft.uid())))
                .items()) {
            Desk.change(
                    tx,
                    team,
                    draft.call(),
                    body -> members(body).removeIf(member -> member.asString("").equals(draft.uid())));
        }
        var keys = Query.all(Kinds.API_KEY, reach).where(Filter.equal("spec.userUid", draft.uid()));
        tx.list(keys).items().forEach(tx::delete);
        SessionTable.endAll(tx, draft.uid());
    }
}
