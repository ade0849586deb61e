package dev.easel.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hashes of passwords, and the one that stands for users who are unknown. */
final class PasswordsTest {
    @Test
    void aHashIsOfOnePasswordAndNoneIsOfNone() {
        var hash = Passwords.hash("correct horse");
        assertTrue(Passwords.matches("correct horse", hash));
        assertFalse(Passwords.matches("battery staple", hash));
        assertFalse(Passwords.matches("", ""));
    }

    @Test
    void anUnknownUserCostsWhatAKnownOneDoes() {
        assertEquals(shape(Passwords.hash("any")), shape(Passwords.NOBODY));
    }

    /** What decides how long a check takes: the algorithm, its costs, and the lengths of salt and hash. */
    private static List<String> shape(String hash) {
        var parts = hash.split("\\$");
        var lengths = parts[4].length() + " " + parts[5].length();
        return List.of(String.join("$", Arrays.copyOf(parts, 4)), lengths);
    }
}
