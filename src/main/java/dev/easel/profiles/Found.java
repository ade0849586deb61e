package dev.easel.profiles;

import dev.easel.packs.Pack;
import dev.easel.packs.Tag;
import java.util.Optional;

/**
 * A pack that a profile may use.
 *
 * @param pack what the catalogue knows about it; nothing for packs of a tenant's registry
 */
record Found(String uid, String version, String registryUid, String layer, String type, Optional<Pack> pack) {

    static Found of(Tag tag) {
        var pack = tag.pack();
        return new Found(tag.uid(), tag.version(), tag.registry().uid(), pack.layer(), tag.type(), Optional.of(pack));
    }
}
