package dev.easel.signin;

import dev.easel.contract.Code;
import dev.easel.contract.Problem;
import dev.easel.kinds.Kinds;
import dev.easel.store.Document;
import dev.easel.store.Query.Reach;
import dev.easel.store.Store;
import dev.easel.store.Times;
import dev.easel.templates.Expected;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntPredicate;
import tools.jackson.databind.JsonNode;

/** What a tenant asks of a password. */
record PasswordPolicy(JsonNode wanted) {

    static PasswordPolicy of(Store store, String tenant) {
        var root = store.find(Kinds.TENANT_ROOT, Reach.tenant(tenant), tenant);
        return new PasswordPolicy(
                root.orElseThrow(() -> Problem.notFound("tenant", tenant)).at("/settings/passwordPolicy"));
    }

    /** A password that is older than the policy allows opens nothing, until its owner sets another. */
    void mustBeFresh(Document user, Instant now) {
        if (end(user).filter(now::isAfter).isEmpty()) return;
        throw Problem.of(
                Code.PasswordExpired, "The password has expired: set another with PATCH /v1/users/password/change");
    }

    /** When the password will expire, from the day on which its owner should know. */
    Optional<Instant> reminder(Document user, Instant now) {
        var days = wanted.path("firstReminderInDays").asInt(0);
        return end(user).filter(end -> now.isAfter(end.minus(Duration.ofDays(days))));
    }

    private Optional<Instant> end(Document user) {
        var days = wanted.path("expiryDurationInDays").asInt(0);
        var set = user.text("/easel/passwordSet");
        var since = Times.parse(set.isEmpty() ? user.text("/metadata/creationTimestamp") : set);
        return days > 0 ? Optional.of(since.plus(Duration.ofDays(days))) : Optional.empty();
    }

    void check(String password, String at) {
        if (password.length() > 1_000) throw Problem.invalid(at, "is too long");
        if (wanted.path("isRegex").asBoolean(false)) {
            var wrong = Expected.fault("^(?:" + wanted.path("regex").asString("") + ")$", password);
            if (wrong.isPresent()) throw Problem.invalid(at, wrong.get());
            return;
        }
        int least = wanted.path("minLength").asInt(0);
        int most = wanted.path("maxLength").asInt(0);
        if (most == 0) most = 128;
        if (password.length() < least || password.length() > most) {
            throw Problem.invalid(at, "must have from %d to %d characters".formatted(least, most));
        }
        atLeast("minNumOfDigits", password, Character::isDigit, at + " digits");
        atLeast("minNumOfSmallLetters", password, Character::isLowerCase, at + " small letters");
        atLeast("minNumOfBlockLetters", password, Character::isUpperCase, at + " capital letters");
        atLeast("minNumOfSpecialCharacters", password, c -> !Character.isLetterOrDigit(c), at + " special characters");
    }

    private void atLeast(String name, String password, IntPredicate counted, String what) {
        int least = wanted.path(name).asInt(0);
        if (password.chars().filter(counted).count() >= least) return;
        var at = what.substring(0, what.indexOf(' '));
        throw Problem.invalid(at, "must have at least %d%s".formatted(least, what.substring(what.indexOf(' '))));
    }
}
