package dev.easel.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets before they reach a table: AES-256-GCM with a data key per tenant, itself wrapped by the root key. A sealed
 * text reads {@code sealed:v1:<key id>:<base64 of nonce and ciphertext>} and opens only for its tenant.
 */
public final class Sealer {
    private static final String MARK = "sealed:v1:";
    private static final int NONCE = 12;

    private final Database database;
    private volatile SecretKeySpec root;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SecretKeySpec> keys = new ConcurrentHashMap<>();
    private final Map<String, String> current = new ConcurrentHashMap<>();

    Sealer(Database database, byte[] rootKey) {
        if (rootKey.length != 32) throw new IllegalArgumentException("The root key must have 32 bytes");
        this.database = database;
        root = new SecretKeySpec(rootKey, "AES");
    }

    public static boolean isSealed(String text) {
        return text.startsWith(MARK);
    }

    /** Refuses a root key that this database's keys were not wrapped with. */
    void check() {
        database.read(session -> session.first(
                "select tenant, wrapped from data_key order by created desc limit 1",
                row -> decrypt(root, row.getString(2), row.getString(1))));
    }

    /** Makes sure that the tenant has a data key, before a transaction in which one could not be made. */
    String prepare(String tenant) {
        var known = current.get(tenant);
        if (known != null) return known;
        var id = keyId(tenant, "data");
        key(tenant, id);
        current.put(tenant, id);
        return id;
    }

    /** What is sealed already stays so; a client's text that only looks like it is sealed like any other. */
    public String seal(String tenant, String text) {
        if (isSealed(text) && opens(tenant, text)) return text;
        var id = prepare(tenant);
        return MARK + id + ":" + encrypt(key(tenant, id), text.getBytes(StandardCharsets.UTF_8), tenant);
    }

    public String open(String tenant, String sealed) {
        var cut = sealed.lastIndexOf(':');
        var id = sealed.substring(Math.min(MARK.length(), cut), cut);
        return new String(decrypt(key(tenant, id), sealed.substring(cut + 1), tenant), StandardCharsets.UTF_8);
    }

    private boolean opens(String tenant, String text) {
        try {
            open(tenant, text);
            return true;
        } catch (IllegalStateException | IllegalArgumentException garbled) {
            return false;
        }
    }

    /** A key for signing that is the tenant's own; another id gives another key. */
    public byte[] signingKey(String tenant, String id) {
        return key(tenant, id).getEncoded();
    }

    /** The id of the tenant's newest key for a purpose, made on first use. */
    public String keyId(String tenant, String purpose) {
        var newest = "select id from data_key where tenant = ? and purpose = ? order by created desc, id desc limit 1";
        return database.read(session -> session.first(newest, row -> row.getString(1), tenant, purpose))
                .orElseGet(() -> addKey(tenant, purpose));
    }

    /** Gives the tenant a fresh key for a purpose; what older ones made stays valid. */
    public String addKey(String tenant, String purpose) {
        var bytes = random(32);
        var id = Base64.getUrlEncoder().withoutPadding().encodeToString(random(9));
        var wrapped = encrypt(root, bytes, tenant);
        database.write(session -> session.update(
                "insert into data_key (tenant, id, purpose, created, wrapped) values (?, ?, ?, ?, ?)",
                tenant,
                id,
                purpose,
                System.currentTimeMillis(),
                wrapped));
        if (purpose.equals("data")) current.put(tenant, id);
        return id;
    }

    /** Wraps every data key with another root key, in one transaction; the old root key opens nothing afterwards. */
    public int rewrap(byte[] nextRoot) {
        var next = new SecretKeySpec(nextRoot, "AES");
        var count = database.write(session -> {
            var rows = session.query("select tenant, id, wrapped from data_key", row ->
                    new String[] {row.getString(1), row.getString(2), row.getString(3)});
            for (var row : rows) {
                var again = encrypt(next, decrypt(root, row[2], row[0]), row[0]);
                session.update("update data_key set wrapped = ? where tenant = ? and id = ?", again, row[0], row[1]);
            }
            return rows.size();
        });
        root = next;
        return count;
    }

    /** Signs a text with a key derived from the root key, for what must be the same on every replica. */
    public byte[] sign(String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(root);
            mac.init(new SecretKeySpec(mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8)), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private SecretKeySpec key(String tenant, String id) {
        var known = keys.get(tenant + "/" + id);
        if (known != null) return known;
        var loaded = load(tenant, id);
        keys.put(tenant + "/" + id, loaded);
        return loaded;
    }

    private SecretKeySpec load(String tenant, String id) {
        var wrapped = database.read(session -> session.first(
                        "select wrapped from data_key where tenant = ? and id = ?",
                        row -> row.getString(1),
                        tenant,
                        id))
                .orElseThrow(() -> new IllegalStateException("The tenant has no key " + id));
        return new SecretKeySpec(decrypt(root, wrapped, tenant), "AES");
    }

    private String encrypt(SecretKeySpec key, byte[] clear, String tenant) {
        try {
            var nonce = random(NONCE);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, nonce));
            cipher.updateAAD(tenant.getBytes(StandardCharsets.UTF_8));
            var sealed = cipher.doFinal(clear);
            var both = ByteBuffer.allocate(NONCE + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return Base64.getEncoder().encodeToString(both);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] decrypt(SecretKeySpec key, String sealed, String tenant) {
        try {
            var both = Base64.getDecoder().decode(sealed);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, both, 0, NONCE));
            cipher.updateAAD(tenant.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(both, NONCE, both.length - NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "A secret does not open: this is not the root key that the data was written with", e);
        }
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
