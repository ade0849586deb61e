package dev.easel.packs;

import java.util.Set;
import java.util.function.Predicate;

/**
 * What a caller looks for in the catalogue; an empty set asks for nothing. The environment {@code all} and the add-on
 * type {@code ""} stand for any: the Terraform provider sends them when it wants no such filter.
 */
public record Criteria(
        Predicate<Pack> names,
        Set<String> types,
        Set<String> layers,
        Set<String> environments,
        Set<String> addonTypes,
        Set<String> registries,
        Set<String> sources,
        boolean fipsOnly) {
    public static final Criteria ANYTHING =
            new Criteria(pack -> true, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);

    boolean met(Pack pack) {
        return names.test(pack)
                && (layers.isEmpty() || layers.contains(pack.layer()))
                && (environments.isEmpty() || environments.contains("all") || suits(pack))
                && (addonTypes.isEmpty() || addonTypes.contains("") || addonTypes.contains(pack.addonType()))
                && (pack.fips() || !fipsOnly);
    }

    boolean met(Tag tag) {
        return (types.isEmpty() || types.contains(tag.type()))
                && (registries.isEmpty() || registries.contains(tag.registry().uid()))
                && (sources.isEmpty() || sources.contains(tag.registry().source()));
    }

    private boolean suits(Pack pack) {
        return environments.stream().anyMatch(pack::fits);
    }
}
