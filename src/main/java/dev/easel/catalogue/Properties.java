package dev.easel.catalogue;

import dev.easel.packs.Pack;
import dev.easel.packs.Tag;
import java.util.List;

/** What something of the catalogue can be found by: the values it has under a name; several when it is a list. */
@FunctionalInterface
interface Properties {
    List<String> of(String property);

    static Properties of(Tag tag) {
        return property -> switch (property) {
            case "metadata.uid" -> List.of(tag.uid());
            case "spec.version" -> List.of(tag.version());
            case "spec.registryUid" -> List.of(tag.registry().uid());
            case "spec.type" -> List.of(tag.type());
            default -> of(tag.pack(), property);
        };
    }

    static Properties of(Pack pack) {
        return property -> of(pack, property);
    }

    private static List<String> of(Pack pack, String property) {
        return switch (property) {
            case "metadata.name", "spec.name" -> List.of(pack.name());
            case "spec.displayName" -> List.of(pack.displayName());
            case "spec.layer" -> List.of(pack.layer());
            case "spec.addonType" -> List.of(pack.addonType());
            case "spec.addonSubType", "spec.group" -> List.of();
            case "spec.cloudTypes" -> pack.cloudTypes();
            default -> throw Sieve.unknown(property);
        };
    }
}
