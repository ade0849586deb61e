package dev.easel.guards;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Passwords as Argon2id hashes (19 MiB, two passes), two at a time so that guessing cannot take the machine. */
public final class Passwords {
    private static final Argon2Function ARGON = Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
    private static final ExecutorService POOL = Executors.newFixedThreadPool(
            2, Thread.ofPlatform().daemon().name("password-", 0).factory());

    /**
     * The hash of 32 random bytes that nobody kept, so that an unknown user costs the same time as a wrong password. Made
     * beforehand: one more hash at the founding would cost every first start its time and 60 MB.
     */
    static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$KUR6nfDB1SBvWiBIElgc3A" + "$nZkPcvywcFBkCN+VYkTXkvuJ46pswNYO97ZAZZZjAoo";

    private Passwords() {}

    public static String hash(String password) {
        return onPool(
                () -> Password.hash(password).addRandomSalt(16).with(ARGON).getResult());
    }

    /** Whether the password is the one behind the hash; takes as long when there is no hash ("" for none). */
    public static boolean matches(String password, String hash) {
        var against = hash.isEmpty() ? NOBODY : hash;
        var same = onPool(() -> Password.check(password, against).with(ARGON));
        return same && !hash.isEmpty();
    }

    private static <T> T onPool(Supplier<T> work) {
        return java.util.concurrent.CompletableFuture.supplyAsync(work, POOL).join();
    }
}
