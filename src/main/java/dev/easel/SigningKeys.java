package dev.easel;

import dev.easel.auth.Tokens;
import dev.easel.store.Sealer;

/** The keys that sign session tokens: one of each tenant's own, wrapped like all data keys. */
final class SigningKeys implements Tokens.Keys {
    private static final String PURPOSE = "signing";

    private final Sealer sealer;

    SigningKeys(Sealer sealer) {
        this.sealer = sealer;
    }

    @Override
    public String current(String tenant) {
        return sealer.keyId(tenant, PURPOSE);
    }

    @Override
    public byte[] key(String tenant, String id) {
        return sealer.signingKey(tenant, id);
    }
}
