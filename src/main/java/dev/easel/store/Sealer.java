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
    private final SecretKeySpec root;
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

    /** Makes sure that the tenant has a data key, before a transaction in which one could not be made. */
    void prepare(String tenant) {
        if (!current.containsKey(tenant)) current.put(tenant, keyId(tenant, "data"));
    }

    public String seal(String tenant, String text) {
        prepare(tenant);
        var id = current.getOrDefault(tenant, "");
        return MARK + id + ":" + encrypt(key(tenant, id), text.getBytes(StandardCharsets.UTF_8), tenant);
    }

    public String open(String tenant, String sealed) {
        var parts = sealed.substring(MARK.length()).split(":", 2);
        return new String(decrypt(key(tenant, parts[0]), parts[1], tenant), StandardCharsets.UTF_8);
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
        return database.write(session -> {
            var rows = session.query("select tenant, id, wrapped from data_key", row ->
                    new String[] {row.getString(1), row.getString(2), row.getString(3)});
            for (var row : rows) {
                var again = encrypt(next, decrypt(root, row[2], row[0]), row[0]);
                session.update("update data_key set wrapped = ? where tenant = ? and id = ?", again, row[0], row[1]);
            }
            return rows.size();
        });
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
        return keys.computeIfAbsent(tenant + "/" + id, _ -> load(tenant, id));
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
                    "A secret does not open: is this the root key that the data was written with?", e);
        }
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
